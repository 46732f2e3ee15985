"""The keys of the site by purpose: kept in a folder of their own outside the database, made once, rotated without losing an old one."""

import secrets as random
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Self

from gongkai.messages import message
from gongkai.vault import keycopy, keyfile
from gongkai.vault.keyfile import Held, KeyringError

__all__ = ["PURPOSES", "Key", "Keyring", "KeyringError", "UnknownKeyError"]

PURPOSES = MappingProxyType(
    {
        "django": "signs sessions, forms and links of the web framework (its SECRET_KEY)",
        "audit": "chains the audit trail (HMAC-SHA-256)",
        "checkpoint": "signs the checkpoints behind which retention removes audit rows (HMAC-SHA-256)",
        "personal": "encrypts person rows (AES-256-GCM)",
        "blind_index": "finds an exact value of a person without decrypting (HMAC-SHA-256)",
        "files": "encrypts files (AES-256-GCM)",
        "file_names": "names files by their content (HMAC-SHA-256)",
        "backup": "signs backups (HMAC-SHA-256)",
        "query_code": "makes the codes by which applicants see where their requests stand (HMAC-SHA-256)",
        "second_factor": "encrypts TOTP secrets and recovery codes (AES-256-GCM)",
    }
)
"""What each key is for. No key serves two purposes: one that leaks opens one thing."""


class UnknownKeyError(KeyringError, KeyError):
    """The keyring has no such key: it was dropped, or was never in this folder."""


@dataclass(frozen=True)
class Key:
    """A key of one purpose: `secret` is 32 random bytes, `number` counts from 1 and is never used twice."""

    purpose: str
    number: int
    secret: bytes = field(repr=False)


@dataclass(frozen=True, eq=False)
class Keyring:
    """The keys as they were in `folder` when it was opened; rotating gives another keyring and leaves this one as it is."""

    folder: Path
    held: Held = field(repr=False)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The keys in `folder`; made there if absent, and those of purposes that a later version brought are added. Existing keys are never replaced.

        Processes that start at once all get the same keys.

        Raises KeyringError: others can read the key file, it is damaged, of an unknown version, or cannot be read or written.
        """
        held = keyfile.read(folder)
        if not PURPOSES.keys() <= held.secrets.keys():
            with keyfile.changing(folder):
                held = keyfile.read(folder)
                missing = {purpose: {1: _fresh()} for purpose in PURPOSES if purpose not in held.secrets}
                if missing:
                    held = keyfile.write(folder, {**held.secrets, **missing})
        return cls(folder, held)

    def latest(self) -> Self:
        """The keys as they are in the folder now: this keyring unless they were rotated or dropped since, by whatever process.

        Costs one look at the file's status. If the key file is gone, this keyring is all there is.
        """
        now = keyfile.stamp(self.folder)
        return self if now in {None, self.held.stamp} else type(self)(self.folder, keyfile.read(self.folder))

    def all(self, purpose: str) -> tuple[Key, ...]:
        """Every key of `purpose`, the oldest first.

        Raises UnknownKeyError: there is no such purpose.
        """
        if purpose not in self.held.secrets:
            raise UnknownKeyError(message("There is no key for the purpose {purpose}.", purpose=purpose))
        return tuple(Key(purpose, number, secret) for number, secret in sorted(self.held.secrets[purpose].items()))

    def current(self, purpose: str) -> Key:
        """The key that new things of `purpose` are made with: the latest."""
        return self.all(purpose)[-1]

    def key(self, purpose: str, number: int) -> Key:
        """The key of that number; one made since this keyring was opened is found too, so that a running site reads what a rotation sealed anew.

        Raises UnknownKeyError: there is none.
        """
        for key in self.all(purpose):
            if key.number == number:
                return key
        latest = self.latest()
        if latest is not self:
            return latest.key(purpose, number)
        raise UnknownKeyError(
            message(
                "Key {number} of the purpose {purpose} is not in {folder}: import an export of the keys that holds it.",
                number=number,
                purpose=purpose,
                folder=self.folder,
            )
        )

    def with_new(self, purpose: str) -> Self:
        """Rotate: the keyring with one more key of `purpose`, current from now on, saved to the folder. The old ones stay.

        Starts from what the folder holds now, so that two processes rotating at once add a key each.

        Raises UnknownKeyError: there is no such purpose, or the folder's keys are gone.
        """
        with keyfile.changing(self.folder):
            now = type(self)(self.folder, keyfile.read(self.folder))
            added = {now.current(purpose).number + 1: _fresh()}
            return type(self)(self.folder, keyfile.write(self.folder, {**now.held.secrets, purpose: {**now.held.secrets[purpose], **added}}))

    def without(self, purpose: str, number: int) -> Self:
        """The keyring without a retired key, dropped from the folder for ever: what is still sealed with it can never be opened again.

        Raises KeyringError: it is the current key of its purpose. UnknownKeyError: there is no such key.
        """
        with keyfile.changing(self.folder):
            now = type(self)(self.folder, keyfile.read(self.folder))
            if now.key(purpose, number) == now.current(purpose):
                raise KeyringError(
                    message("Key {number} of the purpose {purpose} is in use: rotate first, then drop it.", number=number, purpose=purpose)
                )
            kept = {held: secret for held, secret in now.held.secrets[purpose].items() if held != number}
            return type(self)(self.folder, keyfile.write(self.folder, {**now.held.secrets, purpose: kept}))

    def fingerprints(self) -> dict[str, dict[int, str]]:
        """16 hexadecimal digits for each key by purpose and number: they tell keys apart and nothing of what is in them."""
        return {purpose: {key.number: keyfile.fingerprint(key.secret) for key in self.all(purpose)} for purpose in PURPOSES}

    def export(self, path: Path, passphrase: str) -> None:
        """Write a copy of the keys, as they are now, to `path`, encrypted under `passphrase` (12 characters at least), readable by the owner only.

        Raises KeyringError: the passphrase is too short, something is at `path` already, it cannot be written.
        """
        keycopy.write(path, self.latest().held.secrets, passphrase)

    @classmethod
    def import_(cls, path: Path, folder: Path, passphrase: str) -> Self:
        """Put the exported keys at `path` into `folder`, beside those it has; none there is lost or replaced.

        Raises KeyringError: wrong passphrase, damaged, or the folder has other keys with the same numbers.
        """
        brought = keycopy.read(path, passphrase)
        with keyfile.changing(folder):
            held = keyfile.read(folder).secrets
            merged = {purpose: {**brought.get(purpose, {}), **held.get(purpose, {})} for purpose in brought.keys() | held.keys()}
            other = tuple(sorted(purpose for purpose, keys in brought.items() if not keys.items() <= merged[purpose].items()))
            if other:
                raise KeyringError(
                    message(
                        "The folder {folder} has other keys already, for {purposes}: nothing was imported. If nothing was ever stored "
                        "with those, move the key file away and import again; else name another data folder.",
                        folder=folder,
                        purposes=other,
                    )
                )
            keyfile.write(folder, merged)
        return cls.open(folder)


def _fresh() -> bytes:
    return random.token_bytes(keyfile.SECRET_BYTES)
