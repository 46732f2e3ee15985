"""The weekly sheet (周报): what came in, was answered, is open, is overdue, falls due, by division and handler, of one organ, on one page.

The week is that of Monday to Sunday; what is open and overdue is counted at the end of the sheet's last day, which is Sunday or today.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from gongkai.cases.models import Case
from gongkai.organs import policies
from gongkai.organs.models import Organ

if TYPE_CHECKING:
    from gongkai.annual.write.document import Document

COLUMNS = ("received", "answered", "open", "overdue", "due_next")
_WEEK = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)
_HEADS = ("承办科室", "承办人", "本周收到", "本周办结", "在办", "其中逾期", "下周到期")
_TOTAL, _NONE = "合计", "未分办"
_TITLE = "{organ}依申请公开周报"
_CAPTION = "本周依申请公开办理情况"
_PERIOD = "统计期间：{first}至{last}"


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday; `last` is the last of them that is counted: Sunday, or an earlier day that is today."""

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, day: dt.date, today: dt.date) -> "Week":
        """The week in which `day` lies, as it stands on `today`."""
        first = day - dt.timedelta(days=day.weekday())
        return cls(first, min(first + _WEEK - _DAY, max(today, first)))

    @property
    def conditions(self) -> Mapping[str, Q]:
        """What is counted in each column. Overdue on a day: due before it and not answered by its end."""
        monday = self.first + _WEEK
        is_open = Q(arrived_on__lte=self.last) & (Q(closed_on__isnull=True) | Q(closed_on__gt=self.last))
        return {
            "received": Q(received_on__range=(self.first, self.last)),
            "answered": Q(closed_on__range=(self.first, self.last)),
            "open": is_open,
            "overdue": is_open & Q(due_on__lt=self.last),
            "due_next": is_open & Q(due_on__range=(monday, monday + _WEEK - _DAY)),
        }


@dataclass(frozen=True)
class Line:
    """A line of the sheet; empty names: nobody has it in hand. `figures` are in the order of `COLUMNS`."""

    division: str
    handler: str
    figures: tuple[int, ...]


@dataclass(frozen=True)
class Sheet:
    """The sheet of `organ` for `week`: its lines, and their sum."""

    organ: Organ
    week: Week
    lines: tuple[Line, ...] = field(default_factory=tuple)

    @property
    def total(self) -> tuple[int, ...]:
        """The sums of the columns."""
        return tuple(sum(line.figures[at] for line in self.lines) for at in range(len(COLUMNS)))

    def pdf(self) -> bytes:
        """The sheet as an official document (PDF/A, PDF/UA). Raises CannotWriteError: a character that no font has."""
        from gongkai.annual.write.pdf import render  # noqa: PLC0415

        return render(self.document())

    def document(self) -> "Document":
        """What the printers take: one table on one page."""
        from gongkai.annual.write.document import Cell, Document, Paragraph, Part, Table  # noqa: PLC0415  # only who prints waits for them

        def row(names: tuple[str, str], figures: Iterable[int]) -> tuple[Cell, ...]:
            return (*(Cell(name, head=True) for name in names), *(Cell(str(one), value=one) for one in figures))

        rows = [tuple(Cell(head, head=True) for head in _HEADS)]
        rows += [row((line.division or _NONE, line.handler or "—"), line.figures) for line in self.lines]
        rows.append(row((_TOTAL, ""), self.total))
        table = Table("", _CAPTION, tuple(rows), 1, (0.22, 0.18, 0.12, 0.12, 0.12, 0.12, 0.12))
        first, last = (f"{day.year}年{day.month}月{day.day}日" for day in (self.week.first, self.week.last))
        period = Paragraph(_PERIOD.format(first=first, last=last), flush=True)
        return Document(
            title=_TITLE.format(organ=self.organ.name),
            organ=self.organ.name,
            year=None,
            facts=(),
            parts=(Part("", (period, table)),),
            signature=(self.organ.name, last),
        )


def sheet(organ: Organ, cases: QuerySet[Case], week: Week) -> Sheet:
    """The sheet of `organ`, counted in `cases`: two queries, whatever there is."""
    counts: dict[str, Any] = {name: Count("pk", filter=condition) for name, condition in week.conditions.items()}
    groups = list(cases.filter(organ=organ).order_by().values("division", "division__position", "handler").annotate(**counts))
    divisions = policies.division_names(one["division"] for one in groups if one["division"])
    people = policies.names_of(one["handler"] for one in groups if one["handler"])
    groups.sort(key=lambda one: (one["division"] is None, one["division__position"] or 0, one["division"] or 0, one["handler"] or 0))
    lines = (Line(divisions.get(one["division"], ""), people.get(one["handler"], ""), tuple(one[name] for name in COLUMNS)) for one in groups)
    return Sheet(organ, week, tuple(line for line in lines if any(line.figures)))
