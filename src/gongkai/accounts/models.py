"""Accounts (账号) of the people who work here, the passwords they had, and their sign-ins."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    """Finds accounts by their sign-in name."""


class User(AbstractBaseUser, PermissionsMixin):
    """An account (账号). It has no rights of its own: those come from the roles in `gongkai.organs`; there is no superuser.

    `sessions_ended` counts how often the person was signed out everywhere: a session begun before the last time is no longer good.
    """

    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True)
    sessions_ended = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ("name",)

    class Meta:
        """No account stands above the roles."""

        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = (
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="accounts_no_superuser"),
            models.UniqueConstraint(Lower("username"), name="accounts_one_name", violation_error_message=_("This sign-in name is taken.")),
        )

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as shown."""
        return self.name

    @property
    def first_name(self) -> str:
        """The name as shown: what Wagtail's menu asks for."""
        return str(self.name)

    def get_short_name(self) -> str:
        """The name as shown."""
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        """Set the password, and when that was; None leaves none that could be used."""
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()

    def check_password(self, raw_password: str) -> bool:
        """Whether this is the password. A hash that an earlier version made is made anew, once: a session is bound to the hash that is kept.

        Of several who sign in at once each would make a hash of its own (Django does), and the last one saved would end the sessions of the others.
        """
        return bool(check_password(raw_password, self.password, self._renew_hash))

    def _renew_hash(self, raw_password: str) -> None:
        # Nothing is written where somebody else has made it anew since this row was read.
        type(self).objects.filter(pk=self.pk, password=self.password).update(password=make_password(raw_password))
        self.refresh_from_db(fields=["password"])

    def sign_out_everywhere(self) -> None:
        """End every session of this person, and save that."""
        type(self).objects.filter(pk=self.pk).update(sessions_ended=models.F("sessions_ended") + 1)
        self.refresh_from_db(fields=["sessions_ended"])

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """What a session must carry to be good; Django compares it at every request, also with the keys before a rotation."""
        return salted_hmac("gongkai.accounts.session", f"{self.password} {self.sessions_ended}", secret=secret, algorithm="sha256").hexdigest()


class FormerPassword(models.Model):
    """A password that a person has or had, as its hash: the last ones may not be taken again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="former_passwords")
    password = models.CharField(max_length=128)
    since = models.DateTimeField()

    class Meta:
        """The latest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.user_id} {self.since}"


class SignIn(models.Model):
    """A sign-in to an account, or a failed try (登录记录), as its owner reads it; the audit trail has it too, for good."""

    class Outcome(models.TextChoices):
        """How it ended."""

        SIGNED_IN = "signed_in", _("Signed in")
        FAILED = "failed", _("Wrong password or code")
        LOCKED = "locked", _("Locked after too many failures")
        RESET_ASKED = "reset", _("New password asked by e-mail")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    address = models.CharField(max_length=45)

    class Meta:
        """The latest first."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=["user", "at"], name="accounts_sign_in_by_user"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.at} {self.outcome}"
