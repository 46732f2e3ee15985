"""What a case's events and states are called on screen."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.cases import told_consultations, told_joining, told_papers
from gongkai.cases.channels import SCANS
from gongkai.cases.clock import Clock
from gongkai.cases.events import Event
from gongkai.cases.models import CaseEvent
from gongkai.cases.told_contacts import tried
from gongkai.cases.told_working import TOLD, Hands
from gongkai.organs import policies
from gongkai.organs.roles import ROLES
from gongkai.organs.telling import told
from gongkai.statute.outcomes import answer_kind

_TITLES: Mapping[str, Any] = {
    "request_arrived": gettext_lazy("The request arrived"),
    "scan_filed": gettext_lazy("A file that came with the request was put on record"),
    "file_scanned": gettext_lazy("The virus scanner looked at a file that waited for it"),
    "receipt_confirmed": gettext_lazy("The receipt was confirmed with the applicant"),
    "contact_tried": gettext_lazy("It was tried to reach the applicant"),
    "item_answered": gettext_lazy("An item was answered"),
    "search_recorded": gettext_lazy("A search was recorded"),
    "answer_submitted": gettext_lazy("The answer was submitted for signature"),
    "answer_signed": gettext_lazy("Signed"),
    "answer_returned": gettext_lazy("Sent back to the handler"),
    "letter_issued": gettext_lazy("The letter was made"),
    "sealed_copy_filed": gettext_lazy("The sealed letter was filed"),
    "answer_served": gettext_lazy("The answer was given"),
    "correction_asked": gettext_lazy("A correction was asked for"),
    "correction_notice_sent": gettext_lazy("The notice of correction was served"),
    "correction_notice_reached": gettext_lazy("The notice of correction reached the applicant"),
    "late_correction_allowed": gettext_lazy("The head decided that the period starts anew"),
    "correction_received": gettext_lazy("The request was corrected"),
    "request_abandoned": gettext_lazy("The request was closed: given up by the applicant"),
    "fee_notice_issued": gettext_lazy("A processing fee was charged"),
    "fee_dropped": gettext_lazy("The fee was dropped"),
    "fee_notice_sent": gettext_lazy("The notice of the fee was served"),
    "fee_notice_reached": gettext_lazy("The notice of the fee reached the applicant"),
    "fee_paid": gettext_lazy("The fee was paid"),
    "extension_proposed": gettext_lazy("An extension was proposed"),
    "extension_signed": gettext_lazy("The extension was approved"),
    "extension_returned": gettext_lazy("The extension was not approved"),
    "extension_notice_issued": gettext_lazy("The notice of extension was made"),
    "extension_told": gettext_lazy("The applicant was told of the extension"),
    "case_assigned": gettext_lazy("The request was given to a division or a handler"),
    "case_handed_over": gettext_lazy("The request was handed over to another handler"),
    "opinion_asked": gettext_lazy("A division was asked for its opinion"),
    "opinion_given": gettext_lazy("A division gave its opinion"),
    "note_written": gettext_lazy("A note was written"),
    "due_day_missed": gettext_lazy("The due day passed without an answer on record"),
    "due_day_recomputed": gettext_lazy("The due day was computed anew: calendar or settings changed"),
    "delivery_signed": gettext_lazy("A letter arrived: it was signed for"),
    "delivery_returned": gettext_lazy("A letter came back"),
    "delivery_repeated": gettext_lazy("A letter was sent once more"),
    "case_archived": gettext_lazy("The request was archived"),
    "record_corrected": gettext_lazy("An entry of the record was corrected"),
    **told_consultations.TITLES,
    **told_joining.TITLES,
    **told_papers.TITLES,
    "request_withdrawn": gettext_lazy("The applicant withdrew the request"),
}
_TOLD = {**TOLD, **told_consultations.TOLD, **told_joining.TOLD, **told_papers.TOLD}
_ROLES = {role.code: role.name for role in ROLES}


@dataclass(frozen=True)
class Line:
    """A line of the timeline: the day it happened, what, who recorded it when."""

    on: dt.date
    title: str
    about: str
    at: dt.datetime
    who: str

    @property
    def is_late(self) -> bool:
        """Whether it was recorded on a later day than it happened."""
        return timezone.localtime(self.at).date() > self.on


def timeline(rows: list[CaseEvent], events: list[Event]) -> list[Line]:
    """The events of a case as lines."""
    names = policies.names_of({int(row.by.partition(":")[2]) for row in rows if row.by.startswith("user:")})
    hands = Hands.of(events)
    pairs = zip(rows, events, strict=True)
    return [Line(event.on, str(_TITLES[row.kind]), _about(event, hands), row.at, _who(row.by, names)) for row, event in pairs]


def _who(by: str, names: Mapping[int, str]) -> str:
    kind, _colon, key = by.partition(":")
    if kind == "user":
        return names.get(int(key), _("account No. %(key)s") % {"key": key})
    return _("the applicant") if kind == "public" else _("the system")


def _about(event: Any, hands: Hands) -> str:
    if event.kind in _TOLD:
        return _TOLD[event.kind](event, hands)
    parts = {
        "scan_filed": lambda: scan_name(event.what) + (" · " + _("waits for the virus scanner") if event.waits else ""),
        "file_scanned": lambda: _("a virus was found (%(name)s)") % {"name": event.found} if event.found else _("nothing found"),
        "receipt_confirmed": lambda: event.how,
        "contact_tried": lambda: tried(event),
        "item_answered": lambda: _("item %(item)s: %(answer)s") % {"item": event.item, "answer": told(answer_kind(event.answer).text)},
        "search_recorded": lambda: _("item %(item)s: %(result)s") % {"item": event.item, "result": event.result},
        "answer_submitted": lambda: " → ".join(role_name(role) for role in event.chain),
        "answer_signed": lambda: " · ".join(part for part in (role_name(event.role), event.note) if part),
        "answer_returned": lambda: f"{role_name(event.role)} · {event.reason}",
        "letter_issued": lambda: event.number,
        "sealed_copy_filed": lambda: f"{event.title} · SHA-256 {event.sha256}",
        "answer_served": lambda: " · ".join(part for part in (way_name(event.way), event.mail_number) if part),
        "request_withdrawn": lambda: event.how,
        "request_abandoned": lambda: told(answer_kind(event.outcome).text),
        "fee_notice_issued": lambda: f"{event.number} · {yuan(event.amount)} · {event.reason}",
        "fee_notice_sent": lambda: " · ".join(part for part in (way_name(event.way), event.mail_number) if part),
        "fee_dropped": lambda: event.reason,
        "fee_paid": lambda: event.voucher,
        "extension_proposed": lambda: " · ".join((_("%(days)s working days") % {"days": event.days}, event.reason)),
        "extension_signed": lambda: " · ".join(part for part in (role_name(event.role), event.note) if part),
        "extension_returned": lambda: f"{role_name(event.role)} · {event.reason}",
        "extension_notice_issued": lambda: event.number,
        "reasons_notice_sent": lambda: " · ".join(part for part in (way_name(event.way), event.mail_number) if part),
        "delay_told": lambda: " · ".join(part for part in (way_name(event.way), event.mail_number) if part),
        "delivery_repeated": lambda: " · ".join(part for part in (way_name(event.way), event.mail_number) if part),
        "extension_told": lambda: " · ".join(part for part in (way_name(event.way), event.mail_number) if part),
        "correction_asked": lambda: f"{event.number} · {event.what}",
        "correction_notice_sent": lambda: " · ".join(part for part in (way_name(event.way), event.mail_number) if part),
        "late_correction_allowed": lambda: event.reason,
        "correction_received": lambda: event.excuse,
    }
    return str(parts[event.kind]()) if event.kind in parts else ""


def yuan(amount: int) -> str:
    """An amount of money, exact, in the reader's language."""
    return _("%(amount)s yuan") % {"amount": amount}


_PRINTS = {"data": "JSON", "docx": "DOCX", "pdf": "PDF"}
_LETTERS = {
    "letter_issued": gettext_lazy("Answer letter (%(form)s)"),
    "correction_asked": gettext_lazy("Notice of correction (%(form)s)"),
    "extension_notice_issued": gettext_lazy("Notice of extension (%(form)s)"),
    "fee_notice_issued": gettext_lazy("Notice of the fee (%(form)s)"),
    "case_archived": gettext_lazy("Contents page of the archived file (%(form)s)"),
    "answered_jointly": gettext_lazy("Answer letter (%(form)s)"),
    **told_consultations.LETTERS,
}


_SENT: Mapping[str, Any] = {
    "correction_notice_sent": gettext_lazy("Notice of correction"),
    "extension_told": gettext_lazy("Notice of extension"),
    "fee_notice_sent": gettext_lazy("Notice of the fee"),
    "answer_served": gettext_lazy("Answer letter"),
}


def sent_name(kind: str) -> str:
    """What an event of `kind` sent, in the reader's language: the letter, or else what happened."""
    return str(_SENT.get(kind) or title_of(kind))


def title_of(kind: str) -> str:
    """What an event of `kind` is called."""
    return str(_TITLES[kind])


def document_name(kind: str, purpose: str) -> str:
    """What a stored file of an event of `kind` is called."""
    return str(_LETTERS[kind] % {"form": _PRINTS[purpose]}) if kind in _LETTERS else _("Sealed letter")


def scan_name(code: str) -> str:
    """What a file that came with a request is, in the reader's language."""
    return str(dict(SCANS)[code])


def role_name(code: str) -> str:
    """A role in the reader's language."""
    return str(_ROLES.get(code, code))


WAYS = (
    ("electronic", gettext_lazy("shown on this site")),
    ("post", gettext_lazy("by post")),
    ("served", gettext_lazy("handed over and signed for")),
)
"""How an answer is given (`statute.receipt.answer_given`)."""


def way_name(code: str) -> str:
    """A way of service in the reader's language."""
    return str({**dict(WAYS), **dict(told_consultations.WAYS)}[code])


_CHANNELS = {
    "in_person": gettext_lazy("in person"),
    "signed_mail": gettext_lazy("registered mail"),
    "ordinary_mail": gettext_lazy("ordinary mail"),
    "email": gettext_lazy("e-mail"),
    "internet": gettext_lazy("internet"),
    "fax": gettext_lazy("fax"),
}


def channel_name(code: str) -> str:
    """A way a request comes in, in the reader's language."""
    return str(_CHANNELS[code])


def clock_told(seen: Clock) -> dict[str, Any]:
    """The clock's reasons in the reader's language: articles, alarm, each day."""
    if seen.receipt is None or seen.deadline is None:
        return {}
    return {
        "article_of_receipt": told(seen.receipt.article),
        "alarm": told(seen.receipt.alarm),
        "articles": [told(one) for one in seen.articles],
        "standing": told(seen.standing.text) if seen.standing and seen.ended is None else "",
        "faults": [told(one) for one in seen.deadline.faults],
        "days": [(line, told(line.why)) for line in seen.deadline.days],
    }
