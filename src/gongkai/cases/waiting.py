"""What waits for a person (待办) of the requests: to confirm, to answer, to sign, to serve; by the due day that the law sets."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.cases import hands
from gongkai.cases.models import Case
from gongkai.organs import policies
from gongkai.organs.signing import SIGNING_ROLES
from gongkai.organs.waiting import Waiting
from gongkai.staff.waiting import stood_in_for

_WAITS = {
    "arrived": ("case.register", gettext_lazy("Confirm the receipt of %(number)s with the applicant")),
    "open": ("case.answer", gettext_lazy("Answer request %(number)s")),
    "signed": ("case.register", gettext_lazy("Serve the answer to %(number)s")),
}
_ERRANDS = {
    "serve_fee": gettext_lazy("Serve the notice of the fee of %(number)s"),
    "record_fee_arrival": gettext_lazy("Record when the notice of the fee of %(number)s arrived"),
    "serve_extension": gettext_lazy("Serve the notice of extension of %(number)s"),
    "serve_correction": gettext_lazy("Serve the notice of correction of %(number)s"),
    "record_arrival": gettext_lazy("Record when the notice of correction of %(number)s arrived"),
}
_GIVEN_UP = {
    "waiting_for_correction": gettext_lazy("Close %(number)s: it was not corrected in time"),
    "waiting_for_payment": gettext_lazy("Close %(number)s: the fee was not paid in time"),
}
_CONSULTING = {
    "send_consultation": gettext_lazy("Send the letter that asks others about %(number)s"),
    "tell_third_party": gettext_lazy("Tell the third party of %(number)s what is disclosed and why, before the answer is served"),
    "serve_delay": gettext_lazy("Serve the notice of the later day of %(number)s"),
    "serve_reasons": gettext_lazy("Serve the notice that asks the applicant of %(number)s for reasons"),
    "record_consultation": gettext_lazy("Record when the letter arrived that asks others about %(number)s"),
}
_MOST = 200
"""Shown at once; the list of requests has them all."""


def waiting(user: Any, on: dt.date) -> Iterable[Waiting]:
    """The cases whose next step is this person's; the number of queries does not grow with them."""
    mine = Q(pk__in=())
    answers = hands.mine(user, on)
    for stage, (capability, _title) in _WAITS.items():
        asked = Q(stage=stage, organ__in=policies.organs_where(user, capability, on))
        mine |= asked & answers if capability == "case.answer" else asked
    registers = Q(organ__in=policies.organs_where(user, "case.register", on))
    mine |= registers & (Q(errand__in=_ERRANDS) | Q(consulting__in=_CONSULTING))
    mine |= Q(weigh_from__lte=on) & answers
    mine |= Q(stage__in=_GIVEN_UP, waits_until__lt=on) & answers
    for role in SIGNING_ROLES:
        mine |= Q(extension_signs=role, organ__in=policies.organs_where(user, f"case.sign.{role}", on))
        mine |= Q(stage="signing", signs_next=role, organ__in=policies.organs_where(user, f"case.sign.{role}", on))
    capabilities = {one for one, _title in _WAITS.values()} | {f"case.sign.{role}" for role in SIGNING_ROLES}
    organs = {one: policies.organs_where(user, one, on) for one in capabilities}
    absent = {capability: stood_in_for(user, capability, on) for capability in {one for one, _title in _WAITS.values()}}
    for case in policies.visible(user, Case).filter(mine).select_related("organ", "handler")[:_MOST]:
        for capability, title in _of(case, on):
            if case.organ_id not in organs[capability]:
                continue
            lender = absent.get(capability, {}).get(case.organ_id)
            if capability == "case.answer" and case.handler_id:
                lender = hands.absent_handler(case, user, on)
            yield Waiting(_end_of(case.due_on or case.confirm_by), str(title) % {"number": case.number}, case.get_absolute_url(), case.organ, lender)


def _of(case: Case, on: dt.date) -> Iterable[tuple[str, Any]]:
    """What waits of a case: the capability that does it, and its title."""
    if case.errand:
        yield "case.register", _ERRANDS[case.errand]
    if case.consulting:
        yield "case.register", _CONSULTING[case.consulting]
    if case.weigh_from is not None and case.weigh_from <= on:
        yield "case.answer", _("Weigh what the third party of %(number)s said, or its silence")
    if case.extension_signs:
        yield f"case.sign.{case.extension_signs}", _("Approve the extension of %(number)s")
    if case.stage in _GIVEN_UP:
        if case.waits_until is not None and case.waits_until < on:
            yield "case.answer", _GIVEN_UP[case.stage]
    elif case.stage in _WAITS:
        yield _WAITS[case.stage]
    elif case.signs_next:
        yield f"case.sign.{case.signs_next}", _("Sign the answer to %(number)s")


def _end_of(day: dt.date | None) -> dt.datetime | None:
    return None if day is None else timezone.make_aware(dt.datetime.combine(day, dt.time.max))
