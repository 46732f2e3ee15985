"""`gongkai demo`: the platform on a throw-away data folder with the sample system, and who can sign in."""

import argparse
import logging.config
import os
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from pathlib import Path

from gongkai.cli import serve, site
from gongkai.messages import UserError, message
from gongkai.web.environment import VARIABLES

# What a demo may share with a real site: nothing of its data, its keys, its mail or its sign-in.
_KEPT = {"GONGKAI_THREADS", "GONGKAI_LOG"}
_DEMO = {"GONGKAI_SAMPLE": "yes", "GONGKAI_SECOND_FACTOR": "nobody"}
_MARK, _DONE = "sample", "whole\n"


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("demo", help=str(message("run the platform with made-up organs and people, on a throw-away data folder")))
    command.add_argument("--port", type=int, metavar="N", help=str(message("the port to listen on (8000)")))
    command.add_argument("--data", metavar="DIR", help=str(message("keep the sample system in this folder, and start from it the next time")))
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run until SIGTERM or Ctrl-C; raises UserError when it cannot start."""
    for name in {variable.name for variable in VARIABLES} - _KEPT:
        os.environ.pop(name, None)
    os.environ.update(_DEMO, GONGKAI_LOG=os.environ.get("GONGKAI_LOG") or "text")
    site.end_in_order()
    with _folder(arguments.data) as data:
        site.choose_data(str(data))
        mark = _marked(data)
        with site.listen(None, arguments.port) as listener:
            site.load()
            from gongkai.operations import start  # noqa: PLC0415  # needs Django

            _log_to(data / "demo.log")
            return start.serve(listener, ready=_say_who, fill=lambda: _build(mark))


@contextmanager
def _folder(data: str | None) -> Iterator[Path]:
    """`data`, or a folder that is gone at the end."""
    if data:
        yield Path(data).expanduser().absolute()
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-demo-") as folder:
        yield Path(folder)


def _marked(data: Path) -> Path:
    """The file by which a folder is known as a demo's; raises UserError for the folder of a real site."""
    mark = data / _MARK
    if not mark.exists():
        if (data / "gongkai.sqlite3").exists() or (data / "keys").exists():
            raise UserError(message("{folder} holds a site that is no demo: name another folder with --data", folder=data))
        mark.write_text("", "ascii")
    return mark


def _build(mark: Path) -> None:
    """The sample system with its ledgers, unless it stands; what a killed start has left out is done by the next."""
    if mark.read_text("ascii") != _DONE:
        from django.db import connections  # noqa: PLC0415  # needs Django

        connections.close_all()  # no process may use another one's connection
        _apart(_fill)
        mark.write_text(_DONE, "ascii")


def _fill() -> None:
    from gongkai.samples_system.build import build_sample_system  # noqa: PLC0415  # needs Django
    from gongkai.samples_system.ledgers.loading import load_ledgers, shown_first  # noqa: PLC0415

    build_sample_system()
    load_ledgers(shown_first())


def _apart(work: Callable[[], None]) -> None:
    """Do it in a copy of this process, which ends with this one.

    Samples have letters, and printing one begins threads: the site's processes are copies of ours without them, and would wait for them for ever.
    """

    def begin() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to the whole group; our parent decides
        threading.Thread(target=_end_with_parent, daemon=True).start()
        work()

    process = get_context("fork").Process(target=begin)
    process.start()
    try:
        process.join()
    finally:
        process.terminate()
        process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None  # noqa: S101 - this is a child
    parent.join()
    os._exit(1)


def _log_to(path: Path) -> None:
    """The screen is for the address and the accounts; Django sets up its logs more than once, from these settings."""
    from django.conf import settings  # noqa: PLC0415

    settings.LOGGING["handlers"]["stderr"] = {"class": "logging.FileHandler", "filename": path, "formatter": os.environ["GONGKAI_LOG"]}
    logging.config.dictConfig(settings.LOGGING)


def _say_who() -> None:
    from gongkai.samples_system.build import PASSWORD, sample_accounts  # noqa: PLC0415  # needs Django

    serve.say_where()
    print(
        message("Sample data, all made up. Sign in, without a second factor, as one of these; the password of all is {password}", password=PASSWORD)
    )
    accounts = sample_accounts()
    width = max(len(account.username) for account in accounts)
    for account in accounts:
        print(f"  {account.username:<{width}}  {account.organ} · {account.role}")
    print(flush=True, end="")
