"""The gate of every staff view: who is signed in and has a capability somewhere; which rows is then asked of `policies.visible`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from gongkai.organs import policies

View = Callable[..., HttpResponse]


def requires(capability: str) -> Callable[[View], View]:
    """A view that only those reach who have `capability` in some organ: others are asked to sign in, or told no (403).

    The capability stays readable on the view as `capability`: a test asks that every staff route names one.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
            policies.remember(request.user)
            if not policies.may(request.user, capability):
                raise policies.NotAllowed
            return view(request, *args, **kwargs)

        gated.capability = capability  # type: ignore[attr-defined]  # read by the test of routes
        return gated

    return decorate
