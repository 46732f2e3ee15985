"""People of an organ: accounts, roles, deputies."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.organs import policies
from gongkai.organs.actions import (
    Action,
    Appoint,
    CreateAccount,
    DeactivateAccount,
    DisconnectProvider,
    EndAppointment,
    EndDeputy,
    GivePassword,
    ReactivateAccount,
    ResetSecondFactor,
    SetDeputy,
    UnlockAccount,
)
from gongkai.organs.forms.base import ActionForm, DayField, FromToday, PersonChoice
from gongkai.organs.models import Division
from gongkai.organs.roles import ROLE_CHOICES


def _roles_for(form: ActionForm) -> tuple[tuple[str, Any], ...]:
    """All roles for the organ's administrator; a superior's appoints the first administrator only."""
    if policies.may(form.place.user, "people.change", form.place.organ):
        return ROLE_CHOICES
    return tuple(choice for choice in ROLE_CHOICES if choice[0] == "administrator")


def _divisions(form: ActionForm) -> Any:
    return policies.visible(form.place.user, Division).filter(organ=form.place.organ, closed_on__isnull=True)


class _DivisionField(forms.ModelChoiceField):
    """A division of the organ."""

    def __init__(self) -> None:
        super().__init__(label=_("Division"), queryset=None, required=False, help_text=_("For a handler"))


class AccountForm(ActionForm):
    """A new account with its first roles."""

    name = forms.CharField(label=_("Name of the person"), max_length=60)
    username = forms.CharField(label=_("Sign-in name"), max_length=60, help_text=_("Small letters, digits, dots, hyphens"))
    email = forms.EmailField(label=_("E-mail"), required=False)
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    division = _DivisionField()
    since = FromToday(label=_("Since"))

    def prepare(self) -> None:
        """Roles and divisions to choose from."""
        self.fields["roles"].choices = _roles_for(self)
        self.fields["division"].queryset = _divisions(self)

    def action(self) -> CreateAccount:
        """Make it."""
        cleaned = self.cleaned_data
        named = {name: cleaned[name] for name in ("name", "username", "email", "division", "since")}
        return CreateAccount(organ=self.place.organ, roles=tuple(cleaned["roles"]), **named)


class AppointForm(ActionForm):
    """A role for somebody who has an account."""

    username = forms.CharField(label=_("Sign-in name"), max_length=60, help_text=_("Of somebody who has an account, here or in another organ"))
    role = forms.ChoiceField(label=_("Role"))
    division = _DivisionField()
    since = FromToday(label=_("Since"))
    until = DayField(label=_("Last day"), required=False, help_text=_("Empty: until further notice"))

    def prepare(self) -> None:
        """Roles and divisions to choose from."""
        self.fields["role"].choices = _roles_for(self)
        self.fields["division"].queryset = _divisions(self)

    def clean_username(self) -> Any:
        """The account of that name."""
        found = policies.account_named(self.cleaned_data["username"].strip())
        if found is None:
            raise ValidationError(gettext("There is no account of this sign-in name."))
        return found

    def action(self) -> Appoint:
        """Appoint them."""
        cleaned = self.cleaned_data
        named = {name: cleaned[name] for name in ("role", "division", "since", "until")}
        return Appoint(user=cleaned["username"], organ=self.place.organ, **named)


class EndForm(ActionForm):
    """The end of the appointment that the form is about."""

    until = FromToday(label=_("Last day"), help_text=_("Yesterday: it ends now"))

    def action(self) -> EndAppointment:
        """End it."""
        return EndAppointment(membership=self.place.subject, until=self.cleaned_data["until"])


def _colleagues(form: ActionForm) -> Any:
    """The active people with a role in the organ today."""
    today = timezone.localdate()
    held = policies.held_on(today).filter(organ=form.place.organ)
    return policies.visible(form.place.user, get_user_model()).filter(pk__in=held.values("user"), is_active=True).order_by("name")


class OwnDeputyForm(ActionForm):
    """Who stands in for the person who fills in the form."""

    deputy = PersonChoice(label=_("Deputy"))
    since = FromToday(label=_("First day"))
    until = DayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def prepare(self) -> None:
        """Colleagues to choose from."""
        self.fields["deputy"].queryset = _colleagues(self).exclude(pk=self.place.user.pk)

    def absent(self) -> Any:
        """Whom it is about."""
        return self.place.user

    def action(self) -> SetDeputy:
        """Set it."""
        named = {name: self.cleaned_data[name] for name in ("deputy", "since", "until", "reason")}
        return SetDeputy(organ=self.place.organ, absent=self.absent(), **named)


class DeputyForm(OwnDeputyForm):
    """Who stands in for somebody, as the administrator sets it."""

    absent_person = PersonChoice(label=_("Absent"))
    field_order = ("absent_person", "deputy", "since", "until", "reason")

    def prepare(self) -> None:
        """Colleagues to choose from."""
        for name in ("absent_person", "deputy"):
            self.fields[name].queryset = _colleagues(self)

    def absent(self) -> Any:
        """Whom it is about."""
        return self.cleaned_data["absent_person"]


class EndDeputyForm(ActionForm):
    """The early end of the absence that the form is about."""

    def action(self) -> EndDeputy:
        """End it."""
        return EndDeputy(deputy=self.place.subject)


class AccountActionForm(ActionForm):
    """Something done to the account that the form is about; nothing to fill in."""

    makes: type[Any]

    def action(self) -> Action:
        """Do it."""
        made: Action = self.makes(user=self.place.subject)
        return made


class CloseAccountForm(AccountActionForm):
    """Close it."""

    makes = DeactivateAccount


class OpenAccountForm(AccountActionForm):
    """Open it again."""

    makes = ReactivateAccount


class PasswordForm(AccountActionForm):
    """Give a new first password."""

    makes = GivePassword


class SecondFactorForm(AccountActionForm):
    """Remove the second factor."""

    makes = ResetSecondFactor


class UnlockForm(AccountActionForm):
    """Lift the lockout."""

    makes = UnlockAccount


class DisconnectForm(AccountActionForm):
    """Forget the provider's identity."""

    makes = DisconnectProvider
