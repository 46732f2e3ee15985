"""The steps of the work inside the organ on the case page: they stand beside the steps of the law, in the parts they belong to."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.cases import forms_work, forms_work_files, hands, ledger
from gongkai.cases.fold.working import unready
from gongkai.cases.models import Case
from gongkai.cases.steps.base import Offer, needs
from gongkai.organs import policies


def _is_open(state: ledger.Case) -> bool:
    return state.stage != "closed"


class _HandOver(Offer):
    """For those who assign requests, and for the one who has it in hand."""

    def allowed(self, user: Any, case: Case, state: ledger.Case) -> bool:
        """Whether `user` may."""
        own = any(one.handler == user.pk for one in state.shares) and policies.may(user, "case.answer", case.organ)
        return self.possible(state) and (own or policies.may(user, "case.assign", case.organ))


class _GiveOpinion(Offer):
    """For the handlers of a division that was asked, and for those who stand in for them."""

    def allowed(self, user: Any, case: Case, state: ledger.Case) -> bool:  # noqa: ARG002  # a division is of one organ
        """Whether `user` may."""
        asked = {one.asked.division for one in state.opinions if one.given is None}
        return self.possible(state) and bool(asked & hands.divisions_of(user, timezone.localdate()))


def _has(standing: str) -> Callable[[ledger.Case], bool]:
    """Possible while a letter stands there."""
    return lambda state: state.archived is None and any(one.standing == standing for one in state.services)


OFFERS = (
    Offer(
        "assign",
        _("Give to a division or a handler"),
        _("Given."),
        forms_work.AssignForm,
        _is_open,
        needs("case.assign"),
        _("The request, or one of its items, is put into the hands of a division and a handler: their home shows it. The clock runs on."),
        place="inside",
    ),
    _HandOver(
        "hand-over",
        _("Hand over to another handler"),
        _("Handed over."),
        forms_work.HandOverForm,
        lambda state: _is_open(state) and any(one.handler for one in state.shares),
        needs("case.assign"),
        _("All that one handler has in hand of this request goes to another. The clock runs on."),
        place="inside",
    ),
    Offer(
        "ask-opinion",
        _("Ask a division for its opinion"),
        _("The division is asked."),
        forms_work.AskOpinionForm,
        _is_open,
        needs("case.answer"),
        _("Nothing waits for it: the clock runs on, and the answer can be submitted without it."),
        place="inside",
    ),
    _GiveOpinion(
        "give-opinion",
        _("Give the opinion of your division"),
        _("The opinion is on record."),
        forms_work.GiveOpinionForm,
        lambda state: _is_open(state) and any(one.given is None for one in state.opinions),
        needs("case.answer"),
        place="inside",
    ),
    Offer(
        "note",
        _("Write a note"),
        _("The note is on record."),
        forms_work.NoteForm,
        lambda state: state.archived is None,
        needs("case.note"),
        place="notes",
    ),
    Offer(
        "delivery-signed",
        _("Record that a letter was signed for"),
        _("The letter arrived; that is on record."),
        forms_work_files.SignedForm,
        _has("posted"),
        needs("case.register"),
        _("By the receipt of the post or its tracking. The clock of the answer ended when it was handed to the post."),
        place="deliveries",
    ),
    Offer(
        "delivery-returned",
        _("Record that a letter came back"),
        _("The return is on record."),
        forms_work_files.ReturnedForm,
        _has("posted"),
        needs("case.register"),
        _("The clock is not opened again by it, but the letter is sent once more."),
        place="deliveries",
    ),
    Offer(
        "send-again",
        _("Send once more"),
        _("The second attempt is on record."),
        forms_work_files.SendAgainForm,
        _has("returned"),
        needs("case.register"),
        place="deliveries",
    ),
    Offer(
        "archive",
        _("Archive"),
        _("The request is archived with its contents page."),
        forms_work_files.ArchiveForm,
        lambda state: state.archived is None and not list(unready(state)),
        needs("case.register"),
        _("Afterwards nothing is added to the request but corrections of the record."),
    ),
    Offer(
        "correct-record",
        _("Correct the record"),
        _("The correction is on record."),
        forms_work_files.CorrectRecordForm,
        lambda _state: True,
        needs("case.decide"),
        _("Nothing is erased or overwritten: the wrong entry stays, and a further one says what is right, and why."),
        place="notes",
    ),
)
