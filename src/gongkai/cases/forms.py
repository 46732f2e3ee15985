"""Forms of requests. What is right is decided by the actions; their sentences are put beside the fields they belong to."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.cases import ledger
from gongkai.cases.actions import (
    AnswerItem,
    ConfirmReceipt,
    FileSealedCopy,
    RecordSearch,
    ReturnAnswer,
    ScanFiles,
    ServeAnswer,
    SignAnswer,
    Step,
    SubmitAnswer,
    WithdrawRequest,
)
from gongkai.cases.actions.repeat import likely
from gongkai.cases.actions.search import open_divisions
from gongkai.cases.events import ItemAnswered
from gongkai.cases.forms_scans import document_of, scan_field
from gongkai.cases.letters.words import KINDS, WITHHELD
from gongkai.cases.models import Case
from gongkai.cases.rows import choices as rows_to_choose
from gongkai.cases.telling import WAYS
from gongkai.cases.told_items import LABELS, MORE, REASONS, TEXTS
from gongkai.organs.forms.base import DayField, FromToday, TextLines
from gongkai.organs.telling import told
from gongkai.statute.outcomes import answer_kind


class StepForm(forms.Form):
    """A step of `case`; `state` is where it stands, `asked` what the address of the page says."""

    chooses = False
    """Whether the form only leads to the form that is sent: it is asked for with what was chosen in the address."""

    def __init__(self, *args: Any, state: ledger.Case, case: Case, asked: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state, self.case, self.asked = state, case, asked or {}
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices and what is known."""

    def action(self, case: Case) -> Step:
        """The action, from cleaned data."""
        raise NotImplementedError


class ConfirmForm(StepForm):
    """How it was confirmed."""

    how = forms.CharField(label=_("How it was confirmed"), max_length=200, help_text=_("By telephone, by e-mail ... No names or numbers of persons."))

    def action(self, case: Case) -> Step:
        """Confirmed."""
        return ConfirmReceipt(case=case, how=self.cleaned_data["how"])


class AnswerForm(StepForm):
    """What is answered to an item: first which item and which kind of answer (`chooses`), then what that kind asks for (`letters.words`)."""

    item = forms.TypedChoiceField(label=_("Item"), coerce=int)
    answer = forms.ChoiceField(label=_("Outcome"))

    def prepare(self) -> None:
        """The items, the first without an answer chosen; once the kind is known, its fields, with what was answered before."""
        items = {str(one.number): one for one in self.state.items}
        first = next((one for one in self.state.items if one.answered is None), self.state.items[0])
        given = self.data if self.is_bound else self.asked
        item = items.get(str(given.get("item", first.number)), first)
        before = item.answered.answer if item.answered else ""
        answer = given.get("answer", "")
        self.fields["item"].choices = [(one.number, f"{one.number}. {one.text[:60]}") for one in items.values()]
        self.fields["answer"].choices = [(code, _kind_told(code)) for code in KINDS]
        self.fields["item"].initial, self.fields["answer"].initial = item.number, answer or before
        if len(items) == 1:
            self.fields["item"].widget = forms.HiddenInput()
        self.chooses = answer not in KINDS
        self.chosen = "" if self.chooses else f"{item.number}. {_kind_told(answer)}" if len(items) > 1 else _kind_told(answer)
        if not self.chooses:
            self._ask(answer, item.answered)

    def _ask(self, answer: str, before: ItemAnswered | None) -> None:
        """The fields of a kind of answer; item and kind are settled."""
        self.fields["item"].widget = self.fields["answer"].widget = forms.HiddenInput()
        for name, needed in KINDS[answer].fields.items():
            self.fields[name] = _field(name, answer, needed=needed)
            self.fields[name].initial = getattr(before, name, None)
        if answer == "repeated" and before is None:
            self.initial |= likely(self.case, self.state)

    def action(self, case: Case) -> Step:
        """Answered."""
        said = dict(self.cleaned_data)
        return AnswerItem(case=case, item=said.pop("item"), answer=said.pop("answer"), text=said.pop("text", ""), more=said)


def _kind_told(code: str) -> str:
    """A kind of answer with its place in the law."""
    kind = answer_kind(code)
    return f"{told(kind.text)} ({told(kind.article)})" if kind.article else told(kind.text)


def _field(name: str, answer: str, *, needed: bool) -> forms.Field:
    """The field of `events.ItemAnswered` called `name`, as it is asked for by a kind of answer."""
    label, help_text = LABELS[name], TEXTS.get(answer, REASONS) if name == "text" else MORE.get(name, "")
    if name == "withheld":
        choices = [(code, _kind_told(code) if code != "other" else _("no government information (Reg. 37)")) for code in WITHHELD]
        return forms.MultipleChoiceField(label=label, required=needed, choices=choices, widget=forms.CheckboxSelectMultiple)
    if name == "earlier_on":
        return DayField(label=label, required=needed, help_text=help_text)
    kind = TextLines if name in {"text", "rest", "channel", "same"} else forms.CharField
    return kind(label=label, help_text=help_text, required=needed)


class SearchForm(StepForm):
    """Who searched where, by which words, when, with which result."""

    item = forms.TypedChoiceField(label=_("Item"), coerce=int)
    who = forms.CharField(label=_("Who searched"), max_length=200, help_text=_("Division and post. No names of applicants."))
    places = TextLines(label=_("Divisions searched"), required=False, help_text=_("Each on a line."))
    archive = forms.BooleanField(label=_("The archive was searched, too"), required=False)
    words = forms.CharField(label=_("Words searched for"), max_length=200)
    searched = FromToday(label=_("Searched on"))
    result = TextLines(label=_("Result"))
    found = forms.BooleanField(label=_("Something was found"), required=False)

    def prepare(self) -> None:
        """The items; the divisions of the organ."""
        self.fields["item"].choices = [(one.number, f"{one.number}. {one.text[:60]}") for one in self.state.items]
        if len(self.state.items) == 1:
            self.fields["item"].widget, self.fields["item"].initial = forms.HiddenInput(), 1
        self.fields["places"].initial = "\n".join(open_divisions(self.case.organ))

    def action(self, case: Case) -> Step:
        """Recorded."""
        said = {**self.cleaned_data, "places": tuple(self.cleaned_data["places"].splitlines())}
        return RecordSearch(case=case, **said)


class SubmitForm(StepForm):
    """Nothing to fill in."""

    def action(self, case: Case) -> Step:
        """Submitted."""
        return SubmitAnswer(case=case)


class SignForm(StepForm):
    """A remark."""

    note = forms.CharField(label=_("Remarks"), max_length=200, required=False)

    def prepare(self) -> None:
        """The row of the annual form, where the last signer has to choose it."""
        rows = rows_to_choose(self.case.organ, self.state, timezone.localdate())
        if rows:
            about = _("Nothing is given, on different grounds: the request counts in one row only.")
            self.fields["row"] = forms.ChoiceField(
                label=_("Row of the annual form"), choices=list(rows.items()), widget=forms.RadioSelect, help_text=about
            )

    def action(self, case: Case) -> Step:
        """Signed."""
        said = self.cleaned_data
        return SignAnswer(case=case, role=self.state.signs_next or "", note=said["note"], row=said.get("row", ""))


class ReturnForm(StepForm):
    """Why."""

    reason = TextLines(label=_("Reason"))

    def action(self, case: Case) -> Step:
        """Sent back."""
        return ReturnAnswer(case=case, role=self.state.signs_next or "", reason=self.cleaned_data["reason"])


class SealForm(StepForm):
    """The sealed letter."""

    document = forms.FileField(label=_("The sealed letter"), help_text=_("PDF, DOCX or a picture, at most 20 MB"))

    def action(self, case: Case) -> Step:
        """Filed."""
        return FileSealedCopy(case=case, document=document_of(self.cleaned_data["document"]))


class ServeForm(StepForm):
    """How and when."""

    way = forms.ChoiceField(
        label=_("How it was served"),
        choices=WAYS,
    )
    on = FromToday(label=_("Day"), help_text=_("By post: the day it was handed to the post. Handed over: the day it was signed for."))
    mail_number = forms.CharField(label=_("Number of the mail item"), max_length=40, required=False)

    def prepare(self) -> None:
        """As the applicant wished."""
        self.fields["way"].initial = {"post": "post", "collect": "served"}.get(self.state.arrived.delivery, "electronic")

    def action(self, case: Case) -> Step:
        """Served."""
        return ServeAnswer(case=case, **{name: self.cleaned_data[name] for name in ("way", "on", "mail_number")})


class ScanFilesForm(StepForm):
    """Nothing to fill in."""

    def action(self, case: Case) -> Step:
        """Looked at."""
        return ScanFiles(case=case)


class WithdrawForm(StepForm):
    """How the office knows, and when."""

    how = forms.CharField(
        label=_("How the applicant withdrew it"), max_length=200, help_text=_("By letter, by telephone ... No names or numbers of persons.")
    )
    on = FromToday(label=_("Day"), help_text=_("The day on which the withdrawal reached the office."))
    scan = scan_field()

    def action(self, case: Case) -> Step:
        """Withdrawn."""
        said = {name: self.cleaned_data[name] for name in ("how", "on")}
        return WithdrawRequest(case=case, scan=document_of(self.cleaned_data["scan"]), **said)
