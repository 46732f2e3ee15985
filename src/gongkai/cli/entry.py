"""One entry for all commands: a module per command group, each with `register(subparsers)`."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from gongkai.cli.output import BROKEN_PIPE, silence_stdout
from gongkai.messages import UserError, message

COMMANDS = ("serve", "demo", "manage", "annual", "statute", "test", "bench")
EXIT_CANNOT, INTERRUPTED = 2, 130


def parser(chosen: str = "") -> argparse.ArgumentParser:
    """The command line, each command group registered by its own module; of a `chosen` one alone, because some take a second to load."""
    top = argparse.ArgumentParser(
        prog="gongkai", description=str(message("Open government information: the platform, the law and the annual report"))
    )
    subparsers = top.add_subparsers(required=True, metavar="COMMAND")
    for command in (chosen,) if chosen in COMMANDS else COMMANDS:
        import_module(f"gongkai.cli.{command}").register(subparsers)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 findings, 2 something could not be done (said in one line on stderr)."""
    given = sys.argv[1:] if argv is None else list(argv)
    arguments = parser(*given[:1]).parse_args(given)
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
