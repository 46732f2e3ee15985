"""The forms of a request that is joined to an earlier one, and separated again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.cases.actions import JoinRequest, SeparateRequest, Step
from gongkai.cases.actions.join import joinable
from gongkai.cases.forms import StepForm
from gongkai.cases.models import Case
from gongkai.organs.forms.base import TextLines


class JoinForm(StepForm):
    """To which request, and why."""

    to = forms.CharField(
        label=_("Number of the earlier request"), max_length=80, help_text=_("Of the same applicant, for the same information, not answered yet.")
    )
    reason = TextLines(label=_("Reason"), help_text=_("Why both ask for the same information. It stays on record and is not sent."))

    def prepare(self) -> None:
        """What the page says, else the earliest that can be joined to."""
        asked = self.asked.get("to", "")
        if not self.is_bound:
            self.fields["to"].initial = asked or next((one.number for one in joinable(self.case, self.state)), "")

    def action(self, case: Case) -> Step:
        """Joined."""
        return JoinRequest(case=case, to=self.cleaned_data["to"], reason=self.cleaned_data["reason"])


class SeparateForm(StepForm):
    """Why."""

    reason = TextLines(label=_("Reason"))

    def action(self, case: Case) -> Step:
        """Separated."""
        return SeparateRequest(case=case, reason=self.cleaned_data["reason"])
