"""A list of requests as an XLSX file (导出台账), in the columns that the organ's setting `list_columns` has on the day.

Rows go to the file as they come from the database, some hundred at a time. Persons are masked; in full only for who may see them, for a reason.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

from django.db.models import QuerySet

from gongkai.cases.models import Case, CaseEvent
from gongkai.cases.telling import channel_name
from gongkai.organs import policies
from gongkai.persons import kinds, sealing
from gongkai.persons.models import Person
from gongkai.persons.reading import masked
from gongkai.statute.editions import editions
from gongkai.vault.cipher import VaultError

_AT_ONCE = 500
_VALUES = ("name", "number", "phone", "address")
_ANSWERED = {"letter_issued", "answered_jointly"}
_TOLD = ("request_arrived", "correction_received", *_ANSWERED)
_WIDTHS = {"asked": 60, "address": 40, "outcome": 40}


@dataclass(frozen=True)
class Row:
    """A request as the list tells it: `items` is what it asks for now, `letter` the number of the answer; `person` its applicant's values."""

    case: Case
    items: tuple[str, ...] = ()
    letter: str = ""
    person: Mapping[str, str] = field(default_factory=dict, repr=False)


Value = str | int | dt.date | None


def _outcome(row: Row) -> str:
    case = row.case
    found = (f"{one.number}{one.label}" for one in editions()[case.edition].applications if one.code == case.row) if case.edition else ()
    return next(iter(found), "")


def _of_person(code: str) -> Callable[[Row], Value]:
    return lambda row: row.person.get(code, "")


VALUES: Mapping[str, Callable[[Row], Value]] = {
    "number": lambda row: row.case.number,
    "organ": lambda row: row.case.organ.name,
    "channel": lambda row: channel_name(row.case.channel),
    "arrived": lambda row: row.case.arrived_on,
    "received": lambda row: row.case.received_on,
    "applicant": _of_person("name"),
    "applicant_kind": lambda row: kinds.label(row.case.applicant_kind),
    "document": _of_person("number"),
    "phone": _of_person("phone"),
    "address": _of_person("address"),
    "asked": lambda row: "\n".join(row.items),
    "stage": lambda row: row.case.get_stage_display(),
    "division": lambda row: row.case.division.name if row.case.division else "",
    "handler": lambda row: row.case.handler.name if row.case.handler else "",
    "due": lambda row: row.case.due_on,
    "closed": lambda row: row.case.closed_on,
    "late": lambda row: row.case.late_days,
    "outcome": _outcome,
    "letter": lambda row: row.letter,
}
"""What stands in each column of `gongkai.organs.list_columns`; a request that is not closed has no days late, not 0."""


def rows_of(user: Any, rows: QuerySet[Case], full: Iterable[int] = ()) -> Iterator[Row]:
    """The requests as `user` may see them, in their order; the applicants of the organs `full` unmasked."""
    left = iter(rows.select_related("organ", "division", "handler").iterator(chunk_size=_AT_ONCE))
    unmasked = frozenset(full)
    while some := list(islice(left, _AT_ONCE)):
        told = _told(user, some)
        persons = {one.pk: one for one in policies.visible(user, Person).filter(pk__in={case.applicant_id for case in some})}
        for case in some:
            person = persons.get(case.applicant_id)
            values = _values(person, whole=case.organ_id in unmasked) if person else {}
            yield Row(case, person=values, **told.get(case.pk, {}))


def _told(user: Any, some: list[Case]) -> dict[int, dict[str, Any]]:
    """What only the events know, by the key of the case; the later event wins."""
    found: dict[int, dict[str, Any]] = {}
    events = policies.visible(user, CaseEvent).filter(case__in=some, kind__in=_TOLD).order_by("case", "position")
    for case, kind, data in events.values_list("case", "kind", "data"):
        known = found.setdefault(case, {})
        known |= {"letter": data["number"]} if kind in _ANSWERED else {"items": tuple(data["items"])}
    return found


def _values(person: Person, *, whole: bool) -> Mapping[str, str]:
    """The applicant's values, masked unless `whole`; none where they cannot be read."""
    try:
        return sealing.values(person, _VALUES) if whole else masked(person, _VALUES)
    except VaultError:
        return {}


def workbook(columns: list[tuple[str, str]], rows: Iterable[Row]) -> IO[bytes]:
    """The list as a file that closes itself: `columns` by code and head. No text of a request becomes a formula."""
    from openpyxl import Workbook  # noqa: PLC0415  # half a second, which no start of the site waits for
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    from gongkai.annual.write.sheet import put_text  # noqa: PLC0415

    made = Workbook(write_only=True)
    sheet = made.create_sheet("台账")
    sheet.freeze_panes = "A2"
    for place, (code, _head) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(code, 16)

    def cell(value: Value) -> Any:
        found = WriteOnlyCell(sheet)
        if isinstance(value, str):
            put_text(found, value)
        elif value is not None:
            found.value = value
            found.number_format = "yyyy-mm-dd" if isinstance(value, dt.date) else "0"
        return found

    sheet.append([cell(head) for _code, head in columns])
    for row in rows:
        sheet.append([cell(VALUES[code](row)) for code, _head in columns])
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115  # the answer closes it when it is sent
    made.save(file)
    file.seek(0)
    return file
