"""Accounts, as an administrator keeps them: made with a first role, closed, opened again, helped when somebody cannot sign in."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.accounts.lockout import unlock
from gongkai.accounts.oidc import disconnect
from gongkai.accounts.passwords import give_temporary_password
from gongkai.accounts.second_factor import reset_second_factor
from gongkai.audit.actors import Actor
from gongkai.organs import notices, policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.checks import Problems, lock_organ, one_line
from gongkai.organs.actions.people import Appoint, administrators_after, may_appoint
from gongkai.organs.models import Division, Membership, Organ

_USERNAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


@dataclass(kw_only=True)
class CreateAccount(Action):
    """An account is made for a person with the first `roles` in an organ; further ones come by Appoint.

    Without a `password` one is made, kept in `first_password` for showing it once, and must be changed at the first sign-in; a given one
    must be changed too unless `must_change` says no.
    """

    verb: ClassVar[str] = "account.create"
    capability: ClassVar[str] = "people.change"

    organ: Organ
    username: str
    name: str
    roles: tuple[str, ...]
    division: Division | None = None
    since: dt.date | None = None
    email: str = ""
    language: str = "zh-hans"
    password: str = field(default="", repr=False)
    must_change: bool = True
    first_password: str = field(default="", init=False, repr=False)
    _appointing: tuple[Appoint, ...] = field(default=(), init=False, repr=False)

    def organ_asked(self) -> Organ:
        """The organ."""
        return self.organ

    def permitted(self, actor: Actor) -> bool:
        """Who may appoint to every one of the roles."""
        return bool(self.roles) and all(may_appoint(actor, self.organ, role) for role in self.roles)

    def check(self) -> None:
        """A sign-in name that is free, a name, roles; a given password as the rules ask."""
        problems = Problems()
        if not _USERNAME.fullmatch(self.username) or len(self.username) > 60:  # noqa: PLR2004  # the column's length
            problems.add("username", _("A sign-in name has small letters, digits, single dots, hyphens and underscores, at most 60 signs."))
        elif get_user_model().objects.filter(username=self.username).exists():
            problems.add("username", _("This sign-in name is taken."))
        self.name = one_line(self.name, "name", problems, most=60, needed=True)
        if self.email:
            _noted(problems, "email", lambda: validate_email(self.email))
        user = get_user_model()(
            username=self.username, name=self.name, email=self.email, language=self.language, must_change_password=self.must_change
        )
        if self.password:
            _noted(problems, "password", lambda: validate_password(self.password, user))
        self._appointing = tuple(
            Appoint(user=user, organ=self.organ, role=role, division=self.division if role == "handler" else None, since=self.since)
            for role in self.roles
        )
        for appointing in self._appointing:
            _noted(problems, "roles", appointing.check)
        problems.stop()

    def write(self, actor: Actor) -> Any:
        """The account with its roles."""
        user = self._appointing[0].user
        self.give_password(user)
        for appointing in self._appointing:
            appointing.write(actor)
        return user

    def give_password(self, user: Any) -> None:
        """Give `user` the password and save."""
        if self.password:
            user.set_password(self.password)
            user.save()
        else:
            self.first_password = give_temporary_password(user)

    def detail(self) -> Mapping[str, Any]:
        """Which roles from when."""
        return {"roles": list(self.roles), "since": str(self._appointing[0].since)}


def _noted(problems: Problems, field_name: str, ask: Any) -> None:
    """Note what `ask` finds wrong."""
    try:
        ask()
    except ValidationError as error:
        for name, found in error.message_dict.items() if hasattr(error, "error_dict") else [(field_name, error.messages)]:
            for sentence in found:
                problems.add(name, sentence)


def organs_of_accounts(users: Iterable[Any]) -> dict[int, set[int]]:
    """The organs that answer for each account: those of its roles today and later, or if it has none any more, of all it ever had; one query."""
    today = timezone.localdate()
    ever: dict[int, set[int]] = {user.pk: set() for user in users}
    lasting: dict[int, set[int]] = {}
    for user, organ, until in Membership.objects.filter(user__in=ever).values_list("user", "organ", "until"):
        ever[user].add(organ)
        if until is None or until >= today:
            lasting.setdefault(user, set()).add(organ)
    return {**ever, **lasting}


def administers(actor: Actor, user: Any) -> bool:
    """Whether `actor` keeps the account: administrator of all its organs, but not for the own, which another administrator keeps."""
    if actor.kind != "user":
        return actor.kind == "command"
    organs = organs_of_accounts([user])[user.pk]
    return actor.user.pk != user.pk and bool(organs) and organs <= policies.organs_where(actor.user, "people.change")


@dataclass(kw_only=True)
class _AccountAction(Action):
    """On an account that only organs of the administrator answer for: nobody reaches through it into another organ."""

    capability: ClassVar[str] = "people.change"

    user: Any

    def organ_asked(self) -> Organ | None:
        """One of its organs: the change stands in that trail."""
        return Organ.objects.filter(pk__in=organs_of_accounts([self.user])[self.user.pk]).order_by("pk").first()

    def permitted(self, actor: Actor) -> bool:
        """The administrator of all its organs."""
        return administers(actor, self.user)


@dataclass(kw_only=True)
class DeactivateAccount(_AccountAction):
    """An account is closed (停用): nobody signs in with it, and its roles lend nothing."""

    verb: ClassVar[str] = "account.close"

    def check(self) -> None:
        """Open, and not the last administrator of an organ."""
        held = Membership.objects.filter(user=self.user, role="administrator", until__isnull=True, organ__ended_on__isnull=True)
        lock_organ(*(one.organ for one in held.select_related("organ")))
        problems = Problems()
        if not self.user.is_active:
            problems.add("user", _("The account is closed already."))
        today = timezone.localdate()
        for one in held.select_related("organ"):
            if not administrators_after(one.organ, today, {one.pk}):
                problems.add("user", _("%(organ)s would have no administrator. Appoint another one first.") % {"organ": one.organ.name})
        problems.stop()

    def write(self, actor: Actor) -> Any:  # noqa: ARG002  # the trail says who
        """Closed."""
        self.user.is_active = False
        self.user.save(update_fields=["is_active"])
        return self.user


@dataclass(kw_only=True)
class ReactivateAccount(_AccountAction):
    """A closed account is opened again (启用); its roles are as they were."""

    verb: ClassVar[str] = "account.open"

    def check(self) -> None:
        """Closed."""
        problems = Problems()
        if self.user.is_active:
            problems.add("user", _("The account is open."))
        problems.stop()

    def write(self, actor: Actor) -> Any:  # noqa: ARG002  # the trail says who
        """Open."""
        self.user.is_active = True
        self.user.save(update_fields=["is_active"])
        return self.user


@dataclass(kw_only=True)
class _Help(_AccountAction):
    """Help for somebody who cannot sign in."""

    def check(self) -> None:
        """An open account."""
        problems = Problems()
        if not self.user.is_active:
            problems.add("user", _("This account is closed; open it again first."))
        problems.stop()


@dataclass(kw_only=True)
class GivePassword(_Help):
    """A new first password, in `first_password` for showing it once; it must be changed at the next sign-in."""

    verb: ClassVar[str] = "account.password"

    first_password: str = field(default="", init=False, repr=False)

    def write(self, actor: Actor) -> Any:  # noqa: ARG002  # the trail says who
        """The password."""
        self.first_password = give_temporary_password(self.user)
        return self.user


@dataclass(kw_only=True)
class ResetSecondFactor(_Help):
    """The second factor is removed: the telephone is lost. It is set up anew at the next sign-in."""

    verb: ClassVar[str] = "account.second_factor"

    had_one: bool = field(default=False, init=False)

    def write(self, actor: Actor) -> Any:  # noqa: ARG002  # the trail says who
        """Removed."""
        self.had_one = reset_second_factor(self.user)
        return self.user

    def detail(self) -> Mapping[str, Any]:
        """Whether there was one."""
        return {"had_one": self.had_one}

    def notices(self, subject: Any, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The person: who did not ask for it must know."""
        day = timezone.localdate().isoformat()
        text = gettext_noop("An administrator removed your second factor on %(day)s. If you did not ask for it, speak to the head of your office.")
        yield notices.NoticeTo(notices.people_but(actor, (subject,)), f"second-factor:{timezone.now().isoformat()}", text, {"day": day})


@dataclass(kw_only=True)
class DisconnectProvider(_Help):
    """The identity at the OpenID Connect provider is forgotten, so that another one may be connected."""

    verb: ClassVar[str] = "account.disconnect"

    forgotten: int = field(default=0, init=False)

    def write(self, actor: Actor) -> Any:  # noqa: ARG002  # the trail says who
        """Forgotten."""
        self.forgotten = disconnect(self.user)
        return self.user

    def detail(self) -> Mapping[str, Any]:
        """How many identities."""
        return {"identities": self.forgotten}


@dataclass(kw_only=True)
class UnlockAccount(_Help):
    """A lockout after failed sign-ins is lifted."""

    verb: ClassVar[str] = "account.unlock"

    forgotten: int = field(default=0, init=False)

    def write(self, actor: Actor) -> Any:  # noqa: ARG002  # the trail says who
        """Lifted."""
        self.forgotten = unlock(self.user)
        return self.user

    def detail(self) -> Mapping[str, Any]:
        """How many failures were forgotten."""
        return {"failures": self.forgotten}
