"""The endpoint by which another system sends requests (/api/requests/import/): a token, JSON, errors as paths with sentences. No session."""

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from gongkai.audit.actors import Actor
from gongkai.audit.middleware import address_of
from gongkai.cases.importing import parsing
from gongkai.cases.importing.actions import ImportRequests, RefusedError
from gongkai.cases.importing.rows import Problem
from gongkai.cases.importing.tokens import TooOftenError, token_of
from gongkai.cases.models import Case, ImportToken

_SCHEMA = Path(parsing.__file__).with_name("requests.schema.json")
LARGEST_BODY = 30 << 20


@csrf_exempt
@never_cache
def api(request: HttpRequest) -> HttpResponse:
    """GET: the schema of what is sent. POST: requests come in by a token, all or none; nothing twice."""
    if request.method == "POST":
        return _received(request)
    if request.method in {"GET", "HEAD"}:
        return HttpResponse(_SCHEMA.read_bytes(), content_type="application/schema+json")
    return _refused(405, _("Send POST, or GET for the schema."), {"Allow": "GET, HEAD, POST"})


def _received(request: HttpRequest) -> HttpResponse:
    try:
        token = token_of(request.headers.get("Authorization", "").removeprefix("Bearer ").strip())
    except TooOftenError as error:
        return _refused(429, _("Too many calls. Wait as many seconds as Retry-After says."), {"Retry-After": str(error.seconds)})
    if token is None:
        return _refused(401, _("Send the token: Authorization: Bearer gk_… It is unknown, or was revoked."), {"WWW-Authenticate": "Bearer"})
    data = _body(request)
    if data is None:
        return _refused(413, _("The body is larger than %(most)s MB. Send fewer requests at once.") % {"most": LARGEST_BODY >> 20})
    rows, errors = parsing.rows_of(data)
    return _wrong(errors) if errors else _imported(token, rows, Actor("task", f"import-token-{token.pk}", address=address_of(request)))


def _body(request: HttpRequest) -> bytes | None:
    """The body, read no further than may be; None: it is larger."""
    try:
        if int(request.headers.get("Content-Length") or 0) > LARGEST_BODY:
            return None
    except ValueError:
        return None
    data = request.read(LARGEST_BODY + 1)
    return None if len(data) > LARGEST_BODY else data


def _imported(token: ImportToken, rows: list[Any], actor: Actor) -> HttpResponse:
    action = ImportRequests(organ=token.organ, source=token.source, rows=rows, token=token)
    try:
        made = action.by(actor)
    except RefusedError as error:
        return _wrong([(_path(one), str(one.sentence)) for one in error.problems])
    except ValidationError as error:
        return _wrong([("", sentence) for sentence in error.messages])
    return JsonResponse({"requests": [_told(case, is_new=is_new) for case, is_new in made]}, json_dumps_params={"ensure_ascii": False})


def _path(problem: Problem) -> str:
    parts = ("requests", problem.place, problem.column, "" if problem.at is None else problem.at)
    return "/".join(str(part) for part in parts if part != "")


def _told(case: Case, *, is_new: bool) -> dict[str, Any]:
    days = {name: day.isoformat() if (day := getattr(case, name)) else None for name in ("received_on", "due_on")}
    return {"foreign_number": case.foreign_number, "number": case.number, "is_new": is_new, **days}


def _wrong(errors: list[tuple[str, str]]) -> HttpResponse:
    told = [{"path": path, "sentence": sentence} for path, sentence in errors]
    return HttpResponse(json.dumps({"errors": told}, ensure_ascii=False), status=422, content_type="application/json")


def _refused(status: int, sentence: str, headers: dict[str, str] | None = None) -> HttpResponse:
    answer = JsonResponse({"errors": [{"path": "", "sentence": sentence}]}, status=status, json_dumps_params={"ensure_ascii": False})
    for name, value in (headers or {}).items():
        answer.headers[name] = value
    return answer
