"""A row of an import, as it was found, and the request that it asks to register; what cannot be read is told by column."""

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from gongkai.cases.actions.applicants import agent_of
from gongkai.cases.actions.register import parties_of
from gongkai.cases.importing.columns import COLUMNS, OF_AGENTS, PERSONAL
from gongkai.organs.actions import Document

_EMPTY_LINE = re.compile(r"\n\s*\n")
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")


@dataclass(frozen=True)
class Problem:
    """Something wrong with a row: `place` is its row in the workbook or its index in the JSON, `column` the column's code, "" for the whole row.

    `at`: which of a list's parts, from 0, where it is one of them.
    """

    place: int
    column: str
    sentence: str
    at: int | None = None


@dataclass(frozen=True)
class Enclosed:
    """A file that came with a request, and what it is (`cases.channels.SCANS`)."""

    document: Document
    what: str = "attachment"


@dataclass(frozen=True)
class Row:
    """A row as found: texts by column code (`columns.COLUMNS`), files beside them."""

    place: int
    texts: Mapping[str, str] = field(repr=False)
    attachments: tuple[Enclosed, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Wanted:
    """What a row asks to register: fields of `actions.ImportedRequest` beside organ and source."""

    place: int
    foreign_number: str
    fields: Mapping[str, Any] = field(repr=False)


def day(text: str) -> dt.date | None:
    """The day of a text like 2026-03-02, 2026/3/2 or 2026年3月2日; None: it is none."""
    found = _DAY.fullmatch(text)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def read(row: Row) -> tuple[Wanted | None, list[Problem]]:
    """What the row asks for, or what is wrong with it, all told at once."""
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for column in COLUMNS:
        text = row.texts.get(column.code, "").strip()
        if not text:
            values[column.code] = None if column.is_day else ""
            if column.needed:
                problems.append(Problem(row.place, column.code, _("This is needed.")))
        elif len(text) > column.most:
            problems.append(Problem(row.place, column.code, _("At most %(most)s characters fit here. Shorten it.") % {"most": column.most}))
        elif column.is_day:
            values[column.code] = day(text)
            if values[column.code] is None:
                problems.append(Problem(row.place, column.code, _("This is no day. Write it as 2026-03-02.")))
        elif column.words is not None:
            values[column.code] = column.words().get(text)
            if values[column.code] is None:
                words = "、".join(list(dict.fromkeys(word for word in column.words() if not word.isascii()))[:_SHOWN])
                problems.append(Problem(row.place, column.code, _("This word is not known here. Use one of: %(words)s") % {"words": words}))
        else:
            values[column.code] = text
    if problems:
        return None, problems
    return _wanted(row, values), []


_SHOWN = 12


def _wanted(row: Row, values: Mapping[str, Any]) -> Wanted:
    items = tuple(text.strip() for text in _EMPTY_LINE.split(values["items"].replace("\r\n", "\n")) if text.strip())
    fields = {
        "form": uuid.uuid4(),  # the query code follows from it: made of what others know, it would tell them the code
        "on": values["on"],
        "way": values["way"] or "platform",
        "confirmed_on": values["confirmed_on"],
        "kind": values["kind"],
        "document": values["document"],
        "values": {code: values[code] for code in PERSONAL if values[code]},
        "agent": agent_of(values["agent_kind"], values["agent_document"], {code: values[f"agent_{code}"] for code in OF_AGENTS}, values["authority"]),
        "authority": values["authority"],
        "joint": parties_of(values["joint"], values["kind"], values["on"]),
        "items": items,
        "wish": values["wish"] or "any",
        "delivery": values["delivery"] or "electronic",
        "attachments": row.attachments,
    }
    return Wanted(row.place, values["foreign_number"], fields)
