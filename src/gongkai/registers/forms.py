"""Forms of the registers, built from the table. What is right is decided by the actions."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.organs import policies
from gongkai.organs.forms.base import FromToday, TextLines
from gongkai.organs.models import Organ
from gongkai.persons import documents, kinds
from gongkai.persons.fields import BY_CODE
from gongkai.registers.actions import RegisterEntry, SendEntry, TakeStep
from gongkai.registers.forms_papers import PapersField, public_files
from gongkai.registers.kinds import STAGES, WAYS, Kind, Step, outcomes_of
from gongkai.registers.models import Entry
from gongkai.registers.papers import Papers

_VALUES = ("name", "number", "phone", "email", "address")
_PRIVATE = {"autocomplete": "off", "spellcheck": "false"}
_DOCUMENTS = [("", _("none given")), *documents.CHOICES]


def _value(code: str, *, needed: bool = False) -> forms.CharField:
    most = BY_CODE[code].most
    return forms.CharField(label=BY_CODE[code].label, required=needed, widget=forms.TextInput(attrs={**_PRIVATE, "maxlength": most}))


def _fact(one: Any) -> forms.Field:
    if one.choices is not None:
        return forms.ChoiceField(label=one.label, help_text=one.help, required=one.needed, choices=[("", "—"), *one.choices.items()])
    return forms.CharField(label=one.label, help_text=one.help, required=one.needed, max_length=one.most)


class _EntryForm(forms.Form):
    """What every entry has: who, the register's own fields, the text."""

    form = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        needed = {group[0] for group in kind.needs if len(group) == 1} if self.asks_needed else set()
        self.fields["person"] = forms.ChoiceField(label=_("Kind of person"), choices=kinds.choices)
        self.fields["document"] = forms.ChoiceField(label=_("Identity document"), required="number" in needed, choices=_DOCUMENTS)
        for code in _VALUES:
            self.fields[code] = _value(code, needed=code in needed)
        for one in kind.fields:
            self.fields[one.code] = _fact(one)
        self.fields["text"] = TextLines(label=kind.text)

    asks_needed = False

    def values(self) -> dict[str, str]:
        """What was said of the person, by field code."""
        return {code: self.cleaned_data[code] for code in _VALUES}

    def facts(self) -> dict[str, str]:
        """The register's own fields."""
        return {one.code: self.cleaned_data[one.code] for one in self.kind.fields}


class RegistrationForm(_EntryForm):
    """What came in, by which way, on which day; nobody need have said who they are."""

    organ = forms.ModelChoiceField(label=_("Organ"), queryset=None, empty_label=None)
    way = forms.ChoiceField(label=_("Way it came in"), choices=list(WAYS.items()))
    on = FromToday(label=_("Day of arrival"), help_text=_("The day it came in; if you enter it later, that is shown."))

    def __init__(self, user: Any, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(kind, *args, **kwargs)
        field = self.fields["organ"]
        field.queryset = policies.visible(user, Organ).filter(pk__in=policies.organs_where(user, "case.register"), ended_on__isnull=True)
        found = list(field.queryset[:2])
        if len(found) == 1:
            field.widget, field.initial = forms.HiddenInput(), found[0].pk
        self.fields["papers"] = PapersField()
        facts = [one.code for one in kind.fields]
        person = ("person", "name", "document", "number", "phone", "email", "address")
        self.order_fields(["form", "organ", "way", "on", *facts, "text", *person, "papers"])

    def action(self) -> RegisterEntry:
        """The action, from cleaned data."""
        chosen = {name: self.cleaned_data[name] for name in ("form", "organ", "way", "on", "text", "person", "document")}
        papers = Papers(self.cleaned_data["papers"])
        return RegisterEntry(kind=self.kind.code, values=self.values(), facts=self.facts(), papers=papers, **chosen)


class SendForm(_EntryForm):
    """The public's form: what the register needs of the person, and nothing more."""

    asks_needed = True

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(kind, *args, **kwargs)
        asked = {code for group in kind.needs for code in group} | {"name", "phone", "email"}
        for code in [one for one in _VALUES if one not in asked]:
            del self.fields[code]
        if "number" not in asked:
            del self.fields["document"]
        self.fields["attachment_files"] = public_files()
        facts = [one.code for one in kind.fields]
        self.order_fields(["form", *facts, "text", "person", "name", "document", "number", "phone", "email", "attachment_files"])

    def values(self) -> dict[str, str]:
        """What was said of the person, by field code."""
        return {code: self.cleaned_data[code] for code in _VALUES if code in self.fields}

    def action(self, organ: Organ) -> SendEntry:
        """The action, from cleaned data."""
        chosen = {name: self.cleaned_data[name] for name in ("form", "text", "person")}
        document = self.cleaned_data.get("document", "")
        return SendEntry(organ=organ, kind=self.kind.code, document=document, values=self.values(), facts=self.facts(), **chosen)


class StepForm(forms.Form):
    """What a step asks for."""

    on = FromToday(label=_("Day"))

    def __init__(self, kind: Kind, step: Step, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        makers = {
            "outcome": lambda: forms.ChoiceField(label=_("Outcome"), choices=list(outcomes_of(kind, step).items())),
            "organ": lambda: forms.CharField(label=_("Organ that has to deal with it"), max_length=120),
            "way": lambda: forms.ChoiceField(label=_("How the person was told"), choices=list(WAYS.items())),
            "until": lambda: FromToday(label=_("Until when"), required=False, initial=None),
            "text": lambda: TextLines(label=step.asks, required="text" not in step.optional),
        }
        for name in step.fields:
            self.fields[name] = makers[name]()

    def action(self, entry: Entry) -> TakeStep:
        """The action, from cleaned data."""
        return TakeStep(entry=entry, step=self.step.code, **self.cleaned_data)


class StatusForm(forms.Form):
    """Number and query code of an entry."""

    number = forms.CharField(label=_("Number of the entry"), max_length=100, widget=forms.TextInput(attrs=_PRIVATE))
    code = forms.CharField(label=_("Query code"), max_length=60, widget=forms.TextInput(attrs={**_PRIVATE, "inputmode": "numeric"}))


class FilterForm(forms.Form):
    """The list's filters; every one may stay empty."""

    kind = forms.ChoiceField(label=_("Kind of register"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[("", _("every")), *STAGES.items()])
    year = forms.IntegerField(label=_("Year of arrival"), required=False, min_value=2008, max_value=2100)
    number = forms.CharField(label=_("Number of the entry"), required=False, max_length=100)
    overdue = forms.BooleanField(label=_("only what is overdue"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("every")), *Entry._meta.get_field("kind").choices]  # noqa: SLF001  # Django's documented name
