"""The forms of a proposal to publish (Reg. 44): put forward, examined."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.cases.actions.propose import LONGEST, ExamineProposal, ProposePublication
from gongkai.cases.forms import StepForm
from gongkai.cases.models import Case, Proposal
from gongkai.organs.forms.base import TextLines


class ProposeForm(StepForm):
    """Which item, where it comes from, why."""

    item = forms.TypedChoiceField(label=_("Item"), coerce=int)
    origin = forms.ChoiceField(label=_("Where it comes from"), choices=Proposal.Origin.choices, widget=forms.RadioSelect)
    why = TextLines(label=_("Why it should be published"), max_length=LONGEST, help_text=_("No names or numbers of persons."))

    def prepare(self) -> None:
        """The items."""
        self.fields["item"].choices = [(one.number, f"{one.number}. {one.text[:60]}") for one in self.state.items]
        if len(self.state.items) == 1:
            self.fields["item"].widget, self.fields["item"].initial = forms.HiddenInput(), 1

    def action(self, case: Case) -> Any:
        """Put forward."""
        return ProposePublication(case=case, **self.cleaned_data)


class ExamineForm(forms.Form):
    """The result and its reason."""

    result = forms.ChoiceField(
        label=_("Result of the examination"),
        choices=(("accepted", _("accepted: to be published")), ("declined", _("not accepted"))),
        widget=forms.RadioSelect,
    )
    reason = TextLines(label=_("Reason"), max_length=LONGEST, help_text=_("It is shown with the request. No names or numbers of persons."))

    def action(self, proposal: Proposal) -> ExamineProposal:
        """Examined."""
        said = self.cleaned_data
        return ExamineProposal(proposal=proposal, accepted=said["result"] == "accepted", reason=said["reason"])
