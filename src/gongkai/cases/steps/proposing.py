"""Putting information forward for publication (Reg. 44), on the case page."""

from django.utils.translation import gettext_lazy as _

from gongkai.cases import forms_propose
from gongkai.cases.steps.base import Offer, needs

OFFERS = (
    Offer(
        "propose",
        _("Put forward for publication"),
        _("It is put forward; the head of the disclosure office examines it."),
        forms_propose.ProposeForm,
        lambda state: not state.arrived.level,
        needs("case.answer"),
        _(
            "Where the applicant proposes that the information be published, the proposal must be examined; where several ask for the same, "
            "it may go into the catalogue (Reg. 44). The request itself is answered all the same."
        ),
    ),
)
