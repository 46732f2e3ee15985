"""What follows from a sign-in, a failure, a change of password, the use of a second factor: connected by the app when it starts.

Where allauth tells of a change only after its transaction, the view writes the audit row, within it.
"""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from gongkai.accounts import second_factor, sessions
from gongkai.accounts.lockout import name_index
from gongkai.accounts.models import SignIn, User
from gongkai.accounts.records import list_sign_in, note, note_try


@receiver(user_logged_in)
def _begin_session(request: HttpRequest, **_kwargs: Any) -> None:
    sessions.begin(request)


@receiver(account_signals.user_logged_in)
def _signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    list_sign_in(request, user, SignIn.Outcome.SIGNED_IN)
    how = "provider" if "sociallogin" in kwargs else "password"
    note(request, "account.signed_in", user, {"by": how, "second_factor": second_factor.is_proved(request, user)})


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, user: Any, **_kwargs: Any) -> None:
    if user is not None:
        ended = getattr(request, "session_ended", None)
        note(request, "account.signed_out_idle" if ended else "account.signed_out", user, {"because": ended} if ended else None)


@receiver(user_login_failed)
def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_kwargs: Any) -> None:
    if request is None or _was_refused_unheard(request):
        return
    user, who = _whom(credentials)
    if user:
        list_sign_in(request, user, SignIn.Outcome.FAILED)
    note_try(request, "account.sign_in_failed", user, {"step": credentials.get("step", "password"), **who})


@receiver(user_locked_out)
def _locked_out(request: HttpRequest, **_kwargs: Any) -> None:
    if _was_refused_unheard(request):
        return
    user, who = _whom(request.axes_credentials or {})
    if user:
        list_sign_in(request, user, SignIn.Outcome.LOCKED)
    note_try(request, "account.locked_out", user, who)


def _was_refused_unheard(request: HttpRequest) -> bool:
    """Whether this is one more try during a lock, which axes does not count: the row at the lock is enough."""
    return getattr(request, "axes_locked_out", False) and request.axes_failures_since_start is None


def _whom(credentials: dict[str, Any]) -> tuple[User | None, dict[str, str]]:
    """The account, or the index of a name that nobody has: what was typed there may be a password."""
    name = str(credentials.get("username") or "")
    user = User.objects.filter(username__iexact=name).first()
    return user, {} if user else {"name_index": name_index(name)}


@receiver(account_signals.password_changed)
def _password_changed(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    note(request, "account.password_changed", user, {"by": "person"})


@receiver(account_signals.password_reset)
def _password_reset(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    note(request, "account.password_changed", user, {"by": "mail"})


@receiver(mfa_signals.authenticator_removed)
def _removed(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        note(request, "account.second_factor_removed", user)


@receiver(mfa_signals.authenticator_used)
def _used(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    second_factor.note_proof(request, user)
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        note(request, "account.recovery_code_used", user, {"left": len(authenticator.wrap().get_unused_codes())})
