"""The entries of a list, its file, the figures of a year: what the pages show, of what the reader may see."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook

from gongkai.annual.write.sheet import put_text
from gongkai.registers.kinds import ENDINGS, KINDS, Kind
from gongkai.registers.models import Entry
from gongkai.registers.telling import name_of

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


def filtered(rows: QuerySet[Entry], asked: Mapping[str, Any], today: dt.date) -> QuerySet[Entry]:
    """`rows` as the list's filters leave them."""
    for name, lookup in (("kind", "kind"), ("stage", "stage"), ("year", "received_on__year"), ("number", "number__icontains")):
        if asked.get(name):
            rows = rows.filter(**{lookup: asked[name]})
    return rows.filter(late(today)) if asked.get("overdue") else rows


def late(today: dt.date) -> Q:
    """Entries whose time is over, and those that were done after it."""
    return Q(closed_on__isnull=True, due_on__lt=today) | Q(closed_on__gt=F("due_on"))


def workbook(rows: Iterable[Entry], *, persons: frozenset[int]) -> bytes:
    """The rows as XLSX. Persons are masked, and left out where the reader may see none of the organ (`persons` are the organs where so)."""
    book = Workbook()
    sheet = cast("Worksheet", book.active)
    heads = (
        _("Number of the entry"),
        _("Kind of register"),
        _("Organ"),
        _("Person concerned"),
        _("Received"),
        _("Due"),
        _("Stage"),
        _("Outcome"),
        _("Done on"),
        _("Content"),
    )
    sheet.append(heads)
    for at, row in enumerate(rows, 2):
        name = name_of(row.person) if row.person and row.organ_id in persons else ""
        stage = row.get_stage_display()
        days = (row.received_on, row.due_on, stage, row.outcome_name, row.closed_on)
        for column, value in enumerate((row.number, row.get_kind_display(), row.organ.name, name, *days, row.summary), 1):
            if isinstance(value, str):
                put_text(cast("Cell", sheet.cell(at, column)), value)  # the public wrote it: no formula, and no sign that a workbook cannot hold
            else:
                sheet.cell(at, column, value)
    for letter, width in zip("ABCDEFGHIJ", (24, 16, 24, 10, 12, 12, 16, 20, 12, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Figures:
    """A register in a year: came in, open from before, done in the year by outcome, open at its end, done or due too late."""

    kind: Kind
    carried_in: int
    received: int
    done: int
    outcomes: tuple[tuple[str, int], ...]
    carried_out: int
    too_late: int


def figures(rows: QuerySet[Entry], year: int, today: dt.date) -> list[Figures]:
    """Every register in `year`, a count each over `rows`; two queries, however many there are."""
    first, after = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    is_open = Q(closed_on__isnull=True)
    counts = {
        "carried_in": Q(received_on__lt=first) & (is_open | Q(closed_on__gte=first)),
        "received": Q(received_on__gte=first, received_on__lt=after),
        "done": Q(closed_on__gte=first, closed_on__lt=after),
        "carried_out": Q(received_on__lt=after) & (is_open | Q(closed_on__gte=after)),
        "too_late": Q(received_on__gte=first, received_on__lt=after) & late(today),
    }
    plain = rows.order_by()
    by_kind = {row["kind"]: row for row in plain.values("kind").annotate(**{name: Count("pk", filter=one) for name, one in counts.items()})}
    done = plain.filter(counts["done"]).values_list("kind", "outcome").annotate(count=Count("pk"))
    outcomes = {(kind, outcome): count for kind, outcome, count in done}
    return [_of(kind, by_kind.get(code, {}), outcomes, counts) for code, kind in KINDS.items()]


def _of(kind: Kind, row: Mapping[str, int], outcomes: Mapping[tuple[str, str], int], counts: Iterable[str]) -> Figures:
    named = {**kind.outcomes, **ENDINGS}
    found = tuple((str(title), outcomes[kind.code, code]) for code, title in named.items() if (kind.code, code) in outcomes)
    return Figures(kind, outcomes=found, **{name: row.get(name, 0) for name in counts})


def sentences(found: Iterable[Figures], year: int) -> list[str]:
    """The figures in words, for the report's text (section 6)."""
    return [
        _("%(register)s in %(year)s: %(received)s received, %(done)s done, %(open)s still open.")
        % {"register": one.kind.title, "year": year, "received": one.received, "done": one.done, "open": one.carried_out}
        for one in found
        if one.received or one.carried_in
    ]
