"""Query codes (查询码): with the number of a request they show the applicant where it stands. 20 digits (66 bits): not to be guessed.

A code follows from the number of the form that was sent (a random UUID, known to the sender alone) and a key, so sending twice shows the same code;
the database holds a digest only. The keys are kept for ever: without them no code opens anything.
"""

import hashlib
import hmac
import re
import unicodedata
import uuid

from django.conf import settings

from gongkai.vault.keyring import Key, Keyring

_LENGTH, _GROUP = 20, 4


def _keys() -> tuple[Key, ...]:
    return Keyring.open(settings.GONGKAI_KEYS).all("query_code")


def code_of(form: uuid.UUID) -> str:
    """The code of the request sent by `form`, in groups of four digits; by the first key, so that it stays the same."""
    made = hmac.new(_keys()[0].secret, b"code:" + form.bytes, hashlib.sha256).digest()
    text = str(int.from_bytes(made) % 10**_LENGTH).zfill(_LENGTH)
    return " ".join(text[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def digest(code: str) -> str:
    """What the database holds of a code."""
    return _digest(code, _keys()[-1])


def matches(code: str, held: str) -> bool:
    """Whether `code`, as typed, is the one whose digest is `held`: blanks, hyphens and full-width digits do not matter."""
    return bool(held) and any(hmac.compare_digest(_digest(code, key), held) for key in _keys())


def _digest(code: str, key: Key) -> str:
    typed = re.sub(r"\D", "", unicodedata.normalize("NFKC", code[:200]))
    return f"{key.number}:{hmac.new(key.secret, b'digest:' + typed.encode(), hashlib.sha256).hexdigest()}"
