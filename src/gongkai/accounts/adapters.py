"""Where allauth asks us: who may sign up (nobody), what the sentences are, how secrets are kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.accounts import oidc, second_factor, sessions
from gongkai.accounts.records import reset_mail_is_due
from gongkai.audit.middleware import address_of


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the organ's administrator."""

    error_messages = {  # noqa: RUF012  # allauth's own shape
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account has been closed."),
        "enter_current_password": _("That is not your present password."),
        "incorrect_password": _("That is not your password."),
        "username_password_mismatch": _("The sign-in name or the password is wrong."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address as the trail knows it."""
        return address_of(request)

    def is_ajax(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Never: our pages are plain, and an answer in JSON would pass by them."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        """The account's page."""
        return reverse("account_home")

    def set_password(self, user: Any, password: str) -> None:
        """Set one that the person chose."""
        user.must_change_password = False
        super().set_password(user, password)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """As allauth does, but who has just signed in and sets up the first second factor is not asked for the password twice."""
        request = context.request
        if sessions.is_new(request) and not second_factor.has_one(request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Send it, unless the person's mailbox has had enough of them; the page answers the same."""
        if user.is_active and user.has_usable_password() and reset_mail_is_due(self.request, user):
            super().send_password_reset_mail(user, email, context)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are sealed for the account they belong to."""

    error_messages = {  # noqa: RUF012  # allauth's own shape
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _("Set up the second factor first; the recovery codes come with it."),
        "incorrect_code": _("The code is wrong, or was used already. Wait for the next one."),
    }

    def get_totp_label(self, user: Any) -> str:
        """The sign-in name."""
        return str(user.username)

    def encrypt(self, text: str) -> str:
        """Sealed for who is signed in: only the person sets up the own second factor."""
        return second_factor.sealed(text, context.request.user.pk)

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed."""
        return second_factor.opened(encrypted_text)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """One OpenID Connect provider, from the environment; it signs in whom we know and makes no account."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002  # allauth's signature
        """Never."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:  # noqa: ARG002  # allauth's signature
        """Nothing that the provider tells of a person is taken over: the account's name is the office's business."""
        return sociallogin.user

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> oidc.OfficeProvider:  # noqa: ARG002  # one only
        """The office's."""
        return oidc.OfficeProvider(request, app=oidc.application())

    def list_providers(self, request: HttpRequest) -> list[oidc.OfficeProvider]:
        """The office's, if there is one."""
        return [self.get_provider(request, "")] if oidc.is_set_up() else []

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account; an unknown person is told so."""
        oidc.find_account(request, sociallogin)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,  # noqa: ARG002  # there is one only
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        """Refuse, with a page and an audit row."""
        oidc.refuse_after(request, error, exception, extra_context)
