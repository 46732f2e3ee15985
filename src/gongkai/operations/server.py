"""The web server: gunicorn with threads, as a child of the supervisor, on a socket that is listening already."""

import logging
import re
import signal
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.servers.basehttp import get_internal_wsgi_application
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

WORKERS = 2  # processes; each answers GONGKAI_THREADS requests at once
GRACE = 25  # seconds for requests at hand when the site stops; less than the supervisor's, so that gunicorn ends by itself

_QUERY = re.compile(r"\?\S*")


class WithoutQueries(logging.Filter):
    """Takes what stands after ? out of a record: a search may hold a name."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes."""
        record.msg, record.args = _QUERY.sub("?…", record.getMessage()), ()
        return True


class OurLogger(Logger):
    """gunicorn's messages go the way of all others; requests are logged by our own middleware, which knows who asked."""

    def setup(self, cfg: Any) -> None:
        """Instead of handlers of its own."""
        self.cfg = cfg
        self._access_log_enabled = False
        self.error_log.propagate = True
        self.error_log.addFilter(WithoutQueries())


class Site(BaseApplication):
    """The site as gunicorn runs it."""

    def __init__(self, descriptor: int, ready: Callable[[], None]) -> None:
        self._settings: dict[str, Any] = {
            "bind": f"fd://{descriptor}",
            "workers": WORKERS,
            "worker_class": "gthread",
            "threads": max(1, int(settings.ENVIRONMENT["GONGKAI_THREADS"])),
            "graceful_timeout": GRACE,
            "keepalive": 5,
            "control_socket_disable": True,  # it would listen in the home folder
            "forwarded_allow_ips": "",  # what proxies say is taken by Django's settings, which count them
            "limit_request_line": 8190,  # a search in Chinese is nine characters a sign
            "logger_class": OurLogger,
            "proc_name": "gongkai",
            "when_ready": _when_ready(ready),
            "post_worker_init": _ignore_terminal,
        }
        super().__init__()

    def load_config(self) -> None:
        """Ours, whatever stands in the environment or in a gunicorn.conf.py."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The WSGI application, loaded before the fork."""
        return get_internal_wsgi_application()


def answer_requests(descriptor: int, ready: Callable[[], None]) -> None:
    """Be the web server until SIGTERM; `ready` is called once requests are answered."""
    Arbiter(Site(descriptor, ready)).run()


def _when_ready(ready: Callable[[], None]) -> Callable[[Any], None]:
    def when_ready(arbiter: Any) -> None:
        _ignore_terminal(arbiter)
        ready()

    return when_ready


def _ignore_terminal(_process: Any) -> None:
    """Ctrl-C reaches every process of the group: only the supervisor minds it, and lets requests finish."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
