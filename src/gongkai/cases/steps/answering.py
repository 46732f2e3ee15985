"""The steps of an answer on the case page."""

from django.utils.translation import gettext_lazy as _

from gongkai.cases import forms, ledger
from gongkai.cases.steps.base import Offer, at, needs


def _signs(state: ledger.Case) -> str:
    return f"case.sign.{state.signs_next}"


OFFERS = (
    Offer("answer", _("Answer"), _("The answer is kept."), forms.AnswerForm, at("open"), needs("case.answer")),
    Offer(
        "search",
        _("Record a search"),
        _("The search is on record."),
        forms.SearchForm,
        at("open"),
        needs("case.answer"),
        _("Nobody is told that something does not exist before it was searched for in each division and the archive (Reg. 36(4))."),
    ),
    Offer(
        "submit",
        _("Submit for signature"),
        _("The answer is with those who sign it."),
        forms.SubmitForm,
        lambda state: state.stage == "open" and all(item.answered for item in state.items),
        needs("case.answer"),
        _("The answer goes to those who sign it, one after the other; until it comes back it cannot be changed."),
    ),
    Offer(
        "sign",
        _("Sign"),
        _("Signed."),
        forms.SignForm,
        at("signing"),
        _signs,
        _("With the last signature the letter is numbered and made as DOCX and PDF."),
    ),
    Offer("return", _("Send back to the handler"), _("Sent back to the handler."), forms.ReturnForm, at("signing"), _signs),
    Offer(
        "seal",
        _("File the sealed letter"),
        _("The sealed letter is on record."),
        forms.SealForm,
        lambda state: state.letter is not None and state.archived is None,
        needs("case.register"),
        _("Print the letter, have it sealed, and upload what was sealed: it is the record of what was sent."),
    ),
    Offer(
        "serve",
        _("Record the service"),
        _("The answer is given; the clock has ended."),
        forms.ServeForm,
        at("signed"),
        needs("case.register"),
        _("The period ends with the service, not with the signature. Afterwards the request has its row in the annual form."),
    ),
    Offer(
        "withdraw",
        _("Record a withdrawal"),
        _("The request is withdrawn and closed."),
        forms.WithdrawForm,
        lambda state: state.stage != "closed",
        needs("case.register"),
        _("The applicant takes the request back: it is closed on that day and counted once; no answer is owed."),
    ),
)
