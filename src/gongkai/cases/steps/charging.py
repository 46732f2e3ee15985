"""The steps of the information processing fee (国办函〔2020〕109号) on the case page."""

from django.utils.translation import gettext_lazy as _

from gongkai.cases import forms_charge, ledger
from gongkai.cases.steps.base import Offer, at, needs


def _unserved(state: ledger.Case) -> bool:
    return state.stage == "open" and state.charge is not None and state.charge.sent is None


def _unreached(state: ledger.Case) -> bool:
    return state.stage == "waiting_for_payment" and state.charge is not None and state.charge.reached is None


OFFERS = (
    Offer(
        "charge",
        _("Charge a processing fee"),
        _("The notice of the fee is made; it waits to be served."),
        forms_charge.ChargeFeeForm,
        lambda state: state.stage == "open" and state.charge is None,
        needs("case.decide"),
        _("Only for a clearly excessive number or frequency; the notice goes out within the answer period (国办函〔2020〕109号)."),
    ),
    Offer(
        "serve-fee",
        _("Serve the notice of the fee"),
        _("The notice of the fee is served."),
        forms_charge.ServeFeeNoticeForm,
        _unserved,
        needs("case.register"),
    ),
    Offer("drop-fee", _("Drop the fee"), _("Nothing is charged."), forms_charge.DropFeeForm, _unserved, needs("case.decide")),
    Offer(
        "fee-reached",
        _("Record when the notice of the fee arrived"),
        _("The applicant's time runs from the next working day."),
        forms_charge.FeeNoticeReachedForm,
        _unreached,
        needs("case.register"),
    ),
    Offer(
        "paid",
        _("Record the payment"),
        _("The fee is paid; the period starts anew."),
        forms_charge.PaymentForm,
        at("waiting_for_payment"),
        needs("case.register"),
    ),
    Offer(
        "close-unpaid",
        _("Close as not paid"),
        _("The request is closed: the fee was not paid in time."),
        forms_charge.CloseUnpaidForm,
        at("waiting_for_payment"),
        needs("case.answer"),
        _("From the day after the 20 working days: the request is taken as given up."),
    ),
)
