"""How long a session lasts (登录连接超时自动退出, GB/T 22239-2019, 8.1.4.1 b): so long after the last request, and so long after the sign-in at most.

The time of the last request is written only when a tenth of the idle time has passed: a write at every request would make SQLite's one writer wait.
"""

from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone

_SINCE, _SEEN = "accounts_since", "accounts_seen"

# What Wagtail's editor asks by itself while a page lies open, without anybody there.
_NOT_BY_A_PERSON = {"wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release"}

Ended = Literal["idle", "time_over"]


def begin(request: HttpRequest) -> None:
    """Note that somebody has signed in now."""
    request.session[_SINCE] = request.session[_SEEN] = _now()


def since(request: HttpRequest) -> float:
    """When the person signed in, in seconds since 1970; 0 where nobody has."""
    return float(request.session.get(_SINCE, 0))


def is_new(request: HttpRequest) -> bool:
    """Whether the person signed in so lately that the password need not be asked again."""
    return _now() - since(request) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def ended(request: HttpRequest) -> Ended | None:
    """Why the session of a signed-in person is over, None while it is not; notes that the person is there."""
    now = _now()
    if _SINCE not in request.session:
        begin(request)
    if now - since(request) >= settings.SESSION_COOKIE_AGE:
        return "time_over"
    idle, quiet = settings.GONGKAI_IDLE_MINUTES * 60, now - float(request.session[_SEEN])
    if idle and quiet >= idle:
        return "idle"
    if idle and quiet >= idle / 10 and _is_by_a_person(request):
        request.session[_SEEN] = now
    return None


def _is_by_a_person(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name not in _NOT_BY_A_PERSON
    except Resolver404:
        return True


def _now() -> float:
    return float(timezone.now().timestamp())
