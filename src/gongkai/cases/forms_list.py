"""The form of the list of requests: what is looked for, kept in the address; and the rows that it asks for."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.cases.models import Case
from gongkai.cases.searching import holding, words
from gongkai.cases.telling import channel_name
from gongkai.organs import policies
from gongkai.organs.models import Division, Organ
from gongkai.persons import kinds
from gongkai.statute.editions import editions
from gongkai.statute.receipt import channels

NOBODY = "none"
"""Stands for requests that are in nobody's hands."""
_DAY = {"type": "date"}
_ROWS = ("received", "carried_in", "total", "carried_out")
"""The rows of section 3 that are no outcome."""


def _any(*more: tuple[Any, Any]) -> list[tuple[Any, Any]]:
    return [("", _("all")), *more]


def _outcomes() -> list[tuple[str, str]]:
    """The rows of the annual form in which a request is counted, by the latest edition that has them."""
    found = {row.code: f"{row.number}{row.label}" for form in editions().values() for row in form.applications if row.code not in _ROWS}
    return _any(*found.items())


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))


class _WordsOfTheForm(forms.Select):
    """Choices in the form's own words, Chinese for every reader; the first, which chooses nothing, is the reader's."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With its language."""
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        if option["value"]:
            option["attrs"]["lang"] = "zh-Hans"
        return option


class ListForm(forms.Form):
    """What is looked for; everything may be left out."""

    q = forms.CharField(
        label=_("Words"),
        max_length=200,
        required=False,
        help_text=_("In the number, what is asked for, answers and notes; all of several words. Persons are not found by it."),
    )
    organ = forms.ChoiceField(label=_("Organ"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=_any(*Case.Stage.choices))
    due = forms.ChoiceField(label=_("Due"), required=False, choices=_any(("overdue", _("overdue")), ("ahead", _("not overdue"))))
    within = forms.IntegerField(label=_("Due within so many days"), required=False, min_value=0, max_value=366)
    handler = forms.ChoiceField(label=_("Handler"), required=False)
    division = forms.ChoiceField(label=_("Division"), required=False)
    channel = forms.ChoiceField(label=_("Way it came in"), required=False, choices=lambda: _any(*((code, channel_name(code)) for code in channels())))
    kind = forms.ChoiceField(label=_("Kind of applicant"), required=False, choices=lambda: _any(*kinds.choices()))
    received_from = _day(_("Received from"))
    received_to = _day(_("Received to (day, included)"))
    closed_from = _day(_("Closed from"))
    closed_to = _day(_("Closed to (day, included)"))
    row = forms.ChoiceField(label=_("Row of the annual form"), required=False, choices=_outcomes, widget=_WordsOfTheForm)
    year = forms.IntegerField(label=_("Year of arrival"), required=False, min_value=2008, max_value=2100)

    def __init__(self, user: Any, data: Mapping[str, Any]) -> None:
        super().__init__(data, label_suffix="")
        seen = policies.organs_where(user, "case.see")
        self.organs = list(policies.visible(user, Organ).filter(pk__in=seen))
        self._offer("organ", ((one.pk, one.name) for one in self.organs))
        divisions = policies.visible(user, Division).filter(organ__in=seen).select_related("organ").order_by("organ", "position", "pk")
        several = len(self.organs) > 1
        self._offer("division", ((one.pk, f"{one.organ.short_name} · {one.name}" if several else one.name) for one in divisions), nobody=_("none"))
        self._offer("handler", ((one.pk, one.name) for one in policies.holders("handler", seen)), nobody=_("nobody"))

    def _offer(self, name: str, choices: Any, nobody: Any = None) -> None:
        first = [(NOBODY, nobody)] if nobody else []
        self.fields[name].choices = _any(*first, *((str(key), words) for key, words in choices))

    def clean_q(self) -> str:
        """Something that can be looked for."""
        query: str = self.cleaned_data["q"]
        if query and not words(query):
            raise forms.ValidationError(_("Type a letter, a character or a digit to look for; other signs are passed over."))
        return query

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for first, last in (("received_from", "received_to"), ("closed_from", "closed_to")):
            since, until = cleaned.get(first), cleaned.get(last)
            if since and until and until < since:
                self.add_error(last, _("This day is before the first one: exchange them."))
        return cleaned

    def asked(self) -> dict[str, Any]:
        """What is looked for, by field, as far as it is given."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}

    def rows(self, rows: QuerySet[Case]) -> QuerySet[Case]:
        """Those of `rows` that are looked for."""
        asked, today = self.asked(), timezone.localdate()
        for name, value in asked.items():
            if name in _CONDITIONS:
                rows = rows.filter(_CONDITIONS[name](value, today))
        return holding(rows, asked.get("q", ""))


def _hands(name: str) -> Callable[[str, dt.date], Q]:
    """In whose hands the whole is, or an item of it."""
    tasks = Q(tasks__what="item")

    def condition(value: str, _today: dt.date) -> Q:
        if value == NOBODY:
            return Q(**{f"{name}__isnull": True})
        items = Case.objects.filter(tasks, **{f"tasks__{name}": value}).values("pk")
        return Q(**{name: value}) | Q(pk__in=items)

    return condition


def _is(lookup: str) -> Callable[[Any, dt.date], Q]:
    return lambda value, _today: Q(**{lookup: value})


def _open(today: dt.date, first: dt.timedelta | None, last: dt.timedelta | None) -> Q:
    """Not closed, and due on a day from `first` to `last` after today."""
    found = Q(closed_on__isnull=True, due_on__isnull=False)
    if first is not None:
        found &= Q(due_on__gte=today + first)
    return found & Q(due_on__lte=today + last) if last is not None else found


_ONE, _NONE = dt.timedelta(days=1), dt.timedelta()
_CONDITIONS: Mapping[str, Callable[[Any, dt.date], Q]] = {
    "organ": _is("organ"),
    "stage": _is("stage"),
    "due": lambda value, today: _open(today, None, -_ONE) if value == "overdue" else _open(today, _NONE, None),
    "within": lambda value, today: _open(today, _NONE, dt.timedelta(days=value)),
    "handler": _hands("handler"),
    "division": _hands("division"),
    "channel": _is("channel"),
    "kind": _is("applicant_kind"),
    "received_from": _is("received_on__gte"),
    "received_to": _is("received_on__lte"),
    "closed_from": _is("closed_on__gte"),
    "closed_to": _is("closed_on__lte"),
    "row": _is("row"),
    "year": lambda value, _today: Q(arrived_on__range=(dt.date(value, 1, 1), dt.date(value, 12, 31))),
}
