"""Content-Security-Policy of every answer: strict on ours, a nonce and inline styles on Wagtail's pages only."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from gongkai.staff.nonces import begin

STRICT = "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"

# Wagtail's editor writes style attributes, shows uploads from memory, and four of its templates carry a script (`gongkai.staff.nonces`).
_WAGTAIL = (
    "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:"
)


def policy(request: HttpRequest, nonce: str) -> str:
    """The policy of the answer to `request`: Wagtail's own views are marked where they are mounted (`gongkai.staff.scoping.addresses`)."""
    match = request.resolver_match
    return _WAGTAIL.format(nonce=nonce) if match is not None and getattr(match.func, "is_wagtail", False) else STRICT


class ContentSecurityPolicyMiddleware:
    """Puts the policy on every answer that has none (a served file has one of its own)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with its policy."""
        nonce = begin()
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy(request, nonce))
        return response
