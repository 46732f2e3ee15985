"""The logs say what happened, and hold no personal data."""

import io
import json
import logging
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from gongkai import messages
from gongkai.messages import UserError
from gongkai.operations import health
from gongkai.web import logs
from platform_parts import as_person

NAME = "张三"


@pytest.fixture
def written() -> Iterator[Any]:
    """What the root logger writes as JSON, line by line."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def logged(settings: Any) -> None:
    """The middleware stands first."""
    settings.MIDDLEWARE = ["gongkai.web.logs.RequestLogMiddleware", *[one for one in settings.MIDDLEWARE if "RequestLog" not in one]]


def requests(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in lines if line["logger"] == "gongkai.requests"]


@pytest.mark.usefixtures("logged", "world")
def test_a_request_is_one_line_with_the_account_but_not_its_name(written: Any, world: Any) -> None:
    user = world.bureau.people["registrar"]
    answer = as_person(user).get("/healthz", {"q": NAME})
    (line,) = requests(written())
    assert (line["method"], line["path"], line["status"], line["user"]) == ("GET", "/healthz", 200, str(user.pk))
    assert line["ms"] >= 0
    assert line["id"] == answer.headers["X-Request-ID"]
    assert NAME not in json.dumps(line, ensure_ascii=False)
    assert user.username not in json.dumps(line)


@pytest.mark.usefixtures("logged", "db")
def test_a_failure_and_its_request_carry_one_id_and_two_requests_have_two(written: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_now: Any) -> None:
        raise ValueError(NAME)

    monkeypatch.setattr(health, "facts", fail)
    client = Client(raise_request_exception=False)
    ids = [client.get("/readyz").headers["X-Request-ID"] for _ in range(2)]
    assert len(set(ids)) == 2
    assert [(line["logger"], line["level"], line["id"]) for line in written()] == [
        (logger, "ERROR", number) for number in ids for logger in ("django.request", "gongkai.requests")
    ]
    assert "builtins.ValueError" in written()[0]["traceback"]
    assert NAME not in json.dumps(written(), ensure_ascii=False)


@pytest.mark.parametrize(
    ("proxies", "given", "taken"),
    [(0, "from-a-visitor", False), (1, "from-our-proxy-1", True), (1, "short", False), (1, "x" * 65, False), (1, "with a blank", False)],
)
def test_an_id_is_taken_from_our_own_proxies_only(proxies: int, given: str, taken: bool, settings: Any) -> None:  # noqa: FBT001
    settings.GONGKAI_PROXIES = proxies
    answer = logs.RequestLogMiddleware(lambda _request: HttpResponse())(RequestFactory().get("/", headers={"X-Request-ID": given}))
    assert (answer.headers["X-Request-ID"] == given) == taken
    assert re.fullmatch(r"[\w-]{8,64}", answer.headers["X-Request-ID"])


def test_a_token_in_the_path_is_left_out(written: Any) -> None:
    token = "c2VjcmV0-5f3a9c1e7b2d4f6a8c0e"  # noqa: S105  # made up

    def answer(request: HttpRequest) -> HttpResponse:
        request.resolver_match = type("Match", (), {"kwargs": {"key": token, "pk": 7}})()
        return HttpResponse()

    logs.RequestLogMiddleware(answer)(RequestFactory().get(f"/accounts/password/{token}/7/"))
    assert requests(written())[0]["path"] == "/accounts/password/…/7/"


def fail_because_of_another() -> None:
    try:
        dict[str, str]()[NAME]
    except KeyError as error:
        message = f"Key (name)=({NAME}) already exists"
        raise ValueError(message) from error


@pytest.mark.parametrize("formatter", [logs.JsonFormatter(), logs.TextFormatter()])
def test_an_exception_is_told_by_kind_and_place_without_its_words(formatter: logging.Formatter) -> None:
    try:
        fail_because_of_another()
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    told = formatter.format(record)
    assert NAME not in told
    assert "builtins.ValueError" in told
    assert "builtins.KeyError" in told
    assert "test_logs.py" in told


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), UserError(messages.message("“{path}” cannot be written: {reason}", path="x", reason="y"))]
)
def test_the_words_of_an_exception_that_cannot_hold_personal_data_are_told(error: Exception) -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), (type(error), error, None))
    assert str(error) in json.loads(logs.JsonFormatter().format(record))["traceback"]
