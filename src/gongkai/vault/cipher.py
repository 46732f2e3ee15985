"""Sealing: AES-256-GCM with the key's number in front, bound to the place the sealed bytes belong to.

Layout: format (1 byte), key number (4 bytes), nonce (12 random bytes), ciphertext, tag (16 bytes). Format and number are authenticated with the
context. With random nonces a key is good for 2**32 seals (NIST SP 800-38D, 8.3); rotate long before.
"""

import secrets
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.messages import UserError, message
from gongkai.vault.keyring import Key, Keyring, UnknownKeyError

FORMAT = 1
_HEADER = struct.Struct(">BI")
_NONCE, _TAG = 12, 16
OVERHEAD = _HEADER.size + _NONCE + _TAG
"""Bytes that sealing adds."""


class VaultError(UserError):
    """Something sealed or stored does not open, or cannot be sealed: the message says why, and never holds the data."""


def seal(key: Key, plain: bytes, context: bytes) -> bytes:
    """`plain` encrypted with `key` for the place `context`, such as b"persons.person:UUID:name": it opens with the same context only."""
    header = _HEADER.pack(FORMAT, key.number)
    nonce = secrets.token_bytes(_NONCE)
    return header + nonce + AESGCM(key.secret).encrypt(nonce, plain, header + context)


def sealed_with(sealed: bytes) -> int:
    """The number of the key that sealed this, as the header tells it; only opening it proves it.

    Raises VaultError: too short, or of a format that this version does not know.
    """
    if len(sealed) < OVERHEAD:
        raise VaultError(message("The encrypted data is cut off: put back a copy from a backup."))
    form, number = _HEADER.unpack_from(sealed)
    if form != FORMAT:
        raise VaultError(
            message("The encrypted data is damaged, or was written by a newer version of this program: its format {form} is not known.", form=form)
        )
    return int(number)


def unseal(keyring: Keyring, purpose: str, sealed: bytes, context: bytes) -> bytes:
    """What was sealed with a key of `purpose` for the place `context`.

    Raises VaultError: cut off or damaged, moved from another place, sealed with a key that the keyring lacks or with another of the same number.
    """
    number = sealed_with(sealed)
    try:
        key = keyring.key(purpose, number)
    except UnknownKeyError as error:
        raise VaultError(error.message) from error
    view = memoryview(sealed)
    header, nonce, body = view[: _HEADER.size], view[_HEADER.size : _HEADER.size + _NONCE], view[_HEADER.size + _NONCE :]
    try:
        return AESGCM(key.secret).decrypt(nonce, body, bytes(header) + context)
    except InvalidTag as error:
        raise VaultError(
            message(
                "The encrypted data does not open with key {number} of the purpose {purpose}: it was changed, moved here from another place, "
                "or sealed with another key. Compare the fingerprints of the keys with those of the backup.",
                number=number,
                purpose=purpose,
            )
        ) from error


def seal_text(key: Key, text: str, context: bytes) -> bytes:
    """`text` sealed as UTF-8, every character as it is (rare ones such as 𠮷 and 䶮 too); nothing is normalised.

    Raises VaultError: it holds half a character (a lone surrogate), which no register can hold.
    """
    try:
        plain = text.encode()
    except UnicodeEncodeError:
        # The cause is left out: it holds the text.
        raise VaultError(message("The text holds half a character and cannot be kept: type it again.")) from None
    return seal(key, plain, context)


def unseal_text(keyring: Keyring, purpose: str, sealed: bytes, context: bytes) -> str:
    """The text that `seal_text` sealed.

    Raises VaultError: as `unseal`; or what was sealed is no text.
    """
    plain = unseal(keyring, purpose, sealed, context)
    try:
        return plain.decode()
    except UnicodeDecodeError:
        # The cause is left out: it holds the bytes.
        raise VaultError(message("The encrypted data opens, but is no text: it was sealed as something else.")) from None
