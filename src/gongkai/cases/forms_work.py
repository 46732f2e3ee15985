"""Forms of the work inside the organ: in whose hands, opinions, notes. `forms` holds the others."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.cases.actions import Step
from gongkai.cases.actions.assign import AssignCase, HandOverCase
from gongkai.cases.actions.notes import WriteNote
from gongkai.cases.actions.opinions import AskOpinion, GiveOpinion
from gongkai.cases.forms import StepForm
from gongkai.cases.models import Case
from gongkai.cases.told_working import Hands
from gongkai.organs import policies
from gongkai.organs.forms.base import PersonChoice, TextLines
from gongkai.organs.lineage import answering


class AssignForm(StepForm):
    """To which division, to whom."""

    item = forms.TypedChoiceField(label=_("What"), coerce=int)
    division = forms.ModelChoiceField(label=_("Division"), queryset=None, required=False, empty_label=_("the handler's own"))
    handler = PersonChoice(label=_("Handler"), required=False, empty_label=_("nobody yet: the division decides"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, help_text=_("Where another handler has it in hand."))

    def prepare(self) -> None:
        """The organ's divisions and handlers; the items, where there are several."""
        items = [(one.number, f"{one.number}. {one.text[:60]}") for one in self.state.items]
        self.fields["item"].choices = [(0, _("the whole request")), *(items if len(items) > 1 else [])]
        if len(items) == 1:
            self.fields["item"].widget, self.fields["item"].initial = forms.HiddenInput(), 0
        self.fields["division"].queryset = answering(self.case.organ, timezone.localdate()).divisions.filter(closed_on__isnull=True)
        self.fields["handler"].queryset = policies.holders("handler", [answering(self.case.organ, timezone.localdate()).pk])
        share = self.state.share()
        if share:
            self.fields["division"].initial, self.fields["handler"].initial = share.division, share.handler

    def action(self, case: Case) -> Step:
        """Given."""
        return AssignCase(case=case, **self.cleaned_data)


class HandOverForm(StepForm):
    """From whom to whom, and why."""

    before = PersonChoice(label=_("Has it in hand"), empty_label=None)
    handler = PersonChoice(label=_("New handler"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def prepare(self) -> None:
        """Those who have something of it in hand; the organ's handlers."""
        self.fields["before"].queryset = policies.people(one.handler for one in self.state.shares if one.handler)
        self.fields["handler"].queryset = policies.holders("handler", [answering(self.case.organ, timezone.localdate()).pk])

    def action(self, case: Case) -> Step:
        """Handed over."""
        return HandOverCase(case=case, **self.cleaned_data)


class AskOpinionForm(StepForm):
    """Which division, what."""

    division = forms.ModelChoiceField(label=_("Division"), queryset=None)
    question = TextLines(label=_("What it is asked"))

    def prepare(self) -> None:
        """The organ's divisions."""
        self.fields["division"].queryset = answering(self.case.organ, timezone.localdate()).divisions.filter(closed_on__isnull=True)

    def action(self, case: Case) -> Step:
        """Asked."""
        return AskOpinion(case=case, **self.cleaned_data)


class GiveOpinionForm(StepForm):
    """What the division says."""

    opinion = forms.TypedChoiceField(label=_("Question to the division"), coerce=int)
    text = TextLines(label=_("Opinion of the division"), help_text=_("No names or numbers of persons."))

    def prepare(self) -> None:
        """The questions that are open."""
        names = Hands.of(one.asked for one in self.state.opinions).divisions
        asked = [one.asked for one in self.state.opinions if one.given is None]
        self.fields["opinion"].choices = [(one.opinion, f"{names.get(one.division, '')}: {one.question[:60]}") for one in asked]

    def action(self, case: Case) -> Step:
        """Given."""
        return GiveOpinion(case=case, **self.cleaned_data)


class NoteForm(StepForm):
    """What is noted, and which earlier note it puts right."""

    text = TextLines(label=_("Note"), help_text=_("It is never changed; a later note can put it right. No names or numbers of persons."))
    corrects = forms.TypedChoiceField(label=_("Puts right"), coerce=int, required=False, empty_value=0)

    def prepare(self) -> None:
        """The notes there are."""
        self.fields["corrects"].choices = [("", _("no earlier note")), *((one.note, f"{one.note}. {one.text[:60]}") for one in self.state.notes)]
        if not self.state.notes:
            self.fields["corrects"].widget = forms.HiddenInput()

    def action(self, case: Case) -> Step:
        """Noted."""
        return WriteNote(case=case, **self.cleaned_data)
