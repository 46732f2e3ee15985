"""What holds for every request of a signed-in person."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from gongkai.accounts import passwords, second_factor, sessions


class AccountsMiddleware:
    """The person's language; the session's end; what must be done before anything else: a new password, the second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        _speak(request)
        ended = sessions.ended(request)
        if ended:
            return _sign_out(request, ended)
        first = _must_do_first(request)
        if first and not _is_open(request.path_info):
            return HttpResponseRedirect(f"{reverse(first)}?{_back_to(request)}")
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")  # nothing stays in the browser for who comes next
        return response


def _speak(request: HttpRequest) -> None:
    language = request.user.language
    if language in dict(settings.LANGUAGES):
        translation.activate(language)
        request.LANGUAGE_CODE = language


def _sign_out(request: HttpRequest, ended: sessions.Ended) -> HttpResponse:
    request.session_ended = ended
    logout(request)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'ended': ended})}&{_back_to(request)}")


def _back_to(request: HttpRequest) -> str:
    """Where to go afterwards: the page that was asked for; what a form sent is lost."""
    return urlencode({"next": request.get_full_path()} if request.method == "GET" else {})


def _must_do_first(request: HttpRequest) -> str | None:
    """The address at which the person has something to do before anything else, None for nothing."""
    user = request.user
    by_provider = any(one["method"] == "socialaccount" for one in get_authentication_records(request, user))
    if not by_provider and passwords.must_be_changed(user, timezone.now()):
        return "account_change_password"
    if second_factor.is_proved(request, user):
        return None
    if second_factor.has_one(user):
        return "mfa_reauthenticate"
    return "mfa_activate_totp" if second_factor.is_needed(user) else None


def _is_open(path: str) -> bool:
    """Whether the page is about the own account, or a file of the pages."""
    return path.startswith((reverse("account_home"), settings.STATIC_URL)) or path == reverse("set_language")
