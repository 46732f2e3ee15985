"""The forms of sign-in: allauth's, with our words, and each wrong answer counted towards the lockout."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter as account_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gongkai.accounts import lockout, second_factor

_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "none", "spellcheck": "false"}


class _Labelled:
    """Labels of ours by field, and no placeholder that repeats them."""

    words: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # a form is mixed in
            field.label = self.words.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class SignInForm(_Labelled, account.LoginForm):
    """Sign-in name and password."""

    words = {"login": _("Sign-in name"), "password": _("Password")}  # noqa: RUF012  # a table

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # the page says where to turn
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")


class PasswordAgainForm(_Labelled, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    words = {"password": _("Password")}  # noqa: RUF012  # a table


class ChangePasswordForm(_Labelled, account.ChangePasswordForm):
    """The present password and a new one, twice."""

    words = {"oldpassword": _("Present password"), "password1": _("New password"), "password2": _("New password again")}  # noqa: RUF012  # a table

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""

    def clean_oldpassword(self) -> str:
        """Compared as at sign-in: failures count, else a left-open browser is a place to guess at."""
        if not account_adapter(context.request).reauthenticate(self.user, self.cleaned_data["oldpassword"]):
            raise account_adapter().validation_error("enter_current_password")
        return str(self.cleaned_data["oldpassword"])


class AskForResetForm(_Labelled, account.ResetPasswordForm):
    """The e-mail address to which a new password's link is sent."""

    words = {"email": _("E-mail")}  # noqa: RUF012  # a table


class ResetPasswordForm(_Labelled, account.ResetPasswordKeyForm):
    """A new password, twice, by the link."""

    words = {"password1": _("New password"), "password2": _("New password again")}  # noqa: RUF012  # a table


def accept(user: Any, code: str) -> Any:
    """What the code belongs to; raises ValidationError for a wrong one, which counts towards the lockout."""
    request = context.request
    if lockout.is_locked(request, user.username):
        raise ValidationError(_("Too many failures. Wait a while."))
    found = second_factor.accepted(user, code)
    if found is None:
        lockout.count_failure(request, user.username, "second_factor")
        raise mfa_adapter().validation_error("incorrect_code")
    found.user = user
    return found


class _Code(_Labelled):
    words = {"code": _("Code")}  # noqa: RUF012  # a table

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(_CODE)  # type: ignore[attr-defined]  # a form is mixed in

    def clean_code(self) -> str:
        """Take the code, once."""
        code = str(self.cleaned_data["code"])  # type: ignore[attr-defined]  # a form is mixed in
        self.authenticator = accept(self.user, code)  # type: ignore[attr-defined]  # a form is mixed in
        return code


class CodeForm(_Code, mfa.AuthenticateForm):
    """A code, after the password."""


class CodeAgainForm(_Code, mfa.ReauthenticateForm):
    """A code, before something that matters."""


class SetUpForm(_Labelled, totp.ActivateTOTPForm):
    """A first code, which shows that the app has the secret; that waits sealed in the session meanwhile."""

    words = {"code": _("Code shown by the app")}  # noqa: RUF012  # a table

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        code = self.fields["code"]
        code.label = self.words["code"]
        code.widget.attrs = dict(_CODE)
        self.secret = waiting_secret() if self.is_bound else new_secret()

    def clean_code(self) -> str:
        """Compare with the waiting secret."""
        code = str(self.cleaned_data["code"])
        if not self.secret or second_factor.matching_step(self.secret, code) is None:
            raise ValidationError(_("The code is not the one of this secret. Look at the clocks of both devices, and type the code shown now."))
        return code


def new_secret() -> str:
    """A new secret, waiting in the session until a code shows that the app has it; while the page is looked at again, the same."""
    waiting = waiting_secret()
    if waiting:
        return waiting
    secret = str(generate_totp_secret())
    context.request.session[SECRET_SESSION_KEY] = second_factor.sealed(secret, context.request.user.pk)
    return secret


def waiting_secret() -> str:
    """The secret that waits in the session, "" for none."""
    token = context.request.session.get(SECRET_SESSION_KEY)
    return second_factor.opened(token) if token else ""


class RemoveForm(_Code, totp.DeactivateTOTPForm):
    """A code, to remove the second factor: who has the password alone may not."""

    code = forms.CharField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = self.authenticator.user
        self.authenticator_to_remove = self.authenticator

    def clean_code(self) -> str:
        """Take the code; the app stays what is removed, whichever code it was."""
        code = super().clean_code()
        self.authenticator = self.authenticator_to_remove
        return code
