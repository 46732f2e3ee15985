"""A start: what must be so before requests are answered, then the processes, then a clean end."""

import fcntl
import gc
import logging
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import Error, connections
from django.urls import get_resolver

from gongkai.messages import Message, UserError, message
from gongkai.operations import database, keys, server, static, worker
from gongkai.operations.backup.lock import site_runs
from gongkai.operations.backup.switch import finish_interrupted
from gongkai.operations.supervisor import Child, Supervisor
from gongkai.operations.takeup import take_up

_log = logging.getLogger("gongkai.start")


def serve(listener: socket.socket, ready: Callable[[], None], fill: Callable[[], None] = lambda: None) -> int:
    """Make everything ready, then answer requests on `listener` and work in the background until told to stop.

    `fill` is called before the first request, `ready` when it can be answered. Returns the exit status: 0, or 1 when something had to be killed
    because it did not end in time. Raises UserError when the site cannot be started.
    """
    data = Path(settings.GONGKAI_DATA)
    with site_runs(data):
        make_ready()
        fill()
        return _run(listener, ready)


def make_ready() -> None:
    """Database, keys and static files as this version of the code needs them; raises UserError when they cannot be.

    Of several starts on one data folder one does it; the others wait, and find it done.
    """
    data = Path(settings.GONGKAI_DATA)
    with _one_at_a_time(data):
        finish_interrupted(data)
        database.check()
        _refuse_what_is_unsafe()
        migrated = database.bring_up_to_date()
        keys.write_down()
        collected = static.collect()
    _log.info("ready to start", extra={"migrated": migrated, "collected": collected})


def _run(listener: socket.socket, ready: Callable[[], None]) -> int:
    get_internal_wsgi_application()
    _ = get_resolver().reverse_dict  # every address is loaded now, once for all processes
    connections.close_all()  # no process may use another one's connection
    gc.freeze()  # what is loaded stays: the children share its memory instead of each walking, and so copying, it
    clean = Supervisor(
        Child("web", lambda: server.answer_requests(listener.fileno(), ready)),
        Child("worker", worker.work_until_told),
    ).run()
    _give_back()
    return 0 if clean else 1


def _refuse_what_is_unsafe() -> None:
    """Raises UserError with the first error of our system checks; warnings go to the log."""
    for found in sorted(run_checks(tags=["gongkai"], databases=["default"]), key=lambda found: -found.level):
        if found.is_serious():
            raise UserError(message("{sentence} ({code})", sentence=found.msg, code=found.id))
        _log.warning(found.msg, extra={"check": found.id})


def _give_back() -> None:
    try:
        take_up()
    except Error:
        _log.warning("tasks of killed workers are taken up at the next start", exc_info=True)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "start.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _tell(message("Another start is making {folder} ready, waiting ...", folder=folder))
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _tell(sentence: Message) -> None:
    print(f"gongkai: {sentence}", file=sys.stderr, flush=True)
