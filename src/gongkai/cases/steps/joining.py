"""Joining a request to an earlier one of the same applicant (合并办理) and separating it again, on the case page."""

from django.utils.translation import gettext_lazy as _

from gongkai.cases import forms_join
from gongkai.cases.steps.base import Offer, at, needs

OFFERS = (
    Offer(
        "join",
        _("Join to an earlier request"),
        _("The request is joined: it gets its answer with the earlier one."),
        forms_join.JoinForm,
        at("open"),
        needs("case.answer"),
        _(
            "The same applicant asked for the same information before and has no answer yet: one answer is given to both (Reg. 36(6)). "
            "This request keeps its own due day; nothing stops."
        ),
        place="help",  # offered there beside the earlier request
    ),
    Offer(
        "separate",
        _("Separate again"),
        _("The request is dealt with on its own again."),
        forms_join.SeparateForm,
        at("joined"),
        needs("case.answer"),
        _("It goes on where it stood and needs an answer of its own by its own due day."),
    ),
)
