"""The form of the deadline calculator; what is right is decided by `gongkai.cases.calculating`."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.cases import public
from gongkai.cases.calculating import Asked, Written
from gongkai.cases.letters.words import KINDS
from gongkai.cases.telling import channel_name
from gongkai.organs.forms.base import DayField
from gongkai.organs.setting_table import calendar_of, readings_of
from gongkai.organs.telling import told
from gongkai.statute.calendar import Calendar
from gongkai.statute.outcomes import answer_kind
from gongkai.statute.places import provinces, region_code
from gongkai.statute.readings import Readings, readings
from gongkai.statute.receipt import channels
from gongkai.statute.starting_set import starting_set

LETTERS = 2
"""How many letters to others the form has room for."""

_LETTER_KINDS = (
    ("", _("nobody was asked")),
    ("third_party", _("a third party (Reg. 32)")),
    ("joint_maker", _("another maker of the information (Reg. 34)")),
    ("inquiry", _("another organ, or the secrecy department (Reg. 11, 17)")),
)


class OrganByName(forms.ModelChoiceField):
    """An organ by its name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name."""
        return str(obj.name)


def _day(label: Any, help_text: Any = "", *, required: bool = False) -> DayField:
    return DayField(label=label, help_text=help_text, required=required)


class CalculatorForm(forms.Form):
    """What happened to a request, as far as its days are concerned."""

    channel = forms.ChoiceField(label=_("How the request came in"))
    arrived = _day(_("Day on which it arrived"), required=True)
    confirmed = _day(
        _("Day on which the office confirmed it with the applicant"), _("By ordinary mail, e-mail, internet or fax; else leave it empty.")
    )
    organ = OrganByName(label=_("Organ"), queryset=None, required=False, to_field_name="code", empty_label=_("another organ"))
    place = forms.ChoiceField(label=_("Place"), required=False, help_text=_("Whose holidays count; an organ that is chosen has its own."))
    correction_asked = _day(_("Notice of correction went out"))
    correction_reached = _day(_("It reached the applicant"))
    correction_days = forms.IntegerField(label=_("Working days given to correct"), required=False, min_value=1, max_value=90)
    corrected = _day(_("The correction arrived"))
    extension_days = forms.IntegerField(label=_("Extended by how many working days"), required=False, min_value=1, max_value=99)
    extension_told = _day(_("The applicant was told of it"))
    answer = forms.ChoiceField(label=_("Answer"), required=False)
    served = _day(
        _("Day on which it was given"), _("By post: handed to the post. Handed over: signed for. Electronically: at hand in the applicant's system.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [(code, channel_name(code)) for code in channels()]
        self.fields["organ"].queryset = public.organs().order_by("region_code", "pk")
        places = [(code, told(one.name)) for code, one in provinces().items() if one.organs]
        self.fields["place"].choices = [("", _("the national calendar")), *places]
        kinds = [(code, told(answer_kind(code).text)) for code in KINDS]
        self.fields["answer"].choices = [("", _("not given yet")), *kinds]
        for number in range(1, LETTERS + 1):
            self._add_letter(number)

    def _add_letter(self, number: int) -> None:
        named = f"letter_{number}_"
        label = format_lazy(_("Letter {number}: who was asked"), number=number)
        self.fields[f"{named}kind"] = forms.ChoiceField(label=label, required=False, choices=_LETTER_KINDS)
        self.fields[f"{named}sent"] = _day(format_lazy(_("Letter {number}: sent"), number=number))
        self.fields[f"{named}received"] = _day(format_lazy(_("Letter {number}: received there"), number=number))
        self.fields[f"{named}answered"] = _day(format_lazy(_("Letter {number}: their answer arrived"), number=number))

    def clean(self) -> dict[str, Any]:
        """Days of a letter need to say whom it asked."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, LETTERS + 1):
            days = [data.get(f"letter_{number}_{name}") for name in ("sent", "received", "answered")]
            if any(days) and not data.get(f"letter_{number}_kind"):
                self.add_error(f"letter_{number}_kind", _("Say who was asked."))
        return data

    def groups(self) -> Iterator[tuple[Any, list[Any], bool]]:
        """The parts of the form: heading, fields, whether it is filled in or has something wrong."""
        letters = [f"letter_{number}_{name}" for number in range(1, LETTERS + 1) for name in ("kind", "sent", "received", "answered")]
        for title, names in (
            (_("Correction (Reg. 30)"), ["correction_asked", "correction_reached", "correction_days", "corrected"]),
            (_("Others were asked (Reg. 32 to 34)"), letters),
            (_("Extension (Reg. 33)"), ["extension_days", "extension_told"]),
            (_("The answer and its remedies"), ["answer", "served"]),
        ):
            found = [self[name] for name in names]
            yield title, found, any(one.errors or (self.is_bound and one.data) for one in found)

    def basics(self) -> list[Any]:
        """The fields that stand at the top."""
        return [self[name] for name in ("channel", "arrived", "confirmed", "organ", "place")]

    def asked(self, today: dt.date) -> Asked:
        """What was typed, from cleaned data."""
        data = self.cleaned_data
        names = ("channel", "arrived", "confirmed", "correction_asked", "correction_reached", "correction_days", "corrected")
        more = ("extension_days", "extension_told", "answer", "served")
        return Asked(today=today, letters=self._letters(), **{name: data[name] for name in (*names, *more)})

    def _letters(self) -> tuple[Written | None, ...]:
        data, found = self.cleaned_data, []
        for number in range(1, LETTERS + 1):
            kind, *days = (data[f"letter_{number}_{name}"] for name in ("kind", "sent", "received", "answered"))
            found.append(Written(kind, *days) if kind else None)
        return tuple(found)

    def rules(self) -> tuple[Calendar, Readings]:
        """The calendar and the readings: the organ's own of the day of arrival, the place's, or the national ones."""
        data = self.cleaned_data
        organ = data["organ"]
        if organ is not None:
            return calendar_of(organ, data["arrived"]), readings_of(organ, data["arrived"])
        if data["place"]:
            found = starting_set(region_code(f"{data['place']}0000"))
            return found.calendar(), found.readings
        return Calendar(), readings()
