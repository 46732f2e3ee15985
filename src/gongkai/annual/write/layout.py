"""A report laid out for print: title, facts, parts in the report's own order and words, each table of the form in its part.

What is printed is what `gongkai.annual.read` reads back: no cell that is not known looks like a blank or a zero, no line is added to
the text, and a figure that has no place in the printed form is refused, never left out.
"""

import re
from dataclasses import replace

from gongkai.annual.model import AnnualReport, OtherTable, Section
from gongkai.annual.read import metadata
from gongkai.annual.read.raw import Page
from gongkai.annual.read.sections import known_title
from gongkai.annual.write.document import Document, Paragraph, Part, Table
from gongkai.annual.write.form_tables import national_statistics, statutory
from gongkai.annual.write.other_tables import other_table, tells_statistics
from gongkai.annual.write.refusal import CannotWriteError
from gongkai.messages import message
from gongkai.statute.editions import editions
from gongkai.statute.legacy import cell_labels as legacy_cells

_LEVELS = {
    2: re.compile(r"（[一二三四五六七八九十]{1,3}）[^。；，：！？]{2,30}。?"),
    3: re.compile(r"\d{1,2}[.．、][^。；，：！？\d][^。；，：！？]{1,30}。?"),
}
_INTRODUCES = re.compile(r".{20,}[。：]")
"""A sentence before the first part; site menus and addresses have none."""
_TITLE = "{organ}{year}政府信息公开工作年度报告"
PERIOD = "统计期限"


def document(report: AnnualReport) -> Document:
    """The printed form of a report.

    Titles, numbers and order of the parts are the report's; a table of the form whose part it lacks gets the form's own heading.
    Where in its part a table stood the model does not say: the form's tables follow the text of their part; another table stands
    behind the line of the text that is its title, else at the end of the part of that title, else at the end of the last part.

    Raises:
        CannotWriteError: there are figures but no edition of the form, or figures that the printed form has no cell for.

    """
    tables = statutory(report)
    extra = None if tells_statistics(report) else national_statistics(report)
    _refuse_homeless(report, [*tables.values(), *([extra] if extra else [])])
    title = report.title or _title(report)
    closing = _closing(report)
    parts = _parts(report, tables, closing)
    if extra:
        parts = [*parts[:-1], replace(parts[-1], blocks=(*parts[-1].blocks, extra))] if parts else [Part("", (extra,))]
    named = metadata.organ_of_title(title) if metadata.title(Page(()), [title]) else ""
    return Document(
        title=title,
        organ=report.organ or "",
        year=report.year,
        facts=_facts(report, closing),
        parts=(*_preamble(report), *parts),
        signature=closing,
        masthead=report.organ if report.organ and named != report.organ else "",
    )


def _refuse_homeless(report: AnnualReport, tables: list[Table]) -> None:
    placed = {cell.code for table in tables for row in table.rows for cell in row}
    homeless = [code for code in (*report.figures, *report.blank) if code not in placed and code not in legacy_cells()]
    if not homeless:
        return
    if report.edition is None:
        raise CannotWriteError(
            message(
                "{source} cannot be written: it has figures, but it is not known of which edition of the form. "
                "Set the edition (2019, 2021), or read the report from a page with the words of the form.",
                source=report.source,
            )
        )
    raise CannotWriteError(
        message(
            "{source} cannot be written: the form of edition {edition} has no cell for {cells}. "
            "Correct the cell codes, or write JSON, which holds every figure.",
            source=report.source,
            edition=report.edition,
            cells=tuple(homeless),
        )
    )


def _title(report: AnnualReport) -> str:
    return _TITLE.format(organ=report.organ or "", year=f"{report.year}年" if report.year else "")


# ---- before the parts ----


def _facts(report: AnnualReport, closing: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What the report says of itself: label and value. The date that closes the report is not told twice; the period is, where no text has it."""
    found = dict(report.metadata)
    if closing and closing[-1] == found.get("created"):
        del found["created"]
    facts = [(words.partition("|")[0], found[key]) for key, words in metadata.KEYS.items() if key in found]
    if "period_start" in found and "period_end" in found and not metadata.period("\n".join(_texts(report))):
        facts.append((PERIOD, f"自{found['period_start']}至{found['period_end']}"))
    return tuple(facts)


def _texts(report: AnnualReport) -> list[str]:
    before = [block.text for part in _preamble(report) for block in part.blocks if isinstance(block, Paragraph)]
    return [*before, *(section.text for section in report.sections)]


def _preamble(report: AnnualReport) -> list[Part]:
    """The sentences that stand before the first part (根据《条例》…); the reader keeps them with the site's own words."""
    found = [text for text in report.leftover if _INTRODUCES.fullmatch(text) and text != report.title]
    return [Part("", tuple(Paragraph(text) for text in found))] if found else []


# ---- the parts ----


def _parts(report: AnnualReport, tables: dict[str, Table], closing: tuple[str, ...]) -> list[Part]:
    titles = [section.title for edition in editions().values() for section in edition.sections]
    ranks = {title: rank for rank, title in enumerate(titles)}
    waiting = {table.caption: table for table in tables.values()}
    others = list(report.other_tables)
    found: list[tuple[int, Part]] = []
    for index, section in enumerate(report.sections):
        last = index == len(report.sections) - 1
        lines = [line for line in section.text.split("\n") if line]
        blocks = _running(lines[: len(lines) - len(closing)] if last else lines, others)
        known = known_title(section.title)
        if known in waiting:
            blocks.append(waiting.pop(known))
        blocks += [other_table(one) for one in _taken(others, {section.title, _heading(section)}, last=last)]
        found.append((ranks.get(known, -1), Part(_heading(section), tuple(blocks))))
    for title, own in waiting.items():
        found.insert(_place(found, ranks[title]), (ranks[title], Part(_own_heading(report, title), (own,))))
    if others:  # a report without parts
        found.append((len(ranks), Part("", tuple(other_table(one) for one in others))))
    return [part for _, part in found]


def _heading(section: Section) -> str:
    return f"{section.number}、{section.title}" if section.number else section.title


def _own_heading(report: AnnualReport, title: str) -> str:
    form = editions()[report.edition or ""]
    return next(f"{own.number}、{own.title}" for own in form.sections if own.title == title)


def _place(found: list[tuple[int, Part]], rank: int) -> int:
    """Behind the parts that come before it in the form."""
    return max((index + 1 for index, (other, _) in enumerate(found) if other < rank), default=0)


def _closing(report: AnnualReport) -> tuple[str, ...]:
    """The lines with organ and date that close the last part."""
    lines = report.sections[-1].text.split("\n") if report.sections else []
    organ, date = metadata.signature(lines)
    if date is None or lines[-1] != date:
        return ()
    return (organ, date) if organ else (date,)


def _running(lines: list[str], others: list[OtherTable]) -> list[Paragraph | Table]:
    """Paragraphs, each followed by the other table that it is the title of."""
    blocks: list[Paragraph | Table] = []
    deepest = 1
    for line in lines:
        level = next((level for level, pattern in _LEVELS.items() if pattern.fullmatch(line)), 0)
        if level:  # a program that reads headings aloud needs them without gaps
            level = deepest = min(level, deepest + 1)
        blocks.append(Paragraph(line, level))
        for one in [one for one in others if one.title == line][:1]:
            others.remove(one)
            blocks.append(other_table(replace(one, title=""), line))
    return blocks


def _taken(others: list[OtherTable], titles: set[str], *, last: bool) -> list[OtherTable]:
    """The tables that stand at the end of a part, taken out of `others`; those of its own title need none of their own."""
    found = [replace(one, title="") if one.title in titles else one for one in others if last or one.title in titles]
    others[:] = [] if last else [one for one in others if one.title not in titles]
    return found
