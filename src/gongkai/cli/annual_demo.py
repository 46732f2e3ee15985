"""`gongkai annual demo`: reads and checks the sample reports that come with the package, and prints what is found."""

import argparse
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TextIO

from gongkai.annual.check import check
from gongkai.annual.read import read_bytes
from gongkai.cli.findings_text import counts, doubts, print_findings, report_line
from gongkai.cli.output import output
from gongkai.cli.sources import sources
from gongkai.messages import UserError, message
from gongkai.statute.editions import cell_labels

SAMPLES = Path(str(files("gongkai"))) / "samples"


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("demo", help=str(message("read and check the sample reports that come with the package")))
    command.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Print every sample with its findings; contradictory samples are there to be found, so it is 0 all the same."""
    samples = sources([str(SAMPLES)])
    if samples.failures:
        raise UserError(message("The package has no sample reports; install it anew"))
    with output(None) as out:
        _print(samples.found, out)
    return 0


def _print(samples: Sequence[str], out: TextIO) -> None:
    number: Counter[str] = Counter()
    for sample in samples:
        report = read_bytes(Path(sample).read_bytes(), Path(sample).name)
        findings = check(report)
        number.update(one.severity for one in findings)
        cells = sum(cell in cell_labels() for cell in report.figures)
        about = message("{report}: cells read: {cells}, findings: {findings}", report=report_line(report), cells=cells, findings=len(findings))
        print_findings(str(about), findings, doubts(report), out)
    print(message("reports checked: {reports}; {counts}", reports=len(samples), counts=counts(number)), file=out)
