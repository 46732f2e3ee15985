"""`manage restore FILE`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gongkai.messages import UserError
from gongkai.operations.backup.restoring import examine, restore

CANNOT = 2  # as every command of ours; 1 is for findings


class Command(BaseCommand):
    """Restore a backup (恢复)."""

    help = "Restore database and files from a backup. The site must not run; the keys must be there. Nothing is touched before all is proved."
    requires_system_checks = ()  # the database may be damaged, or not there: that is why

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and what is allowed."""
        parser.add_argument("file", type=Path, help="a backup")
        parser.add_argument("--check", action="store_true", help="only prove that it can be restored here; touches nothing, needs room for all of it")
        parser.add_argument("--replace", action="store_true", help="move aside the database and files that are there")
        parser.add_argument("--accept-findings", action="store_true", help="restore although something in it is not whole")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore it, or prove that it can be."""
        try:
            self._check(options) if options["check"] else self._restore(options)
        except UserError as error:
            raise CommandError(str(error), returncode=CANNOT) from error

    def _check(self, options: dict[str, Any]) -> None:
        findings = examine(options["file"])
        for finding in findings:
            self.stderr.write(finding)
        if findings:
            raise CommandError(_("The archive can be restored, but was made of a site in which something is not whole, see above."))
        self.stdout.write(_("The archive can be restored: it was, into a temporary place, and everything in it is whole."))

    def _restore(self, options: dict[str, Any]) -> None:
        restored = restore(options["file"], replace=options["replace"], accept=options["accept_findings"])
        for finding in restored.findings:
            self.stderr.write(finding)
        begun = date_format(timezone.localtime(restored.manifest.begun_at), "Y-m-d H:i:s")
        self.stdout.write(_("Restored as of %(time)s. Everybody must sign in again.") % {"time": begun})
        if restored.before:
            said = _("What was there before is in %(before)s: delete it when you are sure that you do not need it.")
            self.stdout.write(said % {"before": restored.before})
