"""/healthz and /readyz, for whoever watches the site: no sign-in, names and yes or no to everybody, sentences to this machine only."""

import ipaddress
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.operations import health

_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Every fact; 503 when one is bad."""
    facts = health.facts(timezone.now())
    ready = all(fact.good for fact in facts)
    told: dict[str, Any] = {"ready": ready, "facts": {fact.name: fact.good for fact in facts}}
    if _is_this_machine(request):
        told["facts"] = {fact.name: {"good": fact.good, "sentence": fact.sentence} for fact in facts}
    return JsonResponse(told, status=200 if ready else 503, json_dumps_params={"ensure_ascii": False})


def _is_this_machine(request: HttpRequest) -> bool:
    """Asked from the loopback address, and not passed on by a proxy that stands there."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return address.is_loopback and not any(request.headers.get(name) for name in _FORWARDED)
