"""The order of the list of requests: the columns that it can be sorted by, each way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.cases.models import Case

USUAL = "due"
_COLUMNS: Mapping[str, tuple[str, Any]] = {
    "number": ("number", _("Number of the request")),
    "stage": ("stage", _("Stage")),
    "due": ("due_on", _("Due")),
    "received": ("received_on", _("Received")),
    "closed": ("closed_on", _("Closed")),
}
CHOICES = tuple(one for code in _COLUMNS for one in (code, f"-{code}"))


@dataclass(frozen=True)
class Heading:
    """The head of a column: the order that it gives when it is chosen, and how the list stands by it now (`aria-sort`)."""

    title: Any
    order: str
    sorted: str


def ordered(rows: QuerySet[Case], order: str) -> QuerySet[Case]:
    """`rows` in `order` (a column's code, with a hyphen the other way round); what has no such day comes first, or last.

    The usual order begins with the work: what is open by due day, then what is closed, the latest first.
    """
    column = F(_COLUMNS[order.lstrip("-")][0])
    if order == USUAL:
        return rows.order_by(F("closed_on").desc(nulls_first=True), column.asc(nulls_first=True), "pk")
    return rows.order_by(column.desc(nulls_last=True), "-pk") if order.startswith("-") else rows.order_by(column.asc(nulls_first=True), "pk")


def headings(order: str) -> dict[str, Heading]:
    """The heads of the columns, by code."""
    found = {}
    for code, (_column, title) in _COLUMNS.items():
        now = {code: "ascending", f"-{code}": "descending"}.get(order, "none")
        found[code] = Heading(title, f"-{code}" if now == "ascending" else code, now)
    return found
