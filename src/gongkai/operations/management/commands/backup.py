"""`manage backup FILE`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from gongkai.messages import UserError
from gongkai.operations.backup.taking import Taken, take

CANNOT = 2  # as every command of ours; 1 is for findings


class Command(BaseCommand):
    """Take a backup (备份) while the site runs."""

    help = "Write database and files, as they are now, into one new file; the site goes on meanwhile. The keys are not in it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether it is restored on trial."""
        parser.add_argument("file", type=Path, help="a new file; it holds personal data (encrypted) and password hashes")
        parser.add_argument("--quick", action="store_true", help="do not prove it by restoring it into a temporary place")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Take it."""
        try:
            taken = take(options["file"], trial=not options["quick"])
        except UserError as error:
            raise CommandError(str(error), returncode=CANNOT) from error
        self.stdout.write(_about(options["file"], taken))
        if taken.findings:
            for finding in taken.findings:
                self.stderr.write(finding)
            raise CommandError(_("The backup is there, but the site that it was made of is not whole, see above: mend that, then take another one."))


def _about(path: Path, taken: Taken) -> str:
    rows, files = sum(taken.manifest.snapshot.rows.values()), taken.manifest.members - 1
    proved = _("restored on trial") if taken.findings is not None else _("not restored on trial")
    said = _(
        "%(path)s: %(megabytes)s MB, %(rows)s rows, %(files)s files, read back, %(proved)s. The keys are not in it: keep their export elsewhere.\n"
        "SHA-256 %(digest)s"
    )
    values = {"path": path, "megabytes": f"{taken.size / 1e6:.1f}", "rows": rows, "files": files, "proved": proved, "digest": taken.digest}
    return said % values
