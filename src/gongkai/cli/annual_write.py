"""`gongkai annual write SOURCE`: a report in another format, from whatever it was read from."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from gongkai.annual.model import AnnualReport
from gongkai.annual.write import FORMATS, write
from gongkai.cli.findings_text import doubts
from gongkai.cli.output import binary_output
from gongkai.messages import Message, UserError, message
from gongkai.statute.editions import editions

Read = Callable[[str], AnnualReport]

FONTS = "GONGKAI_FONTS"
_TEXTS = frozenset({"json", "html"})
"""Formats that a terminal can print."""
_SUFFIXES = {f".{form}": form for form in FORMATS} | {".htm": "html"}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", read: Read) -> None:
    """Add `gongkai annual write`; `read` gives the report of a source."""
    command = commands.add_parser("write", help=str(message("write a report as a document, a workbook, a page or JSON")))
    command.add_argument("source", metavar="SOURCE", help=str(message("the report: a file of any kind that is read, or - for standard input")))
    command.add_argument("--format", choices=FORMATS, help=str(message("what to write (as --output ends)")))
    command.add_argument("--output", metavar="FILE", help=str(message("write to this file instead of standard output")))
    command.add_argument("--fonts", metavar="DIR", help=str(message("a folder with the office's own fonts, for PDF (${name})", name=FONTS)))
    command.set_defaults(run=partial(run, read))


def run(read: Read, arguments: argparse.Namespace) -> int:
    """Write the report; 0. Raises UserError for one that cannot be read or written, and then leaves what stands at --output."""
    form = arguments.format or _form_of(arguments.output)
    fonts = arguments.fonts or os.environ.get(FONTS)
    with binary_output(arguments.output, form, printable=form in _TEXTS) as out:
        report = read(arguments.source)
        out.write(write(report, form, fonts=Path(fonts) if fonts else None))
    for lost in _not_carried(report) if form != "json" else ():
        print("gongkai:", lost, file=sys.stderr)
    return 0


def _form_of(path: str | None) -> str:
    form = _SUFFIXES.get(Path(path or "").suffix.lower())
    if form is None:
        raise UserError(message("Say what to write with --format, or end the name of --output so: {endings}", endings=tuple(sorted(_SUFFIXES))))
    return form


def _not_carried(report: AnnualReport) -> Iterator[Message]:
    """What a printed report cannot show of the report that was read; JSON shows it."""
    form = editions().get(report.edition or "")
    unknown = [cell for cell in (form.cells if form else ()) if cell not in report.figures and cell not in report.blank]
    if unknown:
        yield message("cells of the form that are not known, and are marked so: {count}", count=len(unknown))
    for doubt in doubts(report):
        where = str(doubt.place)
        yield message("{sentence} ({place})", sentence=doubt.message, place=doubt.place) if where else doubt.message
