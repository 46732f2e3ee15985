"""Health is told to whoever asks this machine, by whatever name: watchers ask 127.0.0.1, not the name in `GONGKAI_ADDRESS`."""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from gongkai.operations import views

_VIEWS = {"/healthz": views.healthz, "/readyz": views.readyz}


def _has_a_name(request: HttpRequest) -> bool:
    """Whether the request is for one of the site's names."""
    try:
        return bool(request.get_host())
    except DisallowedHost:
        return False


class HealthMiddleware:
    """Answers where the name asked for is none of the site's: neither page says or does anything that a name could be misused for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        view = _VIEWS.get(request.path_info)
        if view is None or _has_a_name(request):
            return self.get_response(request)
        with translation.override(translation.get_language_from_request(request)):
            return view(request)
