"""Forms of an extension (延长答复期限). `forms` holds the others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.cases.actions import ProposeExtension, ReturnExtension, SignExtension, Step, TellExtension
from gongkai.cases.forms import StepForm
from gongkai.cases.forms_correct import ServeCorrectionForm
from gongkai.cases.models import Case
from gongkai.organs.forms.base import TextLines

_MOST = 20


class ProposeExtensionForm(StepForm):
    """By how many days, and why."""

    days = forms.IntegerField(label=_("Working days more"), initial=_MOST, min_value=1, max_value=_MOST)
    reason = TextLines(label=_("Reason"), help_text=_("The letter to the applicant says it: because of ..."))

    def action(self, case: Case) -> Step:
        """Proposed."""
        return ProposeExtension(case=case, days=self.cleaned_data["days"], reason=self.cleaned_data["reason"])


class SignExtensionForm(StepForm):
    """A remark."""

    note = forms.CharField(label=_("Remarks"), max_length=200, required=False)

    def action(self, case: Case) -> Step:
        """Approved."""
        found = self.state.extension
        return SignExtension(case=case, role=(found and found.signs_next) or "", note=self.cleaned_data["note"])


class ReturnExtensionForm(StepForm):
    """Why not."""

    reason = TextLines(label=_("Reason"))

    def action(self, case: Case) -> Step:
        """Not approved."""
        found = self.state.extension
        return ReturnExtension(case=case, role=(found and found.signs_next) or "", reason=self.cleaned_data["reason"])


class TellExtensionForm(ServeCorrectionForm):
    """How and when."""

    def action(self, case: Case) -> Step:
        """Told."""
        return TellExtension(case=case, **{name: self.cleaned_data[name] for name in ("way", "on", "mail_number")})
