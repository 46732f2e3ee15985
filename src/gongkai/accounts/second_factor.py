"""The second factor (双因素, GB/T 22239-2019, 8.1.4.1 d): codes of an app (TOTP, RFC 6238) and recovery codes, their secrets sealed by the vault."""

import base64
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from gongkai.accounts import hooks
from gongkai.vault.cipher import seal_text, sealed_with, unseal_text
from gongkai.vault.keyring import Keyring

_PURPOSE = "second_factor"
_PROOF = "accounts_second_factor"
_SECRETS = ("secret", "seed")  # where allauth keeps what must stay secret, of TOTP and of the recovery codes
_STEPS = (-1, 0, 1)  # the app's clock may be half a minute off (RFC 6238, 5.2)


def sealed(text: str, owner: int) -> str:
    """`text` sealed for the account `owner`, whose key stands in front: moved to another account it does not open."""
    key = Keyring.open(settings.GONGKAI_KEYS).current(_PURPOSE)
    return f"{owner}:{base64.b64encode(seal_text(key, text, _context(owner))).decode()}"


def opened(token: str) -> str:
    """What `sealed` sealed; raises VaultError where it was changed or the key is missing."""
    owner, text = token.split(":", 1)
    return unseal_text(Keyring.open(settings.GONGKAI_KEYS), _PURPOSE, base64.b64decode(text), _context(int(owner)))


def _context(owner: int) -> bytes:
    return f"accounts.second_factor:{owner}".encode()


def seal_anew() -> int:
    """Seal with the current key what an older one sealed, after a rotation; returns how many secrets."""
    current = Keyring.open(settings.GONGKAI_KEYS).current(_PURPOSE).number
    count = 0
    with transaction.atomic():
        for row in Authenticator.objects.select_for_update().order_by("pk"):
            for field in _SECRETS:
                token = row.data.get(field)
                if token and sealed_with(base64.b64decode(token.split(":", 1)[1])) != current:
                    row.data[field] = sealed(opened(token), row.user_id)
                    count += 1
            row.save(update_fields=["data"])
    return count


def is_needed(user: Any) -> bool:
    """Whether the policy (GONGKAI_SECOND_FACTOR) asks a second factor of `user`."""
    policy = settings.GONGKAI_SECOND_FACTOR
    return policy == "everybody" or (policy == "personal" and hooks.sees_personal_data(user))


def has_one(user: Any) -> bool:
    """Whether `user` has set one up."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())


def note_proof(request: HttpRequest, user: Any) -> None:
    """Note in the session that `user` has shown the second factor in it."""
    request.session[_PROOF] = str(user.pk)


def is_proved(request: HttpRequest, user: Any) -> bool:
    """Whether `user` has shown the second factor in this session."""
    return bool(request.session.get(_PROOF) == str(user.pk))


def accepted(user: Any, code: str) -> Authenticator | None:
    """What `code` belongs to, used up by this: the app's (no time step is taken twice, RFC 6238, 5.2), or a recovery code; None when it is wrong."""
    with transaction.atomic():
        for row in Authenticator.objects.select_for_update().filter(user_id=user.pk).order_by("pk"):
            if not _belongs(row):
                continue
            if row.type == Authenticator.Type.TOTP and _is_next_code(row, code):
                return row
            codes = RecoveryCodes(row)
            if row.type == Authenticator.Type.RECOVERY_CODES and codes.validate_code(code):
                return codes.instance
    return None


def _belongs(row: Authenticator) -> bool:
    return all(row.data[field].startswith(f"{row.user_id}:") for field in _SECRETS if field in row.data)


def _is_next_code(row: Authenticator, code: str) -> bool:
    step = matching_step(opened(row.data["secret"]), code)
    if step is None or step <= row.data.get("last_step", 0):
        return False
    row.data["last_step"] = step
    row.save(update_fields=["data"])
    return True


def matching_step(secret: str, code: str) -> int | None:
    """The time step of which `code` is the code, now or next to now; None for none."""
    now = int(timezone.now().timestamp()) // app_settings.TOTP_PERIOD
    return next((now + step for step in _STEPS if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, now + step)))), None)


def reset_second_factor(user: Any) -> bool:
    """Remove the app and the recovery codes of one who lost them, and end the person's sessions; whether there was one.

    Whoever calls it leaves the audit row.
    """
    count, _by_model = Authenticator.objects.filter(user_id=user.pk).delete()
    user.sign_out_everywhere()
    return bool(count)
