"""`gongkai annual`: read published reports into exact figures, and tell what contradicts what."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TextIO, TypeVar

from rich.console import Console
from rich.progress import track

from gongkai.annual import csvform, jsonform
from gongkai.annual.check import Finding, check
from gongkai.annual.model import AnnualReport, Doubt
from gongkai.annual.read import read_path, read_stream
from gongkai.cli import annual_compare, annual_demo, annual_write
from gongkai.cli.findings_text import counts, doubts, print_findings, report_line
from gongkai.cli.output import output
from gongkai.cli.pool import Result, each
from gongkai.cli.previous import Folder, Known, compared, known
from gongkai.cli.sources import STDIN, Sources, printable, sources
from gongkai.messages import Message, message

T = TypeVar("T")

NOTHING_FOUND, FINDINGS, UNREADABLE = 0, 1, 2


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `gongkai annual read` and `gongkai annual check`."""
    group = subparsers.add_parser("annual", help=str(message("read and check annual reports")))
    commands = group.add_subparsers(required=True, metavar="COMMAND")
    reading = commands.add_parser("read", help=str(message("read reports into exact figures")))
    reading.add_argument("--format", choices=("json", "jsonl", "csv", "xlsx"), default="json", help=str(message("what to print (json)")))
    reading.set_defaults(run=read)
    checking = commands.add_parser("check", help=str(message("tell what in reports contradicts what, and what the law misses")))
    checking.add_argument("--previous", metavar="PATH", help=str(message("the report of the year before, or a folder of reports to find it in")))
    checking.add_argument("--format", choices=("text", "json"), default="text", help=str(message("what to print (text)")))
    checking.set_defaults(run=check_reports)
    annual_compare.register(commands, read_source)
    annual_write.register(commands, read_source)
    annual_demo.register(commands)
    for command in (reading, checking):
        command.add_argument("paths", metavar="PATH", nargs="+", help=str(message("files, folders, patterns in quotes, or - for standard input")))
        command.add_argument("--output", metavar="FILE", help=str(message("write to this file instead of standard output")))


def read_source(source: str) -> AnnualReport:
    """The report at a path, or on standard input; its `source` is the path as given."""
    if source == STDIN:
        return read_stream(sys.stdin.buffer, STDIN)
    return replace(read_path(Path(source)), source=printable(source))


# ---- read -----------------------------------------------------------------------------------


def _json(source: str, indent: int | None = None) -> str:
    return jsonform.dumps(jsonform.to_json(read_source(source)), indent)


def _csv(source: str) -> str:
    return csvform.row(read_source(source))


@dataclass(frozen=True)
class Shape:
    """How several reports make one text: what stands before, between and after them."""

    task: Callable[[str], str]
    before: str
    between: str
    after: str


SHAPES = {
    "object": Shape(partial(_json, indent=2), "", "", "\n"),
    "array": Shape(_json, "[\n", ",\n", "\n]\n"),
    "jsonl": Shape(_json, "", "\n", "\n"),
    "csv": Shape(_csv, csvform.BOM + csvform.head(), "", ""),
}


def read(arguments: argparse.Namespace) -> int:
    """Print the reports; 0, or 2 when something could not be read. Warnings stand in the report and do not count."""
    asked = sources(arguments.paths)
    run = Run(asked)
    if arguments.format == "xlsx":
        from gongkai.cli import annual_table  # noqa: PLC0415 - its library loads for as long as a hundred reports are read

        annual_table.print_table(run.values, read_source, arguments.output, several=asked.several)
    else:
        _print_texts(run, arguments)
    run.tell_failures()
    return UNREADABLE if run.failures else NOTHING_FOUND


def _print_texts(run: "Run", arguments: argparse.Namespace) -> None:
    asked = run.asked
    shape = SHAPES[("array" if asked.several else "object") if arguments.format == "json" else arguments.format]
    texts = run.values(shape.task)
    first = next(texts, None)
    if first is not None or asked.several:  # the one file asked for is unreadable: leave what stands at --output
        with output(arguments.output) as out:
            out.write(shape.before)
            for number, text in enumerate(chain((first,) if first is not None else (), texts)):
                out.write(shape.between + text if number else text)
            out.write(shape.after if first is not None or arguments.format == "json" else "")


# ---- check ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Judged:
    """A report's findings and what people see of the report; small, because it comes from another process."""

    line: str
    source: str
    findings: tuple[Finding, ...]
    doubts: tuple[Doubt, ...]


def judge(source: str, previous: AnnualReport | Folder | None = None) -> Judged:
    """Read and check one source."""
    report = read_source(source)
    findings = check(report)
    if previous is not None:
        findings += tuple(compared(report, previous, read_source))
    return Judged(report_line(report), report.source, findings, doubts(report))


def check_reports(arguments: argparse.Namespace) -> int:
    """Print the findings; 0 without any, 1 with some, 2 when something could not be read."""
    run = Run(sources(arguments.paths))
    previous = _previous(arguments.previous, run) if arguments.previous else None
    number: Counter[str] = Counter()
    with output(arguments.output) as out:
        for judged in run.values(partial(judge, previous=previous)):
            number.update(one.severity for one in judged.findings)
            _print(judged, arguments.format, out)
    run.tell_failures()
    if number or sys.stderr.isatty():
        print("gongkai:", message("reports checked: {reports}; {counts}", reports=run.done, counts=counts(number)), file=sys.stderr)
    return UNREADABLE if run.failures else FINDINGS if number else NOTHING_FOUND


def _print(judged: Judged, form: str, out: TextIO) -> None:
    if form == "json":
        out.write(jsonform.dumps(jsonform.findings_to_json(judged.source, judged.findings)) + "\n")
    elif judged.findings or judged.doubts:
        print_findings(judged.line, judged.findings, judged.doubts, out)


def _know(source: str) -> Known:
    return known(read_source(source), source)


def _previous(path: str, run: "Run") -> AnnualReport | Folder:
    if Path(path).is_dir():
        folder = Run(sources([path]))
        found = Folder(path, tuple(folder.values(_know)))
        run.failures += folder.failures
        return found
    return read_source(path)


# ---- both -----------------------------------------------------------------------------------


class Run:
    """One task over the sources asked for: its values as they come, what failed and what was passed over for the end."""

    def __init__(self, asked: Sources) -> None:
        """Take the arguments that name nothing as the first failures."""
        self.asked = asked
        self.failures: list[Message] = list(asked.failures)
        self.done = 0

    def values(self, task: Callable[[str], T]) -> Iterator[T]:
        """The value of each source that could be read, in order, with a progress bar on a terminal."""
        for result in _watched(each(task, self.asked.found), self.asked.found):
            if result.failure is not None:
                self.failures.append(result.failure)
            elif result.value is not None:
                self.done += 1
                yield result.value

    def tell_failures(self) -> None:
        """On standard error, one line each, after everything that could be read."""
        if self.asked.skipped and sys.stderr.isatty():
            print("gongkai:", message("passed over {count} files whose names are not those of reports", count=self.asked.skipped), file=sys.stderr)
        for line in dict.fromkeys(_one_line(reason) for reason in self.failures):  # once, though --previous may name the same files
            print("gongkai:", line, file=sys.stderr)


def _one_line(reason: Message) -> str:
    return " ".join(str(reason).split())


def _watched(results: Iterator[Result[T]], found: Sequence[str]) -> Iterator[Result[T]]:
    """`results` under a progress bar, if somebody watches and there is something to watch."""
    console = Console(stderr=True)
    if len(found) == 1 or not console.is_terminal:
        return results
    return iter(track(results, str(message("reading")), len(found), console=console, transient=True))
