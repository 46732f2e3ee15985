"""Forms of asking the applicant for reasons, and of a later day to answer (Reg. 35). `forms` holds the others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.cases.actions import AskReasons, DecideDelay, ReceiveReasons, ServeReasons, Step, TellDelay
from gongkai.cases.forms import StepForm
from gongkai.cases.forms_correct import ServeCorrectionForm
from gongkai.cases.forms_scans import document_of, scan_field
from gongkai.cases.models import Case
from gongkai.organs.forms.base import DayField, FromToday, TextLines


class AskReasonsForm(StepForm):
    """Why, and until when."""

    why = TextLines(
        label=_("What makes number or frequency unreasonable"), help_text=_("The letter says it: how many requests, in which time, about what.")
    )
    until = DayField(label=_("Reasons until"), help_text=_("A reasonable day. The answer period runs on meanwhile."))

    def action(self, case: Case) -> Step:
        """Asked for."""
        return AskReasons(case=case, **self.cleaned_data)


class ServeReasonsForm(ServeCorrectionForm):
    """How and when."""

    def action(self, case: Case) -> Step:
        """Served."""
        return ServeReasons(case=case, **{name: self.cleaned_data[name] for name in ("way", "on", "mail_number")})


class ReceiveReasonsForm(StepForm):
    """Which, and when they came."""

    text = TextLines(label=_("Reasons of the applicant"), help_text=_("No names or numbers of persons."))
    on = FromToday(label=_("Day"), help_text=_("The day on which the reasons reached the office."))
    scan = scan_field()

    def action(self, case: Case) -> Step:
        """On record."""
        return ReceiveReasons(case=case, **{**self.cleaned_data, "scan": document_of(self.cleaned_data["scan"])})


class ReasonsForm(forms.Form):
    """The reasons as the applicant writes them."""

    text = TextLines(label=_("Your reasons"))


class DecideDelayForm(StepForm):
    """Until when, and why."""

    until = DayField(label=_("Later day to answer"))
    reason = TextLines(label=_("Reason"), help_text=_("The letter to the applicant says it: because of ..."))

    def action(self, case: Case) -> Step:
        """Set."""
        return DecideDelay(case=case, **self.cleaned_data)


class TellDelayForm(ServeCorrectionForm):
    """How and when."""

    def action(self, case: Case) -> Step:
        """Told."""
        return TellDelay(case=case, **{name: self.cleaned_data[name] for name in ("way", "on", "mail_number")})
