"""Papers on screen (往来材料的扫描件): what they are, and to which step they belong."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NAMES: Mapping[str, Any] = {
    "opinion": gettext_lazy("Written answer of who was asked, scanned"),
    "correction": gettext_lazy("The applicant's correction, scanned"),
    "reasons": gettext_lazy("The applicant's reasons, scanned"),
    "payment": gettext_lazy("Voucher of the payment, scanned"),
    "withdrawal": gettext_lazy("The applicant's withdrawal, scanned"),
    "delivery": gettext_lazy("Receipt or returned cover of a letter, scanned"),
}
"""By the codes of `fold.papers.WHATS`."""

_BELONGS: Mapping[str, Any] = {"opinion": gettext_lazy("consultation %(number)s"), "delivery": gettext_lazy("service %(number)s")}


def paper_name(event: Any) -> str:
    """What a paper is and to what it belongs."""
    belongs = str(_BELONGS[event.what]) % {"number": event.about} if event.what in _BELONGS else ""
    return " · ".join(filter(None, [str(NAMES[event.what]), belongs]))


def about(event: Any, _hands: Any) -> str:
    """What a line of the timeline says beside its title."""
    return " · ".join(filter(None, [paper_name(event), _("waits for the virus scanner") if event.waits else ""]))


TITLES: Mapping[str, Any] = {"paper_filed": gettext_lazy("A paper that came in was put on record")}
TOLD: Mapping[str, Any] = {"paper_filed": about}
