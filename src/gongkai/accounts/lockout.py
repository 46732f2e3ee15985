"""Lockout after failed sign-ins (登录失败处理, GB/T 22239-2019, 8.1.4.1 b): counted by django-axes in the database, by the rules of the settings.

Names are kept as a keyed index only: people type passwords into the name's field.
"""

import datetime as dt
import ipaddress
from collections.abc import Mapping
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.audit.middleware import address_of
from gongkai.vault.blind import blind_index, normalised
from gongkai.vault.keyring import Keyring


def name_index(name: str) -> str:
    """A sign-in name as it is counted and noted: the same for names that differ in case or width only; "" for none."""
    if not normalised(name):
        return ""
    return blind_index(Keyring.open(settings.GONGKAI_KEYS).current("blind_index"), "sign_in_name", name)


def counted_name(_request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """What axes counts as the name."""
    return name_index(str((credentials or {}).get("username") or ""))


def counted_address(request: HttpRequest) -> str | None:
    """What axes counts as the address; None where there is none."""
    try:
        return str(ipaddress.ip_address(address_of(request)))
    except ValueError:
        return None


class Handler(AxesDatabaseHandler):
    """Counts by several rules, each with its own limit."""

    def get_failures(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> int:
        """How far the nearest rule is from locking, in steps of the first rule, whose limit is the one axes compares with."""
        counts = [sum(one.failures_since_start for one in attempts) for attempts in self.get_user_attempts(request, credentials)]
        limits = [limit for _parameters, limit in settings.LOCKOUT_RULES]
        return max(count * settings.AXES_FAILURE_LIMIT // limit for count, limit in zip(counts, limits, strict=True))

    def reset_user_attempts(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> int:
        """After a sign-in the person's failures from that address are forgotten, not everybody's: else one good account hides tries at all others."""
        own, *_wider = self.filter_user_attempts(request, credentials)
        count, _by_model = own.delete()
        return int(count)

    def locked_until(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> dt.datetime | None:
        """When the last of the rules that lock now lets go; None when none locks."""
        ends = [
            _end(list(attempts.order_by("attempt_time")), limit)
            for attempts, (_parameters, limit) in zip(self.get_user_attempts(request, credentials), settings.LOCKOUT_RULES, strict=True)
        ]
        return max((end for end in ends if end), default=None)


def _end(attempts: list[AccessAttempt], limit: int) -> dt.datetime | None:
    """When so many of the failures have grown old that fewer than `limit` are left."""
    left = sum(one.failures_since_start for one in attempts)
    end = None
    for one in attempts:
        if left < limit:
            break
        end = one.attempt_time + settings.AXES_COOLOFF_TIME
        left -= one.failures_since_start
    return end


def is_locked(request: HttpRequest, username: str) -> bool:
    """Whether a try for this name from this address is refused unheard; the answer is then the page that says until when."""
    if AxesProxyHandler.is_allowed(request, {"username": username}):
        return False
    request.axes_locked_out = True
    request.axes_credentials = {"username": username}
    return True


def count_failure(request: HttpRequest, username: str, step: str) -> None:
    """Count a failure that is not a wrong password (`step`: what was wrong instead) by the same rules."""
    user_login_failed.send(sender=__name__, credentials={"username": username, "step": step}, request=request)


def locked_page(request: HttpRequest, _original: HttpResponse | None, credentials: Mapping[str, Any] | None) -> HttpResponse:
    """The answer to one who is locked out: until when (429)."""
    until = AxesProxyHandler.get_implementation().locked_until(request, credentials)
    return render(request, "accounts/locked.html", {"until": until}, status=429)


def unlock(user: Any) -> int:
    """Forget the failures counted for this account; returns how many. Whoever calls it leaves the audit row."""
    attempts = AccessAttempt.objects.filter(username=name_index(user.username))
    count = sum(attempts.values_list("failures_since_start", flat=True))
    attempts.delete()
    return int(count)
