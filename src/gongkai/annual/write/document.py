"""A report as a printed document: headings, paragraphs and tables with merged cells. HTML, DOCX, XLSX and PDF are all printed from it."""

from dataclasses import dataclass

from gongkai.annual.model import Figure


@dataclass(frozen=True)
class Cell:
    """A cell of a printed table, spanning `rows` and `columns`; `head` cells name rows or columns, the others hold what is reported.

    `code` is the cell code of a figure (`applications.received.total`), empty for anything else; `value` the figure itself, None
    where the cell is blank or not known (then `text` is the mark of the unknown) or holds a unit beside its number.
    """

    text: str
    rows: int = 1
    columns: int = 1
    head: bool = False
    code: str = ""
    value: Figure | None = None


@dataclass(frozen=True)
class Table:
    """A table: each row holds its own cells only (a merged cell stands in its first row).

    `name` is `article20`, `applications`, `remedies`, `legacy` or empty for a table that is not of the form. `caption` is its name
    for programs that read aloud or list tables; where a caption would be read as text of the report, it is not printed.
    `head_rows` rows at the top are printed again after a page break; `widths` are the columns' shares of the width, their sum is 1.
    """

    name: str
    caption: str
    rows: tuple[tuple[Cell, ...], ...]
    head_rows: int
    widths: tuple[float, ...]

    def is_head(self, row: int) -> bool:
        """Whether a row names columns and nothing else: at the top, or between two groups of rows."""
        return row < self.head_rows or all(cell.head for cell in self.rows[row])


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text; `level` is 2 for a line that is a heading （一）, 3 for one that is a heading 1. below it, else 0.

    `flush`: it begins at the margin, as the addressee of a letter does (主送机关, GB/T 9704-2012, 7.3.2).
    """

    text: str
    level: int = 0
    flush: bool = False


@dataclass(frozen=True)
class Part:
    """A part of the report under its heading (`一、总体情况`); the heading is empty for what stands before the first."""

    heading: str
    blocks: tuple[Paragraph | Table, ...]


@dataclass(frozen=True)
class Document:
    """The whole report: title, facts about it (label and value, such as 索引号), parts, signature lines (organ, date).

    `masthead` is the organ where the title does not name it: it is printed above the title. It may be empty, as may `organ`.
    `number` (发文字号) is printed under the title where there is one.
    """

    title: str
    organ: str
    year: int | None
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    signature: tuple[str, ...]
    masthead: str = ""
    number: str = ""
