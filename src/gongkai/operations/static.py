"""Static files (style sheets, scripts, pictures), collected into the data folder when they are not the ones that lie there."""

import hashlib
from pathlib import Path

from django import get_version
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

_STAMP = "static.stamp"


def collect() -> bool:
    """Collect the static files unless they are there; whether there was anything to do.

    What lies there is known by a stamp, written last, so that a start killed half-way does it again.
    """
    stamp = Path(settings.GONGKAI_DATA) / _STAMP
    wanted = _made_of()
    if stamp.is_file() and stamp.read_text("ascii") == wanted and (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted, "ascii")
    return True


def _made_of() -> str:
    """A name for the files as they are in the packages, by path, size and time: nothing is read."""
    digest = hashlib.sha256(f"{get_version()} {settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            file = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{file.st_size}\0{file.st_mtime_ns}\n".encode())
    return digest.hexdigest()
