"""Forms of consultations (征求意见). `forms` holds the others."""

from collections.abc import Callable, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.cases import ledger
from gongkai.cases.actions import (
    AskOrgan,
    AskThirdParty,
    ConsultationAnswered,
    ConsultationReached,
    EndConsultation,
    SendConsultation,
    Step,
    TellThirdParty,
    WeighThirdParty,
)
from gongkai.cases.actions.consult import LINE
from gongkai.cases.actions.consult_weigh import DECISIONS
from gongkai.cases.consulted import RESPONSES, WEIGHED, Consultation
from gongkai.cases.forms import StepForm
from gongkai.cases.forms_scans import document_of, scan_field
from gongkai.cases.models import Case
from gongkai.cases.told_consultations import DECISIONS as DECISIONS_TOLD
from gongkai.cases.told_consultations import RESPONSES as RESPONSES_TOLD
from gongkai.cases.told_consultations import WAYS, WHOM, name_of
from gongkai.organs.forms.base import FromToday, TextLines
from gongkai.persons import kinds
from gongkai.persons.fields import BY_CODE

_PARTY = ("name", "contact", "phone", "address", "email")
_PRIVATE = {"autocomplete": "off", "spellcheck": "false"}

Which = Callable[[ledger.Case], Sequence[Consultation]]


def to_send(state: ledger.Case) -> list[Consultation]:
    """Letters that wait to be sent."""
    return [one for one in state.consultations if one.sent is None and one.ended is None and state.stage == "open"]


def to_reach(state: ledger.Case) -> list[Consultation]:
    """Letters of which it is not known when they arrived."""
    return [one for one in to_answer(state) if one.reached is None]


def to_answer(state: ledger.Case) -> list[Consultation]:
    """Consultations that wait for an answer."""
    return [one for one in state.consultations if one.sent is not None and one.over is None and state.stage != "closed"]


def to_end(state: ledger.Case) -> list[Consultation]:
    """Consultations that can be given up: a third party that has the letter has its time, too."""
    found = [one for one in state.consultations if one.over is None and state.stage != "closed"]
    return [one for one in found if one.stop != "third_party" or one.reached is None]


def to_weigh(state: ledger.Case) -> list[Consultation]:
    """Third parties whose answer, or silence, can be weighed."""
    asked = [one for one in state.consultations if one.stop == "third_party" and one.sent is not None and state.stage == "open"]
    return [one for one in asked if one.answered or one.came_back or one.reached]


def to_tell(state: ledger.Case) -> list[Consultation]:
    """Third parties whose notice waits to be sent."""
    return [one for one in state.consultations if one.notice is not None and one.told is None and state.stage == "signed"]


class _AskForm(StepForm):
    """Which items, and what of them."""

    items = forms.TypedMultipleChoiceField(label=_("Items"), coerce=int, widget=forms.CheckboxSelectMultiple)
    what = TextLines(
        label=_("Information in question"),
        help_text=_("So the letter says it. Nothing of who the applicant is: that is not for those who are asked."),
    )

    def prepare(self) -> None:
        """The items of the request; the only one is chosen."""
        self.fields["items"].choices = [(one.number, f"{one.number}. {one.text[:60]}") for one in self.state.items]
        if len(self.state.items) == 1:
            self.fields["items"].widget, self.fields["items"].initial = forms.MultipleHiddenInput(), [1]


class AskThirdPartyForm(_AskForm):
    """Who it is, and where the letter goes."""

    kind = forms.ChoiceField(label=_("The third party is"), choices=kinds.choices)

    def prepare(self) -> None:
        """The fields of a person."""
        super().prepare()
        for code in _PARTY:
            widget = forms.TextInput(attrs={**_PRIVATE, "maxlength": BY_CODE[code].most})
            self.fields[code] = forms.CharField(label=BY_CODE[code].label, required=code == "name", widget=widget)
        self.order_fields(["kind", *_PARTY, "items", "what"])

    def action(self, case: Case) -> Step:
        """Asked."""
        said = self.cleaned_data
        values = {code: said[code] for code in _PARTY}
        return AskThirdParty(case=case, items=tuple(said["items"]), what=said["what"], kind=said["kind"], values=values)


class AskOrganForm(_AskForm):
    """Which organ, as what."""

    whom = forms.ChoiceField(
        label=_("Asked as"), choices=[(code, told) for code, told in WHOM.items() if code != "third_party"], widget=forms.RadioSelect
    )
    organ = forms.CharField(label=_("Name of the organ"), max_length=LINE)

    def prepare(self) -> None:
        """The organ first."""
        super().prepare()
        self.order_fields(["whom", "organ", "items", "what"])

    def action(self, case: Case) -> Step:
        """Asked."""
        said = self.cleaned_data
        return AskOrgan(case=case, items=tuple(said["items"]), what=said["what"], whom=said["whom"], organ=said["organ"])


class AboutForm(StepForm):
    """A step of one of several consultations, those that `which` gives. `about`: which it is, where that is settled; `others`: there were others."""

    about, others = "", False

    which: Which = staticmethod(to_answer)

    consultation = forms.TypedChoiceField(label=_("Letter that asks for an opinion"), coerce=int)

    def prepare(self) -> None:
        """Those that the step is for; the only one is chosen."""
        found = self.which(self.state)
        field = self.fields["consultation"]
        field.choices = [(one.number, name_of(one)) for one in found]
        if len(found) == 1:
            field.widget, field.initial = forms.HiddenInput(), found[0].number
            self.about = name_of(found[0])


class SendConsultationForm(AboutForm):
    """How and when."""

    which = staticmethod(to_send)

    way = forms.ChoiceField(label=_("How it was sent"), choices=WAYS)
    on = FromToday(label=_("Day"), help_text=_("By post: the day it was handed to the post. From the next day on the clock stands still."))
    mail_number = forms.CharField(label=_("Number of the mail item"), max_length=40, required=False)

    def action(self, case: Case) -> Step:
        """Sent."""
        return SendConsultation(case=case, **self.cleaned_data)


class ConsultationReachedForm(AboutForm):
    """When."""

    which = staticmethod(to_reach)

    on = FromToday(label=_("Day"), help_text=_("The day on which the mail item was signed for: the 15 working days run from the next day."))

    def action(self, case: Case) -> Step:
        """It is there."""
        return ConsultationReached(case=case, **self.cleaned_data)


class ConsultationAnsweredForm(AboutForm):
    """What was answered, and when."""

    which = staticmethod(to_answer)

    response = forms.ChoiceField(
        label=_("Answer"),
        widget=forms.RadioSelect,
        help_text=_("Of a third party or a joint maker: agrees, or does not. Whether its reasons are good is weighed by the handler."),
    )
    text = TextLines(label=_("What the answer says"), help_text=_("Its reasons, too. No names or numbers of persons."))
    on = FromToday(label=_("Day"), help_text=_("The day on which the answer reached the office; the clock runs again from the next day."))
    scan = scan_field()

    def prepare(self) -> None:
        """What those that wait can answer."""
        super().prepare()
        codes = dict.fromkeys(code for one in self.which(self.state) for code in RESPONSES[one.stop])
        self.fields["response"].choices = [(code, RESPONSES_TOLD[code]) for code in codes]

    def action(self, case: Case) -> Step:
        """Answered."""
        return ConsultationAnswered(case=case, **{**self.cleaned_data, "scan": document_of(self.cleaned_data["scan"])})


class EndConsultationForm(AboutForm):
    """Why."""

    which = staticmethod(to_end)

    reason = TextLines(label=_("Reason"), help_text=_("Not sent after all, came back undelivered, the question was taken back ..."))
    on = FromToday(label=_("Day"))

    def action(self, case: Case) -> Step:
        """Over."""
        return EndConsultation(case=case, **self.cleaned_data)


class WeighForm(AboutForm):
    """First which third party, if there are several (`chooses`); then what its answer comes to, the decision, why, and what is disclosed."""

    which = staticmethod(to_weigh)
    heard = ""
    """What the third party said."""

    def prepare(self) -> None:
        """The fields that fit what this third party said."""
        super().prepare()
        found = {str(one.number): one for one in self.which(self.state)}
        given = self.data if self.is_bound else self.asked
        one = found.get(str(given.get("consultation", ""))) or (next(iter(found.values())) if len(found) == 1 else None)
        self.chooses = one is None
        if one is not None:
            self.fields["consultation"].widget, self.fields["consultation"].initial = forms.HiddenInput(), one.number
            self.about, self.others = name_of(one), len(found) > 1
            self.heard = one.answered.text if one.answered else ""
            self._ask(one)

    def _ask(self, one: Consultation) -> None:
        comes_to = WEIGHED[one.response]
        self.fields["response"] = forms.ChoiceField(
            label=_("What it comes to"),
            choices=[(code, RESPONSES_TOLD[code]) for code in comes_to],
            widget=forms.RadioSelect,
            initial=comes_to[0] if len(comes_to) == 1 else "",  # whether reasons are good nobody chooses for the handler
        )
        self.fields["decision"] = forms.ChoiceField(
            label=_("Decision"), choices=[(code, DECISIONS_TOLD[code]) for code in DECISIONS], widget=forms.RadioSelect
        )
        self.fields["reason"] = TextLines(
            label=_("Reason"),
            help_text=_("Disclosed against a reasoned objection: why withholding it could gravely affect the public interest; the notice says it."),
        )
        if "objects_with_reason" in comes_to:
            self.fields["content"] = TextLines(
                label=_("What is disclosed"),
                required=False,
                help_text=_("Only if it is disclosed against a reasoned objection: the notice to the third party says it (Reg. 32)."),
            )

    def action(self, case: Case) -> Step:
        """Weighed."""
        return WeighThirdParty(case=case, **self.cleaned_data)


class TellThirdPartyForm(AboutForm):
    """How and when."""

    which = staticmethod(to_tell)

    way = forms.ChoiceField(label=_("How it was sent"), choices=[one for one in WAYS if one[0] != "exchange"])
    on = FromToday(label=_("Day"), help_text=_("By post: the day it was handed to the post. Handed over: the day it was signed for."))
    mail_number = forms.CharField(label=_("Number of the mail item"), max_length=40, required=False)

    def action(self, case: Case) -> Step:
        """Told."""
        return TellThirdParty(case=case, **self.cleaned_data)
