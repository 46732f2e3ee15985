"""The steps of a request that came in, on the case page."""

from django.utils.translation import gettext_lazy as _

from gongkai.cases import forms
from gongkai.cases.steps.base import Offer, at, needs

OFFERS = (
    Offer(
        "confirm",
        _("Confirm the receipt"),
        _("The receipt is confirmed; the period runs from the next day."),
        forms.ConfirmForm,
        at("arrived"),
        needs("case.register"),
        _("Confirm with the applicant that the request is here: the day of the confirmation is the day of receipt (Reg. 31)."),
    ),
    Offer(
        "scan-files",
        _("Have the files looked at by the virus scanner"),
        _("The virus scanner has looked at the files."),
        forms.ScanFilesForm,
        lambda state: bool(state.unscanned),
        needs("case.register"),
        _("It could not be reached when they came. The daily work tries it, too."),
    ),
)
