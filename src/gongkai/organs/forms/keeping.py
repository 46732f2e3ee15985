"""What an organ keeps itself: contact data, settings, divisions; what the supervisor sends back."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.organs.actions import (
    AddDivision,
    AnswerSentBack,
    ChangeProfile,
    CloseDivision,
    Contact,
    RenameDivision,
    SendBack,
    SetOrganSetting,
)
from gongkai.organs.actions.profile import CONTACT_FIELDS
from gongkai.organs.actions.sending_back import LONGEST, MATTERS
from gongkai.organs.forms.base import ActionForm, FromToday, TextLines
from gongkai.organs.list_columns import COLUMNS
from gongkai.organs.models import Organ
from gongkai.organs.roles import ROLE_CHOICES
from gongkai.organs.setting_kinds import Chain, Choice, Columns, Days, Kind, Number, Pattern, YesNo
from gongkai.organs.setting_table import Setting, setting
from gongkai.organs.signing import SIGNING_ROLES
from gongkai.organs.telling import told
from gongkai.statute import numbering

_YES_NO = (("yes", _("yes")), ("no", _("no")))


class ProfileForm(ActionForm):
    """How the office is reached."""

    def prepare(self) -> None:
        """The organ's own columns."""
        for name in CONTACT_FIELDS:
            column = Organ._meta.get_field(name)  # noqa: SLF001  # documented
            self.fields[name] = forms.CharField(
                label=column.verbose_name, max_length=column.max_length, required=False, initial=getattr(self.place.organ, name)
            )

    def action(self) -> ChangeProfile:
        """Change them."""
        return ChangeProfile(organ=self.place.organ, contact=Contact(**{name: self.cleaned_data[name] for name in CONTACT_FIELDS}))


class SettingForm(ActionForm):
    """A setting's next value; the subject is the row of the table."""

    since = FromToday(label=_("Holds from"))
    reason = TextLines(label=_("Reason"), help_text=_("Needed when the day is past"), required=False)

    def prepare(self) -> None:
        """A field that fits the kind, with the value of today."""
        row: Setting = self.place.subject
        now = setting(self.place.organ, row.name, self.fields["since"].initial())
        for name, field in _value_fields(row.kind, now).items():
            self.fields[name] = field
        self.order_fields([*(name for name in self.fields if name not in {"since", "reason"}), "since", "reason"])

    def action(self) -> SetOrganSetting:
        """Set it."""
        row: Setting = self.place.subject
        cleaned = self.cleaned_data
        value: Any = cleaned.get("value")
        if isinstance(row.kind, Chain):
            value = [cleaned[name] for name in cleaned if name.startswith("step") and cleaned[name]]
        return SetOrganSetting(organ=self.place.organ, name=row.name, value=value, since=cleaned["since"], reason=cleaned["reason"])


def _value_fields(kind: Kind, now: Any) -> dict[str, forms.Field]:
    if isinstance(kind, Chain):
        return _chain_fields(now)
    label = _("Value")
    if isinstance(kind, Choice):
        empty = any(code == "" for code, _words in kind.choices)
        return {"value": forms.ChoiceField(label=label, choices=kind.choices, initial=now, required=not empty)}
    if isinstance(kind, YesNo):
        return {"value": forms.ChoiceField(label=label, choices=_YES_NO, initial="yes" if now else "no", widget=forms.RadioSelect)}
    if isinstance(kind, Number):
        return {"value": forms.IntegerField(label=label, initial=now, min_value=kind.least, max_value=kind.most)}
    if isinstance(kind, Days | Columns):
        return {"value": _lines(kind, now, label)}
    said = _fields_of_numbers() if isinstance(kind, Pattern) else ""
    return {"value": forms.CharField(label=label, initial=now, required=False, max_length=200, help_text=said)}


def _lines(kind: Days | Columns, now: Any, label: Any) -> forms.Field:
    """A field of several lines, one for a day or a column."""
    if isinstance(kind, Days):
        said = _("A line each: the day, 休 for a day off or 班 for a workday, a name: 2027-03-10 休 开斋节")
        return TextLines(label=label, initial=kind.shown(now) if now else "", required=False, help_text=said)
    known = format_html_join(", ", "<code>{} {}</code>", COLUMNS.items())
    said = format_html("{} {}", gettext("A line each: the code, a blank, the head. Codes:"), known)
    return TextLines(label=label, initial=kind.shown(now), help_text=said)


def _fields_of_numbers() -> str:
    """What may stand in braces."""
    return "; ".join(f"{{{name}}}: {told(words)}" for name, words in numbering.fields().items())


def _chain_fields(now: Any) -> dict[str, forms.Field]:
    names = dict(ROLE_CHOICES)
    choices = (("", "—"), *((role, names[role]) for role in SIGNING_ROLES))
    return {
        f"step{place}": forms.ChoiceField(
            label=gettext("Signature %(number)s") % {"number": place},
            choices=choices,
            required=False,
            initial=now[place - 1] if place <= len(now) else "",
        )
        for place in range(1, len(SIGNING_ROLES) + 1)
    }


class AddDivisionForm(ActionForm):
    """One more division."""

    name = forms.CharField(label=_("Name"), max_length=60)

    def action(self) -> AddDivision:
        """Add it."""
        return AddDivision(organ=self.place.organ, name=self.cleaned_data["name"])


class RenameDivisionForm(ActionForm):
    """Another name for the division that the form is about."""

    name = forms.CharField(label=_("Name"), max_length=60)

    def prepare(self) -> None:
        """The name of today."""
        self.fields["name"].initial = self.place.subject.name

    def action(self) -> RenameDivision:
        """Rename it."""
        return RenameDivision(division=self.place.subject, name=self.cleaned_data["name"])


class CloseDivisionForm(ActionForm):
    """The end of the division that the form is about."""

    on = FromToday(label=_("Last day"))

    def action(self) -> CloseDivision:
        """Close it."""
        return CloseDivision(division=self.place.subject, on=self.cleaned_data["on"])


class SendBackForm(ActionForm):
    """The supervisor says what is not right."""

    matter = forms.ChoiceField(label=_("What"), choices=tuple(MATTERS.items()))
    reason = TextLines(label=_("Reason"), max_length=LONGEST)

    def action(self) -> SendBack:
        """Send it back."""
        return SendBack(organ=self.place.organ, matter=self.cleaned_data["matter"], reason=self.cleaned_data["reason"])


class AnswerForm(ActionForm):
    """The office says what was done."""

    answer = TextLines(label=_("Answer"), max_length=LONGEST)

    def action(self) -> AnswerSentBack:
        """Answer it."""
        return AnswerSentBack(event=self.place.subject, answer=self.cleaned_data["answer"])
