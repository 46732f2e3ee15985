"""Steps that the tests of accounts take: signing in, showing codes, setting up the second factor."""

import base64
import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from django.test import Client

from gongkai.audit.models import AuditRow
from platform_parts import PASSWORD


@dataclass
class Clock:
    """The time that Django and axes see."""

    now: dt.datetime

    def forward(self, **parts: float) -> None:
        self.now += dt.timedelta(**parts)


def sign_in(browser: Client, name: str = "zhangsan", password: str = PASSWORD, **extra: Any) -> Any:
    return browser.post("/accounts/login/", {"login": name, "password": password}, **extra)


def code_at(secret: str, at: dt.datetime) -> str:
    """What an app shows for a secret in base 32 (RFC 6238 with SHA-1, six digits, 30 seconds), worked out here once more."""
    digest = hmac.digest(base64.b32decode(secret), (int(at.timestamp()) // 30).to_bytes(8), hashlib.sha1)
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def set_up(browser: Client, clock: Clock) -> tuple[str, list[str]]:
    """Set up the second factor as a person does; returns the secret and the recovery codes."""
    page = browser.get("/accounts/second-factor/set-up/")
    secret = page.context["secret"].replace(" ", "")
    answer = browser.post("/accounts/second-factor/set-up/", {"code": code_at(secret, clock.now)})
    assert answer.status_code == 302, answer.context["form"].errors
    return secret, list(browser.get(answer["Location"]).context["unused_codes"])


def rows(verb: str) -> list[AuditRow]:
    """The trail's rows of a verb, the oldest first."""
    return list(AuditRow.objects.filter(verb=verb).order_by("sequence"))
