"""What is noted of sign-ins: rows of the audit trail, and the list that the person reads."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from gongkai.accounts import hooks
from gongkai.accounts.models import SignIn, User
from gongkai.audit.actors import Actor
from gongkai.audit.middleware import address_of
from gongkai.audit.trail import record

KEPT = dt.timedelta(days=180)
"""How long a person reads of the own sign-ins; the trail has its own time."""

RESET_MAILS_AN_HOUR = 3


def note(request: HttpRequest, verb: str, user: Any, detail: Mapping[str, Any] | None = None) -> None:
    """A row of what `user` did."""
    record(verb, Actor.of(user, address_of(request)), organ=hooks.organ_of(user), subject=user, detail=detail)


def note_try(request: HttpRequest, verb: str, user: Any, detail: Mapping[str, Any]) -> None:
    """A row of what somebody tried whom we do not know yet, to the account of `user` (None: to no account of ours)."""
    organ = hooks.organ_of(user) if user else None
    record(verb, Actor("public", address=address_of(request)), organ=organ, subject=user, detail=detail)


def list_sign_in(request: HttpRequest, user: User, outcome: Any) -> None:
    """Add to the list that `user` reads, and drop from it what is older than KEPT."""
    now = timezone.now()
    with transaction.atomic():
        user.sign_ins.create(at=now, outcome=outcome, address=address_of(request)[:45])
        user.sign_ins.filter(at__lt=now - KEPT).delete()


def reset_mail_is_due(request: HttpRequest, user: User) -> bool:
    """Whether `user` may be sent another e-mail for a new password; notes that one is."""
    lately = timezone.now() - dt.timedelta(hours=1)
    if user.sign_ins.filter(outcome=SignIn.Outcome.RESET_ASKED, at__gt=lately).count() >= RESET_MAILS_AN_HOUR:
        return False
    list_sign_in(request, user, SignIn.Outcome.RESET_ASKED)
    note_try(request, "account.reset_asked", user, {})
    return True
