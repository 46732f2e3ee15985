"""Rules for passwords (口令复杂度、定期更换, GB/T 22239-2019, 8.1.4.1 a), as Django's validators, and their age."""

import datetime as dt
import secrets
import string
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.accounts.models import FormerPassword, User

_CLASSES = (str.isupper, str.islower, str.isdigit)


class CharacterClasses:
    """Three of the four kinds: capital letters, small letters, digits, anything else (Chinese characters count as that)."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002  # Django's signature
        """Raise ValidationError for a password of one or two kinds."""
        kinds = {next((number for number, is_kind in enumerate(_CLASSES) if is_kind(sign)), len(_CLASSES)) for sign in password}
        if len(kinds) < 3:  # noqa: PLR2004  # as the docstring says
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        """The rule."""
        return _("The password must hold three of these four: capital letters, small letters, digits, other signs.")


class NotTheSignInName:
    """The sign-in name is not in the password, neither forwards nor backwards."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password with the name in it; names of one or two characters are not looked for."""
        name = getattr(user, "username", "").casefold()
        if len(name) > 2 and (name in password.casefold() or name[::-1] in password.casefold()):  # noqa: PLR2004  # as the docstring says
            raise ValidationError(self.get_help_text(), code="password_sign_in_name")

    def get_help_text(self) -> str:
        """The rule."""
        return _("The password must not contain the sign-in name.")


class NotUsedLately:
    """Not the password that the person has, nor one of those before it: the last `count` ones."""

    def __init__(self, count: int = 5) -> None:
        self.count = count

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for one of the last passwords."""
        if user is None or user.pk is None:
            return
        hashes = {user.password, *user.former_passwords.values_list("password", flat=True)[: self.count]}
        if any(check_password(password, one) for one in hashes):
            raise ValidationError(self.get_help_text(), code="password_used_lately")

    def password_changed(self, password: str, user: Any = None) -> None:  # noqa: ARG002  # Django's signature
        """Remember the hash just saved, and forget what is older than the last ones."""
        if user.has_usable_password():
            FormerPassword.objects.create(user=user, password=user.password, since=timezone.now())
        kept = user.former_passwords.values_list("pk", flat=True)[: self.count]
        user.former_passwords.exclude(pk__in=list(kept)).delete()

    def get_help_text(self) -> str:
        """The rule."""
        return _("The password must not be one of your last %(count)d.") % {"count": self.count}


def must_be_changed(user: User, on: dt.datetime) -> bool:
    """Whether the password is a first one, or older than the settings allow; an account without password has none to change."""
    if not user.has_usable_password():
        return False
    days = settings.GONGKAI_PASSWORD_DAYS
    return user.must_change_password or bool(days and on - (user.password_changed_at or user.created_at) >= dt.timedelta(days=days))


def give_temporary_password(user: User) -> str:
    """Give `user` a random password, to be changed at the next sign-in, and save; ends the sessions. Whoever calls it leaves the audit row.

    Returns it, to be shown once: four groups of five characters that cannot be mistaken for another, and so 100 bits at least.
    """
    signs = "".join(sign for sign in string.ascii_letters + string.digits if sign not in "0O1lIo")
    while True:
        password = "-".join("".join(secrets.choice(signs) for _place in range(5)) for _group in range(4))
        if any(map(str.isdigit, password)) and any(map(str.isupper, password)) and any(map(str.islower, password)):
            break
    user.set_password(password)
    user.must_change_password = True
    user.save()
    return password
