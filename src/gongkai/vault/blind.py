"""The blind index: a person is found by the exact value of a name, number or address without decrypting anything.

The index is stored, so what `normalised` does may not change with the version of Python: its tables are written out here, and of Unicode it
uses only what the stability policy fixes for every assigned character (composition, case folding). Changing a table needs every index computed
again, as rotating the key does.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterator

from gongkai.messages import message
from gongkai.vault.cipher import VaultError
from gongkai.vault.keyring import Key

_UNSEEN = re.compile(
    "[\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # blanks
    "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"  # without width: soft hyphen, joiners, marks of direction
    "\ufe00-\ufe0f\U000e0100-\U000e01ef]"  # variation selectors: the shape of the same character
)
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Full-width letters, digits and signs of ASCII."""

_DOTS = dict.fromkeys(map(ord, "•‧∙⋅・･"), "·")
"""Signs typed for the dot in names of minorities and foreigners (姓名间隔符, 阿卜杜拉·买买提); the right one is U+00B7 (民委发〔2016〕33号, 一)."""

_RADICALS = dict(
    zip(
        map(ord, "⺁⺟⺠⺮⺳⻁⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰"),
        "厂母民竹网虎西见角贝车长门雨青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙",
        strict=True,
    )
)
"""Signs of the CJK Radicals Supplement that PDF copies print for whole characters (Unicode, EquivalentUnifiedIdeograph)."""

_KANGXI = {radical: unicodedata.normalize("NFKC", chr(radical)) for radical in range(0x2F00, 0x2FD6)}
"""The 214 Kangxi radicals, which PDF copies print for the characters they are."""

_SAME = _WIDE | _DOTS | _RADICALS | _KANGXI
_VARIANTS = re.compile("([\ufa0e-\ufaff\U0002f800-\U0002fa1f]+)")
"""Compatibility ideographs that differ in shape from the character Unicode holds canonically equivalent: NFC would replace them."""


def normalised(value: str) -> str:
    """`value` as it is compared: without blanks and signs of no width, half-width, small letters, composed; otherwise character by character.

    One character typed in two ways is one; two characters stay two. In particular (docs/decisions/0009-keys-and-ciphers.md):
    simplified, traditional and variant ideographs differ (吉 𠮷, 龚 龔, 户 戸), and so do compatibility ideographs of another shape (神 U+FA19),
    which NFC and NFKC would replace; only those that Unicode took over as mere duplicates (U+F900 to U+FA0D: 更 U+F901, 兀 U+FA0C) count as the
    character itself.
    """
    return "".join(_composed(_UNSEEN.sub("", value).translate(_SAME)))


def _composed(value: str) -> Iterator[str]:
    for place, part in enumerate(_VARIANTS.split(value)):
        yield part if place % 2 else unicodedata.normalize("NFC", unicodedata.normalize("NFD", part).casefold())


def blind_index(key: Key, kind: str, value: str) -> str:
    """64 hexadecimal digits that are the same for the same `value` of the same `kind` ("name", "identity_number") and tell nothing without the key.

    Raises VaultError: nothing is left of the value but blanks; all such would be found as one.
    """
    compared = normalised(value)
    if not compared:
        raise VaultError(message("There is no value to search for: type at least one character."))
    # The kind's length stands in front, so that no kind and value run together into another pair.
    named = kind.encode()
    return hmac.digest(key.secret, len(named).to_bytes(4) + named + compared.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()
