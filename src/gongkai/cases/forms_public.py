"""The forms of the public pages: a request, number and query code. What is right is decided by the actions."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.cases import channels, wishes
from gongkai.cases.actions import SendRequest
from gongkai.cases.actions.applicants import MOST_JOINT, Party
from gongkai.cases.actions.arrive import LONGEST, MOST_ITEMS
from gongkai.cases.attachments import LARGEST_MB, MOST_FILES, MOST_MB
from gongkai.organs.forms.base import TextLines
from gongkai.organs.models import Organ
from gongkai.persons import documents, kinds
from gongkai.persons.fields import BY_CODE

_ASKED = ("name", "number", "phone", "email", "address", "contact")
_FILLED_BY_BROWSERS = {"name": "name", "phone": "tel", "email": "email", "address": "street-address"}
_AGENT = {"name": _("Agent's name"), "number": _("Agent's document number"), "phone": _("Agent's telephone")}
_JOINT = ("name", "document", "number")
_FILES = ".pdf,.docx,image/png,image/jpeg"

ITEM_NAMES = ("item", *(f"item_{number}" for number in range(2, MOST_ITEMS + 1)))
"""The fields of the pieces of information that are asked for."""


def sent_items(data: Mapping[str, str]) -> int:
    """How many pieces of information a form that was sent had room for."""
    return max((number for number, name in enumerate(ITEM_NAMES, 1) if name in data), default=1)


def sent_joint(data: Mapping[str, str]) -> int:
    """How many joint applicants a form that was sent had room for; one more than fit is seen, to be refused."""
    return max((number for number in range(1, MOST_JOINT + 2) if f"joint_{number}_name" in data), default=0)


def _item_field(number: int) -> forms.Field:
    about = _("Its name, its number or another description by which the office can find it. Each piece of information in a field of its own.")
    label = _("Information that you want") if number == 1 else format_lazy(_("Information that you want, No. {number}"), number=number)
    return TextLines(label=label, help_text=about if number == 1 else "", max_length=LONGEST, required=number == 1)


def _line(code: str, label: Any, *, required: bool = False, browser: str = "off", help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": browser, "maxlength": BY_CODE[code].most, "spellcheck": "false"})
    return forms.CharField(label=label, required=required, widget=widget, help_text=help_text)


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


def _file(label: Any, help_text: Any, widget: forms.FileInput) -> forms.FileField:
    widget.attrs["accept"] = _FILES
    return forms.FileField(label=label, help_text=help_text, required=False, widget=widget)


def _files(label: Any) -> forms.FileField:
    """For several files; made with the form, in its reader's language."""
    about = _("At most %(files)s files, each a PDF, a DOCX or a picture of at most %(one)s MB, together %(most)s MB.")
    return _file(label, about % {"files": MOST_FILES, "one": LARGEST_MB, "most": MOST_MB}, _SeveralFiles())


@dataclass(frozen=True)
class Group:
    """Fields under a legend; `folds`: shown on demand, and `is_open` then. `more`: the button's name and words for room for one more."""

    title: Any
    fields: tuple[forms.BoundField, ...]
    about: Any = ""
    folds: bool = False
    is_open: bool = False
    more: tuple[str, Any] | None = None


class RequestForm(forms.Form):
    """A citizen's or an organisation's request (Reg. 29), by themselves or through an agent, alone or together. A purpose is not asked for.

    Files are rendered here and kept by `cases.attachments`: the form is never given what was uploaded.
    """

    form = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(label=_("You are"), choices=kinds.choices)
    document = forms.ChoiceField(label=_("Proof of identity"), choices=documents.CHOICES)
    agent_document = forms.ChoiceField(label=_("Agent's identity document"), required=False, choices=documents.CHOICES)
    authority = forms.ChoiceField(
        label=_("The agent acts"),
        required=False,
        choices=[("", _("there is no agent")), *(one for one in channels.AUTHORITIES if one[0] != "missing")],
    )
    wish = forms.ChoiceField(label=_("In which form"), choices=wishes.FORMS)
    delivery = forms.ChoiceField(label=_("How you want the answer"), choices=wishes.DELIVERIES)

    def __init__(self, *args: Any, items: int = 1, joint: int = 0, **kwargs: Any) -> None:
        """`items`, `joint`: for how many pieces of information and joint applicants there is room, unless what was sent says."""
        super().__init__(*args, **kwargs)
        self.item_names = ITEM_NAMES[: sent_items(self.data) if self.is_bound else items]
        for number, name in enumerate(self.item_names, 1):
            self.fields[name] = _item_field(number)
        for code in _ASKED:
            about = _("Of an organisation.") if code == "contact" else ""
            browser = _FILLED_BY_BROWSERS.get(code, "off")
            self.fields[code] = _line(code, BY_CODE[code].label, required=code in {"name", "number"}, browser=browser, help_text=about)
        for code, label in _AGENT.items():
            self.fields[f"agent_{code}"] = _line(code, label)
        self.joint = range(1, (sent_joint(self.data) if self.is_bound else joint) + 1)
        for number in self.joint:
            self._add_joint(number)
        kinds_of_files = _("PDF, DOCX or a picture, at most %(one)s MB") % {"one": LARGEST_MB}
        self.fields["authority_file"] = _file(_("The agent's authority, as a file"), kinds_of_files, forms.FileInput())
        self.fields["attachment_files"] = _files(_("Files that belong to the request"))

    def _add_joint(self, number: int) -> None:
        for code in ("name", "number"):
            label = format_lazy("{label} {number}", label=BY_CODE[code].label, number=number)
            self.fields[f"joint_{number}_{code}"] = _line(code, label)
        label = format_lazy("{label} {number}", label=_("Proof of identity"), number=number)
        self.fields[f"joint_{number}_document"] = forms.ChoiceField(label=label, choices=documents.CHOICES, required=False)

    def groups(self) -> Iterator[Group]:
        """The fields as they stand on the page, files aside."""
        yield Group(_("Who asks"), self._bound("kind", "name", "document", "number", "phone", "email", "address", "contact"))
        agent = self._bound("agent_name", "agent_document", "agent_number", "agent_phone", "authority", "authority_file")
        about = _("Only if somebody acts for the applicant: the agent's identity and authority.")
        yield Group(_("An agent"), agent, about, folds=True, is_open=self._has_something(agent, "agent_document"))
        joint = tuple(field for number in self.joint for field in self._bound(*(f"joint_{number}_{code}" for code in _JOINT)))
        about = _("Only if several ask together: the one above is the representative, to whom the answer goes.")
        more = ("more_joint", _("Add a joint applicant")) if len(self.joint) < MOST_JOINT else None
        yield Group(_("Joint applicants"), joint, about, folds=True, is_open=bool(joint), more=more)
        more = ("more", _("Ask for another piece of information")) if len(self.item_names) < MOST_ITEMS else None
        yield Group(_("What you want"), self._bound(*self.item_names), more=more)
        yield Group(_("How you want it"), self._bound("wish", "delivery"))

    def _bound(self, *names: str) -> tuple[forms.BoundField, ...]:
        return tuple(self[name] for name in names)

    def _has_something(self, fields: tuple[forms.BoundField, ...], but: str) -> bool:
        return any(field.errors if self.is_bound else False for field in fields) or any(field.value() for field in fields if field.name != but)

    def mistakes(self) -> list[tuple[str, Any, Any]]:
        """What is wrong, for the list above the form: the id of the field, its label, the first sentence."""
        return [(self[name].id_for_label, self[name].label, found[0]) for name, found in self.errors.items() if name in self.fields]

    def action(self, organ: Organ) -> SendRequest:
        """The action, from cleaned data."""
        data = self.cleaned_data
        chosen = {name: data[name] for name in ("form", "kind", "document", "wish", "delivery", "authority")}
        items = tuple(data[name] for name in self.item_names)
        values = {code: data[code] for code in _ASKED}
        return SendRequest(organ=organ, values=values, items=items, agent=self._agent(), joint=tuple(self._joint()), **chosen)

    def _agent(self) -> Party | None:
        """The agent, where anything of one is given."""
        values = {code: self.cleaned_data[f"agent_{code}"] for code in _AGENT}
        if not any(values.values()) and not self.cleaned_data["authority"]:
            return None
        return Party("natural_person", self.cleaned_data["agent_document"] if values["number"] else "", values)

    def _joint(self) -> Iterator[Party]:
        """The joint applicants; a row that was left empty is none."""
        for number in self.joint:
            values = {code: self.cleaned_data[f"joint_{number}_{code}"] for code in ("name", "number")}
            document = self.cleaned_data[f"joint_{number}_document"]
            if any(values.values()):
                yield Party(self._kind_of_joint(document), document if values["number"] else "", values)

    def _kind_of_joint(self, document: str) -> str:
        """By the document: what is counted is the representative's kind."""
        if document != "credit_code":
            return "natural_person"
        kind = str(self.cleaned_data["kind"])
        return "other" if kind == "natural_person" else kind


class FilesForm(forms.Form):
    """Files that belong to a correction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attachment_files"] = _files(_("Files: a missing proof of identity, an agent's authority ..."))


class StatusForm(forms.Form):
    """Number and query code."""

    number = forms.CharField(label=_("Number of the request"), max_length=80)
    code = forms.CharField(
        label=_("Query code"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"})
    )
