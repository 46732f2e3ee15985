"""What serve, demo and manage share: the data folder, the address, and Django, which is loaded only by them."""

import gc
import os
import signal
import socket
import sys
from collections.abc import MutableMapping
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from gongkai.messages import UserError, message, user_language
from gongkai.operations import folder, listening
from gongkai.web.environment import read_environment

PORT = 8000
LOOPBACK = "127.0.0.1"
_PACKAGES = ("django", "wagtail", "gunicorn")
_LANGUAGES = {"zh_Hans": "zh-hans", "en": "en"}


def end_in_order() -> None:
    """SIGTERM ends a start as Ctrl-C does: what was opened is closed, what was meant to go is removed."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


def choose_data(data: str | None, environ: MutableMapping[str, str] = os.environ) -> Path:
    """The data folder, made and writable: `data` if given, else what the environment says. Raises UserError when it cannot be used."""
    if data:
        environ["GONGKAI_DATA"] = str(Path(data).expanduser().absolute())
    chosen = Path(str(read_environment(environ)["GONGKAI_DATA"]))
    folder.make_ready(chosen)
    return chosen


def listen(host: str | None, port: int | None, environ: MutableMapping[str, str] = os.environ) -> socket.socket:
    """Take the port; where no GONGKAI_ADDRESS is set, people reach the site at it. Raises UserError when it cannot be had.

    Without one the site is for this machine only, so other machines' addresses need GONGKAI_ADDRESS.
    """
    host = host or LOOPBACK
    if not environ.get("GONGKAI_ADDRESS") and not _is_loopback(host):
        raise UserError(
            message(
                "Set GONGKAI_ADDRESS to the address at which people reach the site (https://...) to listen on {host} for other machines", host=host
            )
        )
    given = urlsplit(str(read_environment(environ)["GONGKAI_ADDRESS"]))
    listener = listening.listen(host, _port(given.hostname, given.port) if port is None else port)
    if not environ.get("GONGKAI_ADDRESS"):
        environ["GONGKAI_ADDRESS"] = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
    if _is_loopback(str(urlsplit(environ["GONGKAI_ADDRESS"]).hostname)):
        environ.setdefault("GONGKAI_HOSTS", "127.0.0.1,localhost,[::1]")
    return listener


def load() -> None:
    """Load Django with our settings, in the user's language; raises UserError when packages are missing or a setting cannot be read."""
    if missing := tuple(name for name in _PACKAGES if find_spec(name) is None):
        raise UserError(message("The platform's packages are not installed ({names}): start it by ./gongkai, or install gongkai[web]", names=missing))
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # Wagtail's images load numpy: no threads before the fork
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.web.settings"
    sys.modules.setdefault("cv2", None)  # type: ignore[arg-type]  # ours is for scans; Wagtail's images would load it, and numpy, for nothing
    gc.disable()  # a hundred walks over a heap that only grows cost a second
    import django  # noqa: PLC0415  # takes seconds, and only the platform's commands need it
    from django.utils import translation  # noqa: PLC0415

    django.setup()
    gc.enable()
    translation.activate(_LANGUAGES[user_language()])


def _port(name: str | None, port: int | None) -> int:
    """The port of an address on this machine; behind a proxy its port says nothing about ours."""
    return port if port and name and _is_loopback(name) else PORT


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
