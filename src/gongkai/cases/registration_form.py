"""The form by which a registrar registers what came in. What is right is decided by the action."""

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.cases import channels, wishes
from gongkai.cases.actions.applicants import agent_of
from gongkai.cases.actions.register import Party, RegisterRequest, parties_of
from gongkai.cases.marking import LEVELS
from gongkai.messages import message
from gongkai.organs import policies
from gongkai.organs.actions import Document
from gongkai.organs.forms.base import FromToday, TextLines
from gongkai.organs.models import Organ
from gongkai.organs.telling import told
from gongkai.persons import documents, kinds
from gongkai.persons.fields import BY_CODE

_VALUES = ("name", "number", "phone", "email", "address", "contact")
_OF_AGENTS = ("name", "number", "phone")
_PRIVATE = {"autocomplete": "off", "spellcheck": "false"}
_DOCUMENTS = [("", _("none given")), *documents.CHOICES]
_EMPTY_LINE = re.compile(r"\n\s*\n")


def _levels() -> list[tuple[str, str]]:
    return [("", str(_("no: nothing of it is secret"))), *((code, told(message(label))) for code, (_word, label) in LEVELS.items())]


def _value(code: str, label: Any = None) -> forms.CharField:
    most = BY_CODE[code].most
    return forms.CharField(label=label or BY_CODE[code].label, required=False, widget=forms.TextInput(attrs={**_PRIVATE, "maxlength": most}))


class RegistrationForm(forms.Form):
    """What came in, from whom, what is asked for."""

    form = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    organ = forms.ModelChoiceField(label=_("Organ"), queryset=None, empty_label=None)
    way = forms.ChoiceField(
        label=_("Way it came in"),
        choices=channels.CHOICES,
        help_text=_("In person and by mail none can be refused: register it even if something is missing; a correction can ask for it (Reg. 30)."),
    )
    on = FromToday(label=_("Day of arrival"), help_text=_("The day it came, even if you register it later; that it was recorded later is shown."))
    kind = forms.ChoiceField(label=_("Kind of applicant"), choices=kinds.choices, help_text=_("Of joint applicants, the representative."))
    document = forms.ChoiceField(label=_("Identity document"), required=False, choices=_DOCUMENTS)
    agent_kind = forms.ChoiceField(label=_("Kind of agent"), required=False, choices=kinds.choices)
    agent_document = forms.ChoiceField(label=_("Agent's identity document"), required=False, choices=_DOCUMENTS)
    authority = forms.ChoiceField(label=_("The agent acts"), required=False, choices=[("", _("there is no agent")), *channels.AUTHORITIES])
    joint = TextLines(
        label=_("Joint applicants"), required=False, help_text=_("Besides the representative: a line each, the name, a comma, the document's number.")
    )
    item = TextLines(
        label=_("Information asked for"),
        required=False,
        help_text=_("In the applicant's words; an empty line between several pieces of information."),
    )
    wish = forms.ChoiceField(label=_("Form wished"), choices=wishes.FORMS, initial="any")
    delivery = forms.ChoiceField(label=_("How the answer is wished"), choices=wishes.DELIVERIES, initial="post")
    level = forms.ChoiceField(
        label=_("State secret"),
        required=False,
        choices=_levels,
        help_text=_("What bears the mark of a state secret never enters this system: leave text and scans out, and say who keeps it."),
    )
    keeper = forms.CharField(
        label=_("Keeper of the secret content"), required=False, max_length=100, help_text=_("An office or a post; no person's name.")
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(policies.visible(user, Organ).filter(pk__in=policies.organs_where(user, "case.register"), ended_on__isnull=True))
        for code in _VALUES:
            self.fields[code] = _value(code)
        for code, label in zip(_OF_AGENTS, (_("Agent's name"), _("Agent's document number"), _("Agent's telephone")), strict=True):
            self.fields[f"agent_{code}"] = _value(code, label)
        for code, label in channels.SCANS:
            self.fields[f"scan_{code}"] = forms.FileField(label=label, required=False, help_text=_("PDF, DOCX or a picture, at most 20 MB"))
        agent = ("agent_name", "agent_kind", "agent_document", "agent_number", "agent_phone", "authority")
        scans = tuple(f"scan_{code}" for code, _label in channels.SCANS)
        applicant = ("kind", "name", "document", "number", "phone", "email", "address", "contact")
        self.order_fields(["form", "organ", "way", "on", *applicant, *agent, "joint", "item", "wish", "delivery", *scans, "level", "keeper"])

    def _offer(self, organs: Any) -> None:
        field = self.fields["organ"]
        field.queryset = organs
        found = list(organs[:2])
        if len(found) == 1:
            field.widget, field.initial = forms.HiddenInput(), found[0].pk

    def action(self) -> RegisterRequest:
        """The action, from cleaned data."""
        data = self.cleaned_data
        chosen = {name: data[name] for name in ("form", "organ", "way", "on", "kind", "document", "wish", "delivery", "level", "keeper", "authority")}
        return RegisterRequest(
            values={code: data[code] for code in _VALUES},
            items=tuple(text.strip() for text in _EMPTY_LINE.split(data["item"].replace("\r\n", "\n")) if text.strip()),
            agent=self._agent(),
            joint=parties_of(data["joint"], data["kind"], data["on"]),
            scans=self._scans(),
            **chosen,
        )

    def _agent(self) -> Party | None:
        """The agent, where anything of one is given."""
        data = self.cleaned_data
        return agent_of(data["agent_kind"], data["agent_document"], {code: data[f"agent_{code}"] for code in _OF_AGENTS}, data["authority"])

    def _scans(self) -> dict[str, Document]:
        sent = {code: self.cleaned_data[f"scan_{code}"] for code, _label in channels.SCANS}
        return {code: Document(file.name, file.read()) for code, file in sent.items() if file}
