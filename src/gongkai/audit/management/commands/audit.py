"""`manage audit`: verify the trail, write it out, retire its oldest rows, open what was retired."""

import datetime as dt
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.audit import copies, heads, retention
from gongkai.audit.actors import Actor
from gongkai.audit.chain import Head
from gongkai.audit.rows import Row, Rows
from gongkai.audit.trail import record
from gongkai.audit.verify import Verification
from gongkai.messages import UserError, reason_of

_SHOWN = 100
_COMMAND = Actor.command("manage audit")


def _head(text: str) -> Head:
    sequence, _colon, digest = text.partition(":")
    if not sequence.isdecimal() or not digest:
        raise ArgumentTypeError(_("write ROW:DIGEST, as `manage audit verify` tells it"))
    return Head(int(sequence), digest)


def _day(text: str) -> dt.datetime:
    try:
        return timezone.make_aware(dt.datetime.combine(dt.date.fromisoformat(text), dt.time()))
    except ValueError as error:
        raise ArgumentTypeError(_("write a date such as 2026-01-31")) from error


class Command(BaseCommand):
    """The audit trail (审计日志)."""

    help = "The audit trail: verify it, write it out, retire its oldest rows, open what was retired."

    def add_arguments(self, parser: CommandParser) -> None:
        """One subcommand each."""
        commands = parser.add_subparsers(dest="command", required=True)
        verify = commands.add_parser("verify", help="prove that no row was changed, removed or put in")
        verify.add_argument("--known", type=_head, metavar="ROW:DIGEST", help="a head noted down before: the trail must still hold it")
        export = commands.add_parser("export", help="write all rows as JSON lines")
        export.add_argument("--output", type=Path, metavar="FILE", help="a new file; without it, standard output")
        retire = commands.add_parser("retire", help="remove the oldest rows behind a signed checkpoint; a sealed copy is written first")
        retire.add_argument("--before", type=_day, metavar="DATE", help="rows of this day and later stay; without it, those of the last three years")
        retire.add_argument("--folder", type=Path, metavar="DIR", help="where the copy goes; without it, `audit` in the data folder")
        reopen = commands.add_parser("open", help="prove a sealed copy of retired rows, and write them as JSON lines")
        reopen.add_argument("copy", type=Path, metavar="COPY")
        reopen.add_argument("--output", type=Path, metavar="FILE", help="a new file; without it, standard output")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do the subcommand."""
        try:
            getattr(self, "_" + options["command"])(options)
        except UserError as error:
            raise CommandError(str(error)) from error

    def _verify(self, options: dict[str, Any]) -> None:
        verification = Verification(options["known"])
        count = 0
        for count, finding in enumerate(verification.findings(), start=1):
            if count <= _SHOWN:
                self.stdout.write(str(finding))
        if verification.unreadable_heads:
            said = _("%(count)s lines of %(path)s were cut off in writing: no finding, the lines after them cover the same rows.")
            self.stdout.write(said % {"count": verification.unreadable_heads, "path": heads.path()})
        if count:
            raise CommandError(
                ngettext("The audit trail has %(count)s finding.", "The audit trail has %(count)s findings.", count) % {"count": count}
            )
        said = _("%(rows)s rows are as they were recorded. The head, to be kept outside this machine: %(head)s")
        self.stdout.write(said % {"rows": verification.rows, "head": "{}:{}".format(*verification.last)})

    def _export(self, options: dict[str, Any]) -> None:
        record("audit.exported", _COMMAND, detail={"rows": "all"})
        self._write(Rows(), options["output"])

    def _retire(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        checkpoint = retention.retire(options["before"] or retention.kept_by_default(now), _COMMAND, now, options["folder"])
        if checkpoint is None:
            self.stdout.write(_("No row is that old: nothing was removed."))
            return
        said = _("The rows from %(first)s to %(last)s were removed. Their sealed copy: %(copy)s")
        self.stdout.write(said % {"first": checkpoint.first, "last": checkpoint.upto, "copy": checkpoint.copy})

    def _open(self, options: dict[str, Any]) -> None:
        about, rows = copies.read(options["copy"])
        record("audit.copy_opened", _COMMAND, detail={"first": about.first, "upto": about.upto})
        self._write(rows, options["output"])

    def _write(self, rows: Iterable[Row], output: Path | None) -> None:
        with _opened(output) as file:
            count = 0
            for count, row in enumerate(rows, start=1):  # noqa: B007  # counted
                file.write(copies.as_line(row) + "\n")
        if output:
            self.stdout.write(_("%(count)s rows were written to %(path)s.") % {"count": count, "path": output})


@contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    """A new file at `output`, or standard output."""
    if output is None:
        yield sys.stdout
        return
    try:
        with output.open("x", encoding="utf-8") as file:
            yield file
    except OSError as error:
        raise CommandError(_("%(path)s cannot be written: %(reason)s.") % {"path": output, "reason": reason_of(error)}) from error
