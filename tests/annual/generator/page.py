"""A page: what a plan looks like before a layout writes it down, and changes of its texts and blocks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from annual.generator import form
from annual.generator.plan import Plan
from annual.generator.prose import section_texts

Rewrite = Callable[[str], str]


@dataclass(frozen=True)
class Cell:
    """A table cell with its spans; `code` is set on figure cells. A line break in `text` is one in the cell."""

    text: str
    rows: int = 1
    cols: int = 1
    code: str = ""


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Table:
    """A table of the form; the first `head` rows name its columns."""

    kind: str
    rows: tuple[Row, ...]
    head: int = 0


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Page:
    """A page: menu lines before, head with labelled facts, title, blocks, share words after."""

    title: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))


def article20_table(plan: Plan, texts: Mapping[str, str]) -> Table:
    rows: list[Row] = []
    width = 4
    for part in form.ARTICLE20[plan.edition]:
        last = width - len(part.columns)  # the last column takes what is left of the grid
        spans = [1] * (len(part.columns) - 1) + [last]
        rows.append((Cell(part.title, cols=width),))
        rows.append((Cell("信息内容"), *(Cell(label, cols=span) for label, span in zip(part.columns.values(), spans, strict=True))))
        for row, label in part.rows.items():
            codes = [f"article20.{row}.{column}" for column in part.columns]
            rows.append((Cell(label), *(Cell(texts[code], cols=span, code=code) for code, span in zip(codes, spans, strict=True))))
    return Table("article20", tuple(rows))


def _figures(prefix: str, columns: Mapping[str, str], texts: Mapping[str, str]) -> Row:
    return tuple(Cell(texts[f"{prefix}.{column}"], code=f"{prefix}.{column}") for column in columns)


def applications_table(plan: Plan, texts: Mapping[str, str]) -> Table:
    def figures(row: str) -> Row:
        return _figures(f"applications.{row}", form.COLUMNS, texts)

    organisations = list(form.PEOPLE.values())[1:]
    rows: list[Row] = [
        (Cell(form.CORNER, rows=3, cols=3), Cell("申请人情况", cols=7)),
        (Cell("自然人", rows=2), Cell("法人或其他组织", cols=5), Cell("总计", rows=2)),
        tuple(Cell(label) for label in organisations),
        (Cell(form.RECEIVED, cols=3), *figures("received")),
        (Cell(form.CARRIED_IN, cols=3), *figures("carried_in")),
    ]
    groups = form.groups(plan.edition, single_other=plan.single_other)
    opening: Row = (Cell(form.OUTCOMES, rows=sum(len(group.rows) for group in groups)),)
    for group in groups:
        labels: Row = (Cell(group.label, rows=len(group.rows)),)
        for code, label in group.rows.items():
            own = (*labels, Cell(label)) if label else (Cell(group.label, cols=2),)
            rows.append((*opening, *own, *figures(code)))
            opening = labels = ()
    rows.append((Cell(form.CARRIED_OUT, cols=3), *figures("carried_out")))
    return Table("applications", tuple(rows), head=3)


def remedies_table(texts: Mapping[str, str]) -> Table:
    results = tuple(form.REMEDY_COLUMNS.values())
    return Table(
        "remedies",
        (
            (Cell("行政复议", cols=5), Cell("行政诉讼", cols=10)),
            (*(Cell(result, rows=2) for result in results), Cell("未经复议直接起诉", cols=5), Cell("复议后起诉", cols=5)),
            tuple(Cell(result) for result in results * 2),
            tuple(cell for row in form.REMEDY_ROWS for cell in _figures(f"remedies.{row}", form.REMEDY_COLUMNS, texts)),
        ),
        head=3,
    )


def page(plan: Plan, texts: Mapping[str, str]) -> Page:
    """The page of `plan`, each cell printed as `texts` says."""
    tables = {1: article20_table(plan, texts), 2: applications_table(plan, texts), 3: remedies_table(texts)}
    blocks: list[Block] = []
    prose = section_texts(plan)
    for index, title in enumerate(form.SECTIONS):
        if index in plan.dropped_sections:
            continue
        blocks.append(Heading(f"{form.NUMERALS[index]}、{title}"))
        blocks.extend(Paragraph(text) for text in prose[index])
        if index in tables:
            blocks.append(tables[index])
    facts = (
        ("索引号", plan.index_number),
        ("发布机构", plan.organ),
        ("发布日期", plan.published.isoformat()),
    )
    return Page(plan.title, facts, tuple(blocks))


def rewrite(source: Page, *, labels: Rewrite, figures: Rewrite, prose: Rewrite) -> Page:
    """The page with other texts: `labels` for head and label cells, `figures` for figure cells, `prose` for all that is outside tables."""

    def block(old: Block) -> Block:
        if isinstance(old, Table):
            return replace(old, rows=tuple(tuple(replace(c, text=(figures if c.code else labels)(c.text)) for c in row) for row in old.rows))
        return replace(old, text=prose(old.text))

    return replace(
        source,
        title=prose(source.title),
        facts=tuple((prose(label), prose(value)) for label, value in source.facts),
        blocks=tuple(block(old) for old in source.blocks),
        before=tuple(prose(line) for line in source.before),
        after=tuple(prose(line) for line in source.after),
    )


def between(source: Page, line: str) -> Page:
    """The page with a paragraph `line` after every block: a watermark."""
    return replace(source, blocks=tuple(part for block in source.blocks for part in (block, Paragraph(line))))
