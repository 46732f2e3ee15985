"""The items of a request on screen: what is answered to each, what was searched, and the one row in which the request counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.cases import events as e
from gongkai.cases import ledger
from gongkai.cases.letters.words import KINDS
from gongkai.cases.rows import counted
from gongkai.organs.models import Organ
from gongkai.organs.telling import told
from gongkai.statute.editions import editions, labels
from gongkai.statute.laws import StatuteError
from gongkai.statute.outcomes import answer_kind

LABELS: Mapping[str, Any] = {
    "text": _("What the letter says"),
    "rest": _("What is withheld, and why"),
    "withheld": _("What the withheld part rests on"),
    "rule": _("Law or administrative regulation, with its article"),
    "organ": _("Organ that is responsible"),
    "contact": _("Its contact"),
    "earlier": _("Number of the earlier answer"),
    "earlier_on": _("Day of the earlier answer"),
    "same": _("Why it is the same information"),
    "channel": _("Where to turn"),
}
"""The fields of `events.ItemAnswered` that a handler fills in."""

TEXTS: Mapping[str, Any] = {
    "already_published": _("Where and how the information can be had"),
    "disclosed": _("What is given: as you write it, so the letter says it"),
    "partly": _("What is given: as you write it, so the letter says it"),
    "administrative_query": _("Where and how to look it up"),
    "does_not_exist": _("What the letter says beside; it names the searched places and words by itself"),
    "still_unclear": _("What is still unclear"),
    "consultation": _("What is told to the applicant"),
    "other": _("What the letter says"),
}
"""What `text` is, by the kind of answer; else the reasons."""

MORE: Mapping[str, Any] = {
    "earlier": _("The number of the answer letter to the same applicant. It is looked for on record."),
    "earlier_on": _("The day on which that answer was given."),
    "same": _("Only where the words differ, or the earlier answer was given before this system was in use: then say where its file is, too."),
}
"""What is said of further fields."""

REASONS = _("The reasons, as the letter says them")


@dataclass(frozen=True)
class ItemTold:
    """An item and its answer in the reader's language; `kind` is empty while there is none. `more`: further fields with their labels."""

    number: int
    text: str
    kind: str = ""
    ground: str = ""
    answer: str = ""
    more: tuple[tuple[str, str], ...] = ()
    searches: tuple[e.SearchRecorded, ...] = ()


def items_told(state: ledger.Case) -> list[ItemTold]:
    """The items of a case."""
    return [_item(one, tuple(search for search in state.searches if search.item == one.number)) for one in state.items]


def _item(item: ledger.Item, searches: tuple[e.SearchRecorded, ...]) -> ItemTold:
    answered = item.answered
    if answered is None:
        return ItemTold(item.number, item.text, searches=searches)
    kind = answer_kind(answered.answer)
    more = tuple((str(LABELS[name]), _shown(getattr(answered, name))) for name in _filled(answered))
    ground = told(kind.article) if kind.article else answered.ground
    return ItemTold(item.number, item.text, told(kind.text), ground, answered.text, more, searches)


def _filled(answered: e.ItemAnswered) -> list[str]:
    """The fields beside the text that hold something, in the order in which they were asked for."""
    return [name for name in KINDS[answered.answer].fields if name != "text" and getattr(answered, name)]


def _shown(value: Any) -> str:
    return "; ".join(told(answer_kind(code).text) for code in value) if isinstance(value, tuple) else str(value)


def placed(organ: Organ, state: ledger.Case) -> Mapping[str, Any] | None:
    """Where the request stands in the annual form, by the form's own words, and why; None while it is open."""
    closed = state.closed
    if closed is None:
        return None
    row = next(one for one in editions()[closed.edition].applications if one.code == closed.row)
    column = next(one.label for one in labels("applicants") if one.code == closed.column)
    return {"year": closed.on.year, "row": f"{row.number}{row.label}", "column": column, "why": _why(organ, state)}


def _why(organ: Organ, state: ledger.Case) -> str:
    """The reason; empty where the organ's reading has changed since, so that it is no longer the reason of this row."""
    if state.served is None:
        return ""
    try:
        found = counted(organ, state, state.served.on)
    except StatuteError:
        return ""
    return told(found.why) if found.row == state.served.row else ""
