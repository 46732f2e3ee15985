"""Who asks: the actor of a request."""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gongkai.audit.actors import Actor


def address_of(request: HttpRequest) -> str:
    """The visitor's network address; behind our own proxies the one that the outermost of them saw. "" when that is no address."""
    proxies = settings.GONGKAI_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    found = forwarded[-proxies] if proxies and len(forwarded) >= proxies else str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ip_address(found)
    except ValueError:
        return ""  # a socket without addresses, or whatever somebody wrote into the header
    return str((isinstance(address, IPv6Address) and address.ipv4_mapped) or address)


class AuditContextMiddleware:
    """Gives each request its actor as `request.actor`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        request.actor = Actor.of(request.user, address_of(request))
        return self.get_response(request)
