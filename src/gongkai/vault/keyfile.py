"""How the keys lie on disk: `keys.json`, readable by its owner only, each key with its fingerprint, so that damage is seen at once."""

import base64
import hashlib
import hmac
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from gongkai.messages import Message, UserError, message, reason_of
from gongkai.vault import durable

NAME, LOCK = "keys.json", "keys.lock"
VERSION = 1
SECRET_BYTES = 32

Secrets = Mapping[str, Mapping[int, bytes]]
"""The secrets by purpose and key number; purposes of later versions included."""


@dataclass(frozen=True)
class Held:
    """What a key file held: the secrets, and a stamp that another content of the file would not have (None: there is no file)."""

    secrets: Secrets = field(repr=False)
    stamp: tuple[int, int] | None


class KeyringError(UserError):
    """The keys cannot be used as they are: the message says what is wrong with them, and how to mend it. It never holds a key."""


def fingerprint(secret: bytes) -> str:
    """16 hexadecimal digits that tell keys apart and nothing of what is in them."""
    return hmac.digest(secret, b"gongkai key fingerprint 1", hashlib.sha256).hex()[:16]


def packed(secrets: Secrets) -> bytes:
    """`secrets` as the JSON of the key file."""
    keys = {
        purpose: [
            {"number": number, "fingerprint": fingerprint(secret), "secret": base64.b64encode(secret).decode("ascii")}
            for number, secret in sorted(numbered.items())
        ]
        for purpose, numbered in sorted(secrets.items())
    }
    return json.dumps({"version": VERSION, "keys": keys}, indent=1).encode("ascii") + b"\n"


def unpacked(data: bytes, path: Path) -> dict[str, dict[int, bytes]]:
    """The secrets of the JSON of a key file; `path` is for the message.

    Raises KeyringError: damaged, or of a version that this one does not know.
    """
    try:
        content = json.loads(data)
        version = content["version"]
        secrets = {purpose: _numbered(keys) for purpose, keys in content["keys"].items()} if version == VERSION else {}
    except (ValueError, KeyError, TypeError, AttributeError):
        # The cause is left out: it would carry the file's text, keys and all, into logs.
        raise damaged(path) from None
    if version != VERSION:
        raise KeyringError(
            message(
                "The key file {path} has version {found}, this program knows version {known}: use the program that wrote it.",
                path=path,
                found=version,
                known=VERSION,
            )
        )
    return secrets


def damaged(path: Path) -> KeyringError:
    """The error for a key file that cannot be what was written."""
    return KeyringError(
        message(
            "The key file {path} is damaged: put back your copy of it, or move it away and import your exported keys: "
            "gongkai manage keys import FILE.",
            path=path,
        )
    )


def _numbered(keys: list[dict[str, object]]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for key in keys:
        number, secret = key["number"], base64.b64decode(str(key["secret"]), validate=True)
        if type(number) is not int or number < 1 or number in found or len(secret) != SECRET_BYTES or key["fingerprint"] != fingerprint(secret):
            raise ValueError
        found[number] = secret
    if not found:
        raise ValueError
    return found


def read(folder: Path) -> Held:
    """What the folder's key file holds.

    Raises KeyringError: others can read it, it is damaged, of an unknown version, or cannot be read.
    """
    path = folder / NAME
    with _told(path):
        try:
            with path.open("rb") as file:
                status, data = os.fstat(file.fileno()), file.read()
        except FileNotFoundError:
            return Held(MappingProxyType({}), None)
    if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyringError(
            message(
                "The key file {path} can be read or changed by others (mode {mode}): run chmod 600 {path}, "
                "and rotate the keys if somebody may have read them.",
                path=path,
                mode=f"{stat.S_IMODE(status.st_mode):04o}",
            )
        )
    return Held(MappingProxyType(unpacked(data, path)), _stamp(status))


def stamp(folder: Path) -> tuple[int, int] | None:
    """The stamp of the folder's key file as it is now: every change makes a new file with another one."""
    with _told(folder):
        try:
            return _stamp((folder / NAME).stat())
        except FileNotFoundError:
            return None


def _stamp(status: os.stat_result) -> tuple[int, int]:
    return status.st_ino, status.st_mtime_ns


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Make the folder if absent (0700) and hold its lock: whoever changes the key file reads it, changes it and writes it inside.

    Raises KeyringError: the folder cannot be written.
    """
    with _told(folder):
        durable.make_folder(folder)
        with durable.locked(folder / LOCK):
            durable.clear(folder)  # a killed process may have left keys in a temporary file; under the lock nobody else is writing one
            yield


def write(folder: Path, secrets: Secrets) -> Held:
    """Write the key file in one step, under the lock of `changing`, and read it back; a first one never replaces one that came meanwhile."""
    path = (folder / NAME).resolve()  # an office may keep the file itself elsewhere, with a link here
    if path.exists():
        durable.write_over(path, packed(secrets))
    else:
        durable.write_new(path, packed(secrets))
    return read(folder)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KeyringError(_refusal(path, error)) from error


def _refusal(path: Path, error: OSError) -> Message:
    return message(
        "The keys in {path} cannot be read or written: {reason}. The program needs this folder for itself, with the right to write.",
        path=path,
        reason=reason_of(error),
    )
