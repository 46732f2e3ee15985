"""The WSGI application that gunicorn serves."""

import os
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.web.settings")
_django = get_wsgi_application()

_HEALTH = {"/healthz", "/readyz"}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The answer to a request.

    Health is asked by the machine's own name or number, which is no host of ours: it is answered all the same, and nowhere else.
    """
    if environ.get("PATH_INFO") in _HEALTH:
        environ["HTTP_HOST"] = urlsplit(settings.ADDRESS).netloc
    answer: Iterable[bytes] = _django(environ, start_response)
    return answer
