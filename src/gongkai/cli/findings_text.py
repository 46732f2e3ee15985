"""Findings for people: a line for the report, an aligned line for each finding; Chinese characters count two columns."""

import sys
from collections import Counter
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gongkai.annual.check import Finding
from gongkai.annual.model import AnnualReport, Doubt
from gongkai.messages import N_, Message, message

_SEVERITIES = {"error": N_("error"), "warning": N_("warning"), "notice": N_("notice")}
_STYLES = {"error": "bold red", "warning": "yellow", "notice": "cyan"}
_UNBOUNDED = 100_000  # piped lines are never broken: other programs read them

_TOLD_BY_FINDINGS = frozenset({"table.missing"})  # form.table_missing says the same


def report_line(report: AnnualReport) -> str:
    """The organ, the year and the source: which report the lines below speak of."""
    organ = report.organ or str(message("unknown organ"))
    year = report.year or message("unknown year")
    return str(message("{organ}, {year} ({source})", organ=organ, year=year, source=report.source))


def counts(number: Counter[str]) -> Message:
    """How many findings there are of each severity."""
    return message(
        "errors: {errors}, warnings: {warnings}, notices: {notices}",
        errors=number["error"],
        warnings=number["warning"],
        notices=number["notice"],
    )


def doubts(report: AnnualReport) -> tuple[Doubt, ...]:
    """What the reader was in doubt about, without what a finding says too."""
    return tuple(doubt for doubt in report.warnings if doubt.code not in _TOLD_BY_FINDINGS)


def print_findings(line: str, findings: Sequence[Finding], doubted: Sequence[Doubt], out: TextIO) -> None:
    """The report's line, its findings, and below them what the reader was in doubt about."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1), collapse_padding=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for one in findings:
        table.add_row(Text(str(Message(_SEVERITIES[one.severity])), _STYLES[one.severity]), Text(one.code, "dim"), Text(str(one.message)))
    for doubt in doubted:
        where = str(doubt.place)
        told = message("{sentence} ({place})", sentence=doubt.message, place=doubt.place) if where else doubt.message
        table.add_row(Text(str(message("reading")), "magenta"), Text(doubt.code, "dim"), Text(str(told)))
    print_parts(out, Text(line, "bold"), *([table] if findings or doubted else ()))


def print_parts(out: TextIO, *parts: Text | Table) -> None:
    """Print lines, unbroken, and tables, without blanks at their ends, and a blank line after them."""
    terminal = out is sys.stdout and out.isatty()
    console = Console(file=out, width=None if terminal else _UNBOUNDED, highlight=False, emoji=False, markup=False, no_color=not terminal)
    with console.capture() as captured:
        for part in parts:
            console.print(part, soft_wrap=isinstance(part, Text))
    out.write("\n".join(printed.rstrip() for printed in captured.get().splitlines()) + "\n\n")
