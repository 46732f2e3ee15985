"""`manage compile_report`: the report of an organ on a year, as the JSON of `gongkai annual read` or as a document."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gongkai.annual.write import FORMATS, CannotWriteError, write
from gongkai.messages import user_language
from gongkai.organs.management.speaking import organ_of
from gongkai.organs.telling import told
from gongkai.reports.compiling import compile_report

_TEXTS = ("json", "html")
"""What a terminal can print."""


class Command(BaseCommand):
    """Compile a report."""

    help = "Compile the annual report (年度报告) of an organ from its ledger and the figures entered"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Which report, as what, where to."""
        parser.add_argument("organ", metavar="ORGAN", help="code of the organ")
        parser.add_argument("year", metavar="YEAR", type=int, help="the year reported; a running one is counted up to today")
        parser.add_argument("--format", choices=FORMATS, default="json", help="what to write (json)")
        parser.add_argument("--output", metavar="FILE", help="write to this file instead of standard output")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Compile and write it."""
        with translation.override("en" if user_language() == "en" else "zh-hans"):
            organ, form, output = organ_of(options["organ"]), options["format"], options["output"]
            if output is None and form not in _TEXTS and sys.stdout.isatty():
                raise CommandError(_("%(form)s is not for a terminal: name a file with --output.") % {"form": form.upper()})
            try:
                made = write(compile_report(organ, options["year"], timezone.localdate()), form)
            except ValidationError as error:
                raise CommandError("\n".join(error.messages)) from error
            except CannotWriteError as error:
                raise CommandError(told(error.message)) from error
            self._put(made, output, printable=form in _TEXTS)

    def _put(self, made: bytes, output: str | None, *, printable: bool) -> None:
        if output is not None:
            try:
                Path(output).write_bytes(made)
            except OSError as error:
                raise CommandError(_("%(file)s cannot be written: %(reason)s") % {"file": output, "reason": error.strerror}) from error
        elif printable:
            self.stdout.write(made.decode(), ending="")
        else:
            sys.stdout.buffer.write(made)
