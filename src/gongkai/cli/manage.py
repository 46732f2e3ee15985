"""`gongkai manage COMMAND ...`: commands on the platform's data: ours, and the few of Django's and Wagtail's that serve an operator."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from gongkai.cli import site
from gongkai.messages import Message, UserError, message

if TYPE_CHECKING:
    from django.core.management.base import BaseCommand

OFFERED = {
    "changepassword": message("set a person's password"),
    "check": message("look for what would make the platform unsafe"),
    "migrate": message("bring the database up to date (serve does it by itself)"),
    "shell": message("a Python prompt with the platform loaded"),
    "showmigrations": message("which changes of the database's shape are applied"),
}
_PAST_ACTIONS = message("it changes rows past permission and audit trail")
_EMPTIES = message("it would empty the database")
_FOR_DEVELOPERS = message("it is for developing the platform: python -m django has it")
_SECRETS = message("it would print secrets")
_SERVE_DOES = message("gongkai serve does it by itself")
REFUSED = {
    "collectstatic": _SERVE_DOES,
    "clearsessions": _SERVE_DOES,
    "createsuperuser": message("nobody stands above the roles: gongkai manage account create makes an administrator"),
    "db_worker": _SERVE_DOES,
    "dbshell": _PAST_ACTIONS,
    "diffsettings": _SECRETS,
    "dumpdata": message("a backup is made by gongkai manage backup, and is whole"),
    "flush": _EMPTIES,
    "loaddata": _PAST_ACTIONS,
    "makemigrations": _FOR_DEVELOPERS,
    "prune_db_task_results": _SERVE_DOES,
    "runserver": message("it is not safe for anybody else to reach: gongkai serve runs the site"),
    "sqlflush": _EMPTIES,
    "test": message("gongkai test runs the tests"),
    "testserver": _EMPTIES,
}
_WITHOUT_KEYS = frozenset({"check", "keys", "migrate", "restore", "showmigrations"})  # they are the way out where the data's keys are missing
_NOT_OURS = message("it belongs to a library and knows no organs and no audit trail")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("manage", help=str(message("commands on the platform's data")))
    command.add_argument("--data", metavar="DIR", help=str(message("the data folder (GONGKAI_DATA, else gongkai-data)")))
    command.add_argument("name", metavar="COMMAND", nargs="?")
    command.add_argument("arguments", nargs=argparse.REMAINDER)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run one command, or list them all without one; its exit status. Raises UserError when it is refused or cannot be done."""
    site.choose_data(arguments.data)
    site.load()
    from django.core.management import get_commands, load_command_class  # noqa: PLC0415  # needs Django

    commands = get_commands()
    if arguments.name in {None, "help"}:
        _list(commands)
        return 0
    _refuse(arguments.name, commands)
    return _call(load_command_class(commands[arguments.name], arguments.name), arguments.name, arguments.arguments)


def _list(commands: dict[str, Any]) -> None:
    from django.core.management import load_command_class  # noqa: PLC0415

    print(message("Commands on the platform's data; --help after one explains it:"))
    for name in sorted(commands):
        if _is_ours(commands[name]):
            print(f"  {name:<18}{load_command_class(commands[name], name).help}")
        elif name in OFFERED:
            print(f"  {name:<18}{OFFERED[name]}")


def _refuse(name: str, commands: dict[str, Any]) -> None:
    """Raises UserError for what is not to be run on a site's data."""
    if name not in commands:
        raise UserError(message("There is no command {name}; gongkai manage lists them", name=name))
    if not _is_ours(commands[name]) and name not in OFFERED:
        reason: Message = REFUSED.get(name, _NOT_OURS)
        raise UserError(message("{name} is not run on a site's data: {reason}", name=name, reason=reason))


def _is_ours(app: Any) -> bool:
    return isinstance(app, str) and app.startswith("gongkai.")


def _call(command: "BaseCommand", name: str, arguments: list[str]) -> int:
    """Run it as Django would, but an error is one sentence on standard error, never a traceback."""
    from django.core.management.base import CommandError, SystemCheckError  # noqa: PLC0415
    from django.db import Error, connections  # noqa: PLC0415

    from gongkai.operations import keys  # noqa: PLC0415

    command._called_from_command_line = True  # noqa: SLF001  # or its parser raises instead of explaining itself
    command.help = str(command.help)  # argparse wants text, not a promise of one
    options = vars(command.create_parser("gongkai manage", name).parse_args(arguments))
    positional = options.pop("args", ())
    options["skip_checks"] = name != "migrate"  # all of them take as long as a short command; `check` makes them, serve makes ours
    try:
        if name not in _WITHOUT_KEYS and keys.are_known():
            keys.write_down()  # as a start: what is written with foreign keys nobody reads, and it breaks the trail
        command.execute(*positional, **options)
    except SystemCheckError as error:
        print(error, file=sys.stderr)
        return 2
    except CommandError as error:
        print(f"gongkai: {error}", file=sys.stderr)
        return int(error.returncode)
    except Error as error:
        reason = str(error).strip().partition("\n")[0]
        raise UserError(
            message("The database cannot be used: {reason}. gongkai manage migrate brings it up to date, gongkai serve too", reason=reason)
        ) from error
    finally:
        connections.close_all()
    return 0
