"""`gongkai serve`: the platform from nothing, or as it was left: migrations, static files, web server, background worker."""

import argparse
import os

from gongkai.cli import site
from gongkai.messages import message


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("serve", help=str(message("run the platform: web server and background work")))
    command.add_argument("--port", type=int, metavar="N", help=str(message("the port to listen on (8000)")))
    command.add_argument("--host", metavar="ADDRESS", help=str(message("the address of this machine to listen on (127.0.0.1: this machine only)")))
    command.add_argument("--data", metavar="DIR", help=str(message("the data folder (GONGKAI_DATA, else gongkai-data)")))
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run until SIGTERM or Ctrl-C; 0, or 1 when something did not end in time. Raises UserError when it cannot start."""
    site.end_in_order()
    site.choose_data(arguments.data)
    with site.listen(arguments.host, arguments.port) as listener:
        site.load()
        from gongkai.operations import start  # noqa: PLC0415  # needs Django

        return start.serve(listener, ready=say_where)


def say_where() -> None:
    """Where the site is, once it answers."""
    print(message("The platform is at {address} (Ctrl-C stops it)", address=os.environ["GONGKAI_ADDRESS"]), flush=True)
