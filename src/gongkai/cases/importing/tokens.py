"""Tokens by which another system sends requests: which it is, how often it may ask. The count is in the database: processes count together."""

import datetime as dt
import hashlib

from django.db import transaction
from django.utils import timezone

from gongkai.cases.models import ImportToken

A_MINUTE = 30
"""Calls of a token in a minute."""
_WINDOW = dt.timedelta(minutes=1)
_LONGEST = 200


class TooOftenError(Exception):
    """The token is heard again in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def digest_of(secret: str) -> str:
    """What the database holds of a token: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret[:_LONGEST].encode("utf-8", "replace")).hexdigest()


def token_of(secret: str) -> ImportToken | None:
    """The token of a secret, counted as used; None where there is none, or it was revoked. Raises TooOftenError."""
    if not secret:
        return None
    with transaction.atomic():
        rows = ImportToken.objects.select_for_update(of=("self",)).select_related("organ")
        token: ImportToken | None = rows.filter(digest=digest_of(secret), revoked_at__isnull=True).first()
        if token is not None:
            _count(token)
        return token


def _count(token: ImportToken) -> None:
    now = timezone.now()
    if token.window is None or token.window <= now - _WINDOW:
        token.window, token.calls = now, 0
    if token.calls >= A_MINUTE:
        raise TooOftenError(max(1, round((token.window + _WINDOW - now).total_seconds())))
    token.calls += 1
    token.used_at = now
    token.save(update_fields=["window", "calls", "used_at"])
