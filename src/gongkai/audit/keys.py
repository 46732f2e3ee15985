"""The site's keyring, opened once and looked at anew at every use: a key that was rotated in is used from the next row on."""

from pathlib import Path

from django.conf import settings

from gongkai.vault.keyring import Keyring

_OPENED: dict[Path, Keyring] = {}


def ring() -> Keyring:
    """The keys as they are now; costs one look at the key file's status.

    Raises KeyringError: they cannot be read.
    """
    folder = settings.GONGKAI_KEYS
    opened = _OPENED.get(folder)
    _OPENED[folder] = Keyring.open(folder) if opened is None else opened.latest()
    return _OPENED[folder]
