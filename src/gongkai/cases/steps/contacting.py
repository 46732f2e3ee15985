"""Reaching the applicant before the receipt is confirmed, on the case page."""

from django.utils.translation import gettext_lazy as _

from gongkai.cases import forms_contact
from gongkai.cases.steps.base import Offer, at, needs

OFFERS = (
    Offer(
        "contact",
        _("Log an attempt to reach the applicant"),
        _("The attempt is on record; the period begins when contact is made."),
        forms_contact.ContactForm,
        at("arrived"),
        needs("case.register"),
        _(
            "With a request by ordinary mail it must be tried on the day of arrival (Reg. 31). Who cannot be reached is tried again; "
            "each attempt is logged. Once you speak to the applicant, confirm the receipt instead."
        ),
    ),
)
