"""Structured logs (运行日志): one JSON object a line on standard error, or text; never personal data.

A request is one line: method, path without what stands after the question mark, status, milliseconds, the account's key, and the request's
id, which every other line of that request carries too, and the answer in `X-Request-ID`. What an exception says is left out unless it cannot
hold personal data.
"""

import datetime as dt
import json
import logging
import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gongkai.operations.telling import frames_of, kind_of, words_of

HEADER = "X-Request-ID"

_STANDARD = frozenset(logging.LogRecord("", 0, "", 0, "", (), None).__dict__) | {"message", "asctime", "taskName", "request"}
_GIVEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_SERVERS_FAULT = 500
_LONGEST_KEY = 20  # characters; a longer captured part of a path is a token that opens something

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_log = logging.getLogger("gongkai.requests")


class OurFormatter(logging.Formatter):
    """Tells of exceptions where they were raised, and their words only where these cannot be personal data."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  # logging's name
        """Kind, words and places of the exception and of its causes."""
        return "\n".join(f"{kind_of(one)}: {words_of(one)}\n{frames_of(one)}" for one in _chain(ei[1]))


class JsonFormatter(OurFormatter):
    """A record as one JSON object: time in UTC, level, logger, message, the request's id, and whatever was passed as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        entry: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **({"id": _request_id.get()} if _request_id.get() else {}),
            **{name: value for name, value in record.__dict__.items() if name not in _STANDARD},
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)


class TextFormatter(OurFormatter):
    """A record as text, whatever was passed as `extra` behind it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, or lines where there is an exception."""
        extra = [f"{name}={value}" for name, value in record.__dict__.items() if name not in _STANDARD]
        return " ".join([super().format(record), *extra])


class RequestLogMiddleware:
    """Logs every request, whoever answers it: the first middleware of all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with the request's id."""
        began = time.perf_counter()
        number = _id_of(request)
        token = _request_id.set(number)
        try:
            response = self.get_response(request)
            response.headers[HEADER] = number
            actor = getattr(request, "actor", None)
            about = {"method": request.method, "path": _path_of(request), "status": response.status_code, "user": actor.key if actor else ""}
            level = logging.ERROR if response.status_code >= _SERVERS_FAULT else logging.INFO
            _log.log(level, "request", extra={**about, "ms": round((time.perf_counter() - began) * 1000, 1)})
            response._has_been_logged = True  # noqa: SLF001  # Django would say it again, without the id
        finally:
            _request_id.reset(token)
        return response


def logging_settings(form: str) -> dict[str, Any]:
    """Django's LOGGING for `form`, `json` or `text`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "gongkai.web.logs.JsonFormatter"},
            "text": {"()": "gongkai.web.logs.TextFormatter", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}, "axes": {"level": "WARNING"}},
    }


def _id_of(request: HttpRequest) -> str:
    """The id that a proxy of ours gave, else a new one."""
    given = request.headers.get(HEADER, "") if settings.GONGKAI_PROXIES else ""
    return given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex


def _path_of(request: HttpRequest) -> str:
    """The path; tokens in it, as of a link that sets a password, are left out."""
    path: str = request.path
    for value in request.resolver_match.kwargs.values() if request.resolver_match else ():
        if isinstance(value, str) and len(value) > _LONGEST_KEY:
            path = path.replace(value, "…")
    return path


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The exception, then what it was raised from."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
