"""Bringing exported keys into the key folder, also where a start has made new ones there that nothing was ever stored with."""

from dataclasses import dataclass
from pathlib import Path

from gongkai.audit import chain
from gongkai.audit.models import AuditRow, Checkpoint
from gongkai.messages import message
from gongkai.operations import keys as known_keys
from gongkai.operations.models import KnownKey
from gongkai.vault import durable, keycopy, keyfile
from gongkai.vault.keyfile import KeyringError
from gongkai.vault.keyring import Keyring

_ASIDE = "unused-keys-{number}.json"


@dataclass(frozen=True)
class Brought:
    """What an import did: the keys that the folder did not have before (`purpose number`), and where those stand that were put aside."""

    new: tuple[str, ...]
    aside: Path | None


def bring(path: Path, folder: Path, passphrase: str) -> Brought:
    """Put the exported keys at `path` into `folder`; where it has other keys of the same numbers, these are set aside if no data know them.

    Every start makes keys where there are none, so a new machine has some before anybody can import.

    Raises KeyringError: wrong passphrase, damaged, or the folder's own keys are in use.
    """
    brought = {
        (purpose, number): keyfile.fingerprint(secret) for purpose, keys in keycopy.read(path, passphrase).items() for number, secret in keys.items()
    }
    held = {(purpose, number): mark for purpose, keys in Keyring.open(folder).fingerprints().items() for number, mark in keys.items()}
    other = {key: mark for key, mark in held.items() if brought.get(key, mark) != mark}
    aside = _set_aside(folder) if other and not _any_in_use(other, folder) else None
    try:
        Keyring.import_(path, folder, passphrase)
    except KeyringError:
        if aside:
            aside.rename(folder / keyfile.NAME)
        raise
    new = sorted(key for key in brought if held.get(key) is None or key in other)
    return Brought(tuple(f"{purpose} {number}" for purpose, number in new), aside)


def _any_in_use(keys: dict[tuple[str, int], str], folder: Path) -> bool:
    """Whether data know one of these keys. Data without a list of known ones were not served yet: their trail tells by which keys it was written."""
    if not known_keys.are_known():
        return False
    known = {((one.purpose, one.number), one.fingerprint) for one in KnownKey.objects.all()}
    return bool(known & set(keys.items())) if known else _wrote_the_trail(folder)


def _wrote_the_trail(folder: Path) -> bool:
    """Whether the trail's last row was made with the audit key in `folder`."""
    row = AuditRow.objects.order_by("-sequence").first()
    if row is None:
        return False
    behind = AuditRow.objects.filter(sequence=row.sequence - 1) or Checkpoint.objects.filter(upto=row.sequence - 1)
    before = behind[0].digest if behind else chain.START.digest
    keys = [key for key in Keyring.open(folder).all("audit") if key.number == row.key_number]
    return any(chain.digest([getattr(row, name) for name in chain.FIELDS], before, key) == row.digest for key in keys)


def _set_aside(folder: Path) -> Path:
    """Rename the key file, never over another one."""
    with keyfile.changing(folder):
        number = 1
        while (aside := folder / _ASIDE.format(number=number)).exists():
            number += 1
        source = folder / keyfile.NAME
        if source.is_symlink():
            raise KeyringError(message("{path} is a link: move what it leads to away yourself, then import again.", path=source))
        source.rename(aside)
        durable.sync_folder(folder)
    return aside
