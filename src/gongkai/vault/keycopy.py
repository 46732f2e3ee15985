"""A copy of the keys to be kept apart from the site and its backups: under a passphrase (scrypt, AES-256-GCM)."""

import base64
import json
import secrets as random
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from gongkai.messages import message, reason_of
from gongkai.vault import durable, keyfile
from gongkai.vault.keyfile import KeyringError, Secrets

VERSION = 1
SHORTEST = 12
"""Characters of a passphrase: whoever gets the copy can try passphrases without anyone noticing."""

_COST, _BLOCK, _LANES = 2**17, 8, 1
"""scrypt (RFC 7914): 128 MB of memory and some tenths of a second for each try. Fixed by VERSION, so a copy cannot ask for more."""

_SALT_BYTES, _NONCE_BYTES = 16, 12


def _key(passphrase: str, salt: bytes) -> AESGCM:
    text = unicodedata.normalize("NFC", passphrase)  # as RFC 8265 does: keyboards of different systems send the same character differently
    return AESGCM(Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK, p=_LANES).derive(text.encode("utf-8", "surrogatepass")))


def _label(version: object) -> bytes:
    return f"gongkai exported keys {version}".encode()


def write(path: Path, secrets: Secrets, passphrase: str) -> None:
    """Write `secrets` to a new file at `path` (0600) under `passphrase`.

    Raises KeyringError: the passphrase is too short, something is at `path` already, it cannot be written.
    """
    if len(passphrase) < SHORTEST:
        raise KeyringError(message("The passphrase for exported keys needs at least {shortest} characters.", shortest=SHORTEST))
    salt, nonce = random.token_bytes(_SALT_BYTES), random.token_bytes(_NONCE_BYTES)
    sealed = _key(passphrase, salt).encrypt(nonce, keyfile.packed(secrets), _label(VERSION))
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    content = {"gongkai_exported_keys": VERSION} | {name: base64.b64encode(part).decode("ascii") for name, part in parts.items()}
    try:
        written = durable.write_new(path, json.dumps(content, indent=1).encode("ascii") + b"\n")
    except OSError as error:
        raise KeyringError(message("The keys cannot be exported to {path}: {reason}.", path=path, reason=reason_of(error))) from error
    if not written:
        raise KeyringError(message("There is a file at {path} already: export the keys under another name.", path=path))


def read(path: Path, passphrase: str) -> Secrets:
    """The secrets in the copy at `path`.

    Raises KeyringError: it cannot be read, is no such copy, of an unknown version, damaged, or under another passphrase.
    """
    try:
        content = json.loads(path.read_bytes())
        version = content["gongkai_exported_keys"]
        salt, nonce, sealed = (base64.b64decode(content[name], validate=True) for name in ("salt", "nonce", "sealed"))
    except OSError as error:
        raise KeyringError(message("The exported keys at {path} cannot be read: {reason}.", path=path, reason=reason_of(error))) from error
    except (ValueError, KeyError, TypeError) as error:
        raise KeyringError(
            message("The file {path} holds no exported keys, or is damaged: name the file that the export wrote.", path=path)
        ) from error
    if version != VERSION:
        raise KeyringError(
            message(
                "The exported keys at {path} have version {found}, this program knows version {known}: use the program that wrote them.",
                path=path,
                found=version,
                known=VERSION,
            )
        )
    try:
        return keyfile.unpacked(_key(passphrase, salt).decrypt(nonce, sealed, _label(version)), path)
    except (InvalidTag, ValueError) as error:
        raise KeyringError(
            message("The exported keys at {path} do not open: the passphrase is another one, or the file is damaged.", path=path)
        ) from error
