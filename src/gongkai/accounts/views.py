"""Pages about the own account, and those of allauth's that we need otherwise."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView, PasswordChangeView, PasswordResetFromKeyView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongkai.accounts import oidc, passwords, second_factor
from gongkai.accounts.forms import waiting_secret
from gongkai.accounts.records import KEPT, note

_SIGN_INS_SHOWN = 50


def sends_mail() -> bool:
    """Whether an e-mail server is set up."""
    return "dummy" not in settings.EMAIL_BACKEND


def by_mail(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is there only where e-mail can be sent (404)."""

    @wraps(view)
    def where_mail_is_sent(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not sends_mail():
            raise Http404
        return view(request, *args, **kwargs)

    return where_mail_is_sent


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The own account: what can be changed."""
    has_password = request.user.has_usable_password()
    return render(request, "accounts/home.html", {"has_password": has_password, "has_second_factor": second_factor.has_one(request.user)})


@require_GET
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Who makes accounts."""
    return render(request, "accounts/no_sign_up.html")


@require_GET
@login_required
def sign_ins(request: HttpRequest) -> HttpResponse:
    """The own last sign-ins and failed tries."""
    latest = request.user.sign_ins.all()[:_SIGN_INS_SHOWN]
    return render(request, "accounts/sign_ins.html", {"sign_ins": latest, "days": KEPT.days})


@require_POST
@login_required
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End all other sessions of the person."""
    with transaction.atomic():
        request.user.sign_out_everywhere()
        update_session_auth_hash(request, request.user)
        note(request, "account.signed_out_elsewhere", request.user)
    return redirect("account_sign_ins")


class SignInView(LoginView):
    """Sign-in name and password, or the way to the office's provider."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The provider's name, and why the person was signed out."""
        data: dict[str, Any] = super().get_context_data(**kwargs)
        return {**data, "provider": oidc.provider_name(), "sends_mail": sends_mail(), "ended": self.request.GET.get("ended")}


class ChangePasswordView(PasswordChangeView):
    """A new password; an account without one signs in through the provider and has nothing to change."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        if not request.user.has_usable_password():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """The password, its history and the audit row together."""
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether it must be."""
        return {**super().get_context_data(**kwargs), "must": passwords.must_be_changed(self.request.user, timezone.now())}


class ResetPasswordView(PasswordResetFromKeyView):
    """A new password by the link in the e-mail."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """The password, its history and the audit row together."""
        return super().form_valid(form)


class SetUpView(ActivateTOTPView):
    """The app's secret, as picture and as text, and the first code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The secret in groups of four, as it is typed, and whether the role asks for it."""
        data: dict[str, Any] = super(ActivateTOTPView, self).get_context_data(**kwargs)
        secret = data["form"].secret
        data["secret"] = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
        data["must"] = second_factor.is_needed(self.request.user)
        return data

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it up. The first code is proof for this session, and the recovery codes are shown without asking for the password again."""
        with transaction.atomic():
            response = super().form_valid(form)
            second_factor.note_proof(self.request, self.request.user)
            record_authentication(self.request, self.request.user, "mfa", reauthenticated=True)
            note(self.request, "account.second_factor_set", self.request.user)
        return response


class RemoveView(DeactivateTOTPView):
    """Remove the second factor, with a code of it."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """The removal and the audit row together."""
        return super().form_valid(form)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Nothing typed yet is nothing wrong yet."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if self.request.method != "POST":
            del kwargs["data"]
        return kwargs


class NewRecoveryCodesView(GenerateRecoveryCodesView):
    """New recovery codes; the old ones are good no longer."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only for who has shown the second factor in this session: with the password alone they would be a way around it."""
        if request.user.is_authenticated and not second_factor.is_proved(request, request.user):
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.path})}")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """The codes and the audit row together."""
        with transaction.atomic():
            response = super().form_valid(form)
            note(self.request, "account.recovery_codes_made", self.request.user)
        return response


@require_GET
@login_required
@never_cache
def qr_code(request: HttpRequest) -> HttpResponse:
    """The waiting secret as a QR code."""
    secret = waiting_secret()
    if not secret:
        raise Http404
    adapter = get_adapter()
    return HttpResponse(adapter.build_totp_svg(adapter.build_totp_url(request.user, secret)), content_type="image/svg+xml")


@require_GET
@never_cache
def to_provider(request: HttpRequest) -> HttpResponse:
    """Go to the office's provider.

    By a link, not a form: browsers hold a form's redirects to `form-action 'self'`. That another site's link begins a sign-in does no harm (the
    state, nonce and proof key are this browser's, so it can only end in the person's own account), but it is not begun unasked: a request that
    says it comes from another site gets a page with the link.
    """
    if not oidc.is_set_up():
        raise Http404
    next_url = get_next_redirect_url(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(next_url or resolve_url("staff_home"))
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return render(request, "accounts/to_provider.html", {"provider": oidc.provider_name(), "next": next_url})
    return oidc.go_to_provider(request, next_url)


@require_GET
@never_cache
def from_provider(request: HttpRequest) -> HttpResponse:
    """The provider's answer."""
    return oidc.CallbackView.adapter_view(oidc.endpoints(request))(request)
