"""`gongkai annual compare OLD NEW`: two reports of one organ side by side."""

import argparse
from collections.abc import Callable
from functools import partial

from gongkai.annual.compare import compare
from gongkai.annual.compare.jsonform import comparison_to_json
from gongkai.annual.jsonform import dumps
from gongkai.annual.model import AnnualReport
from gongkai.cli.comparison_text import print_comparison
from gongkai.cli.output import output
from gongkai.cli.sources import STDIN
from gongkai.messages import UserError, message

Read = Callable[[str], AnnualReport]

NOTHING_FOUND, FINDINGS = 0, 1


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", read: Read) -> None:
    """Add `gongkai annual compare`; `read` gives the report of a source."""
    command = commands.add_parser("compare", help=str(message("put two reports side by side: contradictions, changed cells, repeated text")))
    command.add_argument("old", metavar="OLD", help=str(message("the earlier report: a file, or - for standard input")))
    command.add_argument("new", metavar="NEW", help=str(message("the later report: a file, or - for standard input")))
    command.add_argument("--format", choices=("text", "json"), default="text", help=str(message("what to print (text)")))
    command.add_argument("--all", action="store_true", help=str(message("also the unchanged cells and those not compared, and every passage whole")))
    command.add_argument("--output", metavar="FILE", help=str(message("write to this file instead of standard output")))
    command.set_defaults(run=partial(run, read))


def run(read: Read, arguments: argparse.Namespace) -> int:
    """Print the comparison; 0 where nothing contradicts, 1 with findings. Raises UserError for a report that cannot be read."""
    if arguments.old == arguments.new == STDIN:
        raise UserError(message("only one of the two reports can come from standard input; give the other as a file"))
    comparison = compare(read(arguments.old), read(arguments.new))
    with output(arguments.output) as out:
        if arguments.format == "json":
            out.write(dumps(comparison_to_json(comparison), indent=2) + "\n")
        else:
            print_comparison(comparison, out, everything=arguments.all)
    return FINDINGS if comparison.findings else NOTHING_FOUND
