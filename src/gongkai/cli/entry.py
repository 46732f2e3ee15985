"""One entry for all commands: a module per command group, each with `register(subparsers)`."""

import argparse
import sys
from collections.abc import Sequence

from gongkai.cli import annual, bench, demo, statute, test
from gongkai.cli.output import BROKEN_PIPE, silence_stdout
from gongkai.messages import UserError, message

COMMANDS = (annual, statute, demo, test, bench)
EXIT_CANNOT, INTERRUPTED = 2, 130


def parser() -> argparse.ArgumentParser:
    """The whole command line, each command group registered by its own module."""
    top = argparse.ArgumentParser(prog="gongkai", description=str(message("Open government information: the law and the annual report")))
    subparsers = top.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.register(subparsers)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 findings, 2 something could not be done (said in one line on stderr)."""
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except UserError as error:
        print(f"gongkai: {error}", file=sys.stderr)
        return EXIT_CANNOT
    except BrokenPipeError:
        silence_stdout()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
