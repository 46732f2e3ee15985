"""The steps of asking others, and the applicant for reasons, in their part of the case page."""

from django.utils.translation import gettext_lazy as _

from gongkai.cases import forms_consult, forms_consult_reasons, ledger
from gongkai.cases.steps.base import Offer, at, needs

PLACE = "consult"
"""The part of the page that offers them."""


def _may_delay(state: ledger.Case) -> bool:
    given = state.reasons is not None and state.reasons.received is not None
    return state.stage == "open" and given and not (state.delay and state.delay.told)


OFFERS = (
    Offer(
        "ask-third-party",
        _("Ask a third party"),
        _("The letter is made; it waits to be sent."),
        forms_consult.AskThirdPartyForm,
        at("open"),
        needs("case.answer"),
        _("Where giving the information could harm somebody's rights, trade secrets or privacy: asked in writing; it has 15 working days (Reg. 32)."),
        PLACE,
    ),
    Offer(
        "ask-organ",
        _("Ask another organ"),
        _("The letter is made; it waits to be sent."),
        forms_consult.AskOrganForm,
        at("open"),
        needs("case.answer"),
        _("Joint makers have 15 working days and consent by silence (Reg. 34); other organs and those who decide have to answer (Reg. 11, 17)."),
        PLACE,
    ),
    Offer(
        "send-consultation",
        _("Send the letter that asks for an opinion"),
        _("The letter is out; from the next day on the clock stands still."),
        forms_consult.SendConsultationForm,
        lambda state: bool(forms_consult.to_send(state)),
        needs("case.register"),
        "",
        PLACE,
    ),
    Offer(
        "consultation-reached",
        _("Record when the letter arrived"),
        _("The 15 working days run from the next day."),
        forms_consult.ConsultationReachedForm,
        lambda state: bool(forms_consult.to_reach(state)),
        needs("case.register"),
        "",
        PLACE,
    ),
    Offer(
        "consultation-answered",
        _("Record an answer to what was asked"),
        _("The answer is on record; the clock runs again from the next day."),
        forms_consult.ConsultationAnsweredForm,
        lambda state: bool(forms_consult.to_answer(state)),
        needs("case.register"),
        "",
        PLACE,
    ),
    Offer(
        "end-consultation",
        _("Wait for no answer any more"),
        _("No answer is waited for any more; the clock runs again from the next day."),
        forms_consult.EndConsultationForm,
        lambda state: bool(forms_consult.to_end(state)),
        needs("case.answer"),
        _("The letter is not sent, came back undelivered, or the question was taken back. A third party that has the letter keeps its time."),
        PLACE,
    ),
    Offer(
        "weigh-third-party",
        _("Weigh what a third party said"),
        _("It is weighed."),
        forms_consult.WeighForm,
        lambda state: bool(forms_consult.to_weigh(state)),
        needs("case.answer"),
        _(
            "An objection without good reason does not bind; a reasoned one is followed unless the public interest weighs more, and then the third "
            "party is told content and reasons in writing; if it was silent, the organ decides (Reg. 15, 32)."
        ),
        PLACE,
    ),
    Offer(
        "tell-third-party",
        _("Send the notice to the third party"),
        _("The third party is told."),
        forms_consult.TellThirdPartyForm,
        lambda state: bool(forms_consult.to_tell(state)),
        needs("case.register"),
        _("Before the answer is given: without this notice it is refused (Reg. 32)."),
        PLACE,
    ),
    Offer(
        "ask-reasons",
        _("Ask the applicant for reasons"),
        _("The notice is made; it waits to be served."),
        forms_consult_reasons.AskReasonsForm,
        lambda state: state.stage == "open" and (state.reasons is None or state.reasons.sent is None),
        needs("case.answer"),
        _("Where number or frequency are clearly beyond what is reasonable (Reg. 35). It stops nothing."),
        PLACE,
    ),
    Offer(
        "serve-reasons",
        _("Serve the notice that asks for reasons"),
        _("The notice is served."),
        forms_consult_reasons.ServeReasonsForm,
        lambda state: state.stage != "closed" and state.reasons is not None and state.reasons.sent is None,
        needs("case.register"),
        "",
        PLACE,
    ),
    Offer(
        "reasons-received",
        _("Record the applicant's reasons"),
        _("The reasons are on record."),
        forms_consult_reasons.ReceiveReasonsForm,
        lambda state: state.stage != "closed" and state.reasons is not None and state.reasons.sent is not None and state.reasons.received is None,
        needs("case.register"),
        "",
        PLACE,
    ),
    Offer(
        "delay",
        _("Set a later day to answer"),
        _("The notice is made; the later day holds when the applicant is told."),
        forms_consult_reasons.DecideDelayForm,
        _may_delay,
        needs("case.decide"),
        _("The reasons are good, but the period is too short: a later reasonable day, told to the applicant before the period ends (Reg. 35)."),
        PLACE,
    ),
    Offer(
        "serve-delay",
        _("Serve the notice of the later day"),
        _("The applicant is told; the later day holds."),
        forms_consult_reasons.TellDelayForm,
        lambda state: state.stage not in {"closed", "waiting_for_correction"} and state.delay is not None and state.delay.told is None,
        needs("case.register"),
        _("Before the period ends: later it has no effect."),
        PLACE,
    ),
)
