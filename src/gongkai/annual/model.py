"""The annual report (政府信息公开工作年度报告) as found: one typed model, whatever file it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.messages import Message

Figure = int | Decimal
"""A number exactly as printed: counts are `int`, anything with a decimal point is `Decimal`."""


UNKNOWN_MARK = "不详"
"""What we print in a cell of which neither a figure nor a blank is known; no reader of ours takes it for either."""


TABLE_NAME = "表名"
"""Stands before the title of a table that is not of the form, in its first row, where we print one that no text has."""


NOWHERE = Message("")
"""The place of what stands at no one place in the source."""


@dataclass(frozen=True)
class Doubt:
    """Something the reader could not read or decide: a stable code, a sentence, and the place in the source."""

    code: str
    message: Message
    place: Message


@dataclass(frozen=True)
class Section:
    """A part of the report: its printed number (may be empty), its printed title and its running text, tables left out.

    Paragraphs of `text` are separated by newlines.
    """

    number: str
    title: str
    text: str


@dataclass(frozen=True)
class OtherTable:
    """A table that is not part of the statutory form: its caption as far as found, its cells row by row as printed."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Scope:
    """Whom and when a sentence speaks of, as far as it says so.

    `who` is `system` (全系统, 全市系统), `organ` (我局, 本机关, 局机关), `other` (another named body) or None; `year` is a year or None.
    """

    who: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Claim:
    """A number that the text states.

    `quantity` is a cell code of the form (`applications.received.total`), a sum of cells by a name of
    `gongkai.annual.narrative.quantities`, or the role of the number in a sum, a share or a growth (`sum.total`, `sum.part`,
    `share`, `share.part`, `share.whole`, `growth`, `growth.new`, `growth.old`).
    `precision` is `exact`, `over` (余, 多, 超过: at least), `under`, `about` or `rounded:STEP` (27.84万 is `rounded:100`); `text` is the sentence.
    """

    quantity: str
    value: Figure
    precision: str
    scope: Scope
    text: str


@dataclass(frozen=True)
class AnnualReport:
    """One report as read.

    `organ`, `year`, `edition` are None when the source does not tell. `figures` holds exact numbers by cell code, `blank` the
    cells that are printed without a number; a cell in neither is not in the source or could not be read (then a warning says so).
    `units` holds the printed unit of amounts by cell code, `places` where each figure stands. `metadata` keys, each as printed:
    `index_number`, `created`, `published`, `publisher`, `source`, `document_number`, `period_start`, `period_end`.
    `leftover` are the texts in tables and between parts that the reader found no use for: nothing is dropped silently.
    """

    source: str
    organ: str | None
    year: int | None
    edition: str | None
    title: str | None
    metadata: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    blank: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    other_tables: tuple[OtherTable, ...] = ()
    claims: tuple[Claim, ...] = ()
    warnings: tuple[Doubt, ...] = ()
    places: Mapping[str, Message] = field(default_factory=dict)
    leftover: tuple[str, ...] = ()
