"""Forms of a correction (补正). `forms` holds the others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.cases import ledger
from gongkai.cases.actions import AllowLateCorrection, AskCorrection, CloseUncorrected, NoticeReached, ReceiveCorrection, ServeCorrection, Step
from gongkai.cases.actions.correct import MOST_DAYS
from gongkai.cases.forms import StepForm
from gongkai.cases.forms_scans import document_of, scan_field
from gongkai.cases.models import Case
from gongkai.cases.telling import WAYS
from gongkai.organs.forms.base import FromToday, TextLines


class AskCorrectionForm(StepForm):
    """What has to be corrected."""

    what = TextLines(
        label=_("What has to be corrected"), help_text=_("Everything at once: a correction is asked for once only. So the letter says it.")
    )
    days = forms.IntegerField(
        label=_("Working days to correct"), min_value=1, max_value=MOST_DAYS, required=False, help_text=_("Empty: as the organ has set.")
    )

    def action(self, case: Case) -> Step:
        """Asked for."""
        return AskCorrection(case=case, what=self.cleaned_data["what"], days=self.cleaned_data["days"])


class ServeCorrectionForm(StepForm):
    """How and when."""

    way = forms.ChoiceField(label=_("How it was served"), choices=WAYS)
    on = FromToday(label=_("Day"), help_text=_("By post: the day it was handed to the post. Handed over: the day it was signed for."))
    mail_number = forms.CharField(label=_("Number of the mail item"), max_length=40, required=False)

    def prepare(self) -> None:
        """As the applicant wished."""
        self.fields["way"].initial = {"post": "post", "collect": "served"}.get(self.state.arrived.delivery, "electronic")

    def action(self, case: Case) -> Step:
        """Served."""
        return ServeCorrection(case=case, **{name: self.cleaned_data[name] for name in ("way", "on", "mail_number")})


class NoticeReachedForm(StepForm):
    """When."""

    on = FromToday(label=_("Day"), help_text=_("The day on which the applicant signed for the mail item."))

    def action(self, case: Case) -> Step:
        """It is there."""
        return NoticeReached(case=case, on=self.cleaned_data["on"])


class AllowLateForm(StepForm):
    """Why."""

    reason = TextLines(label=_("Reason"))

    def action(self, case: Case) -> Step:
        """Decided."""
        return AllowLateCorrection(case=case, reason=self.cleaned_data["reason"])


def add_items(form: forms.Form, state: ledger.Case) -> None:
    """A field with the present text for each item."""
    for item in state.items:
        label = _("Item %(number)s") % {"number": item.number}
        form.fields[f"item_{item.number}"] = TextLines(label=label, initial=item.text)


def items_in(form: forms.Form, state: ledger.Case) -> tuple[str, ...]:
    """The texts of these fields."""
    return tuple(form.cleaned_data[f"item_{item.number}"] for item in state.items)


class ReceiveCorrectionForm(StepForm):
    """The texts as they now stand, and when they came."""

    on = FromToday(label=_("Day"), help_text=_("The day on which the correction reached the office: the period starts anew on the next."))
    excuse = forms.CharField(
        label=_("Good reason for coming late"), max_length=200, required=False, help_text=_("Only after the applicant's time has ended.")
    )
    scan = scan_field()

    def prepare(self) -> None:
        """A field for each item, first."""
        add_items(self, self.state)
        self.order_fields([f"item_{item.number}" for item in self.state.items])

    def action(self, case: Case) -> Step:
        """Corrected."""
        said = {name: self.cleaned_data[name] for name in ("excuse", "on")}
        return ReceiveCorrection(case=case, items=items_in(self, self.state), scan=document_of(self.cleaned_data["scan"]), **said)


class CorrectedForm(forms.Form):
    """The texts as the applicant now writes them."""

    def __init__(self, *args: Any, state: ledger.Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_items(self, state)


class CloseUncorrectedForm(StepForm):
    """Nothing to fill in."""

    def action(self, case: Case) -> Step:
        """Closed."""
        return CloseUncorrected(case=case)
