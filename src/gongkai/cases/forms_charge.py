"""Forms of the information processing fee (信息处理费). `forms` holds the others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.cases.actions import ChargeFee, CloseUnpaid, DropFee, FeeNoticeArrived, RecordPayment, ServeFeeNotice, Step
from gongkai.cases.forms import StepForm
from gongkai.cases.forms_correct import ServeCorrectionForm
from gongkai.cases.models import Case
from gongkai.organs.forms.base import FromToday, TextLines


class ChargeFeeForm(StepForm):
    """For how much of what, and why."""

    basis = forms.ChoiceField(
        label=_("Charged by"),
        choices=(("pieces", _("pieces of the calendar month")), ("pages", _("pages handed over"))),
        help_text=_("One of the two, never both. Pieces: 10 a month are free; pages: 30 of one request."),
    )
    count = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=99_999,
        help_text=_("Pieces: each item of this request, or its smallest reasonable parts. Pages: sides up to A4."),
    )
    already = forms.IntegerField(
        label=_("Pieces of this applicant earlier in the month"),
        min_value=0,
        max_value=99_999,
        initial=0,
        required=False,
        help_text=_("Only by piece: requests of the same applicant in the same calendar month, whatever was decided."),
    )
    reason = TextLines(label=_("Why number or frequency is clearly excessive"), help_text=_("The letter to the applicant says it: because of ..."))
    payment = TextLines(label=_("How it can be paid"), help_text=_("Account, counter, hours: so the letter says it."))

    def action(self, case: Case) -> Step:
        """Charged."""
        data = self.cleaned_data
        return ChargeFee(case=case, **{**{name: data[name] for name in ("basis", "count", "reason", "payment")}, "already": data["already"] or 0})


class DropFeeForm(StepForm):
    """Why not."""

    reason = TextLines(label=_("Reason"))

    def action(self, case: Case) -> Step:
        """Dropped."""
        return DropFee(case=case, reason=self.cleaned_data["reason"])


class ServeFeeNoticeForm(ServeCorrectionForm):
    """How and when."""

    def action(self, case: Case) -> Step:
        """Served."""
        return ServeFeeNotice(case=case, **{name: self.cleaned_data[name] for name in ("way", "on", "mail_number")})


class FeeNoticeReachedForm(StepForm):
    """When."""

    on = FromToday(label=_("Day"), help_text=_("The day on which the applicant signed for the mail item."))

    def action(self, case: Case) -> Step:
        """It is there."""
        return FeeNoticeArrived(case=case, on=self.cleaned_data["on"])


class PaymentForm(StepForm):
    """When, and the receipt."""

    on = FromToday(label=_("Day"), help_text=_("The day of the payment: the period starts anew on the next."))
    voucher = forms.CharField(label=_("Number of the receipt"), max_length=60)

    def action(self, case: Case) -> Step:
        """Paid."""
        return RecordPayment(case=case, voucher=self.cleaned_data["voucher"], on=self.cleaned_data["on"])


class CloseUnpaidForm(StepForm):
    """Nothing to fill in."""

    def action(self, case: Case) -> Step:
        """Closed."""
        return CloseUnpaid(case=case)
