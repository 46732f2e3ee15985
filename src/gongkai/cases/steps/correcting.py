"""The steps of a correction (Reg. 30) on the case page."""

from django.utils.translation import gettext_lazy as _

from gongkai.cases import forms_correct, ledger
from gongkai.cases.steps.base import Offer, needs


def _correction(state: ledger.Case) -> ledger.Correction | None:
    return state.correction if state.stage in {"open", "waiting_for_correction"} else None


OFFERS = (
    Offer(
        "ask-correction",
        _("Ask for a correction"),
        _("The notice of correction is made; it waits to be served."),
        forms_correct.AskCorrectionForm,
        lambda state: state.stage == "open" and state.correction is None,
        needs("case.answer"),
        _("Where content, identity, contact or authority are unclear: within 7 working days of receipt, once, for everything (Reg. 30)."),
    ),
    Offer(
        "serve-correction",
        _("Serve the notice of correction"),
        _("The notice of correction is served."),
        forms_correct.ServeCorrectionForm,
        lambda state: (found := _correction(state)) is not None and found.sent is None,
        needs("case.register"),
    ),
    Offer(
        "correction-reached",
        _("Record when the notice arrived"),
        _("The applicant's time runs from the next day."),
        forms_correct.NoticeReachedForm,
        lambda state: (found := _correction(state)) is not None and found.is_awaited and found.reached is None,
        needs("case.register"),
    ),
    Offer(
        "allow-late",
        _("Let the period start anew"),
        _("The period starts anew with the correction."),
        forms_correct.AllowLateForm,
        lambda state: state.stage == "open" and (found := state.correction) is not None and found.sent is not None and not found.stops,
        needs("case.decide"),
        _("The correction was asked for later than the law allows. The due day stays the first one unless you decide otherwise, with a reason."),
    ),
    Offer(
        "corrected",
        _("Record the correction"),
        _("The request is corrected."),
        forms_correct.ReceiveCorrectionForm,
        lambda state: (found := _correction(state)) is not None and found.is_awaited,
        needs("case.register"),
    ),
    Offer(
        "close-uncorrected",
        _("Close as not corrected"),
        _("The request is closed: it was not corrected in time."),
        forms_correct.CloseUncorrectedForm,
        lambda state: state.stage == "waiting_for_correction",
        needs("case.answer"),
        _("From the day after the applicant's time, where there was no good reason: the request is taken as given up (Reg. 30)."),
    ),
)
