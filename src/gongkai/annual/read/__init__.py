"""Reading: any published annual report, garbled web copies too, to one `AnnualReport`. Nothing is invented, nothing dropped silently.

Two stages: `raw` is the page as found (blocks, cells, lines); the typed model is made from it by matching the form's own words.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import BinaryIO

from gongkai.annual import jsonform, jsonshape
from gongkai.annual.model import AnnualReport, Doubt, Figure
from gongkai.annual.narrative.claims import claims
from gongkai.annual.read import (
    bounds,
    clean,
    decode,
    files,
    html,
    kinds,
    labels,
    legacy,
    limits,
    metadata,
    mhtml,
    plaintext,
    sandbox,
    sections,
    tables,
)
from gongkai.annual.read.doubts import doubt
from gongkai.annual.read.files import CannotReadError
from gongkai.annual.read.form import Form, read_form
from gongkai.annual.read.kinds import NotAReportError
from gongkai.annual.read.raw import Grid, Page
from gongkai.messages import message
from gongkai.statute.editions import cell_labels, editions

__all__ = ["CannotReadError", "NotAReportError", "read_bytes", "read_page", "read_path", "read_stream", "read_text"]

TABLES = {"article20": "主动公开政府信息情况", "applications": "收到和处理政府信息公开申请情况", "remedies": "政府信息公开行政复议、行政诉讼情况"}
LEGACY = 3
"""A report with so many of the parts that only Order 492 asked for is of the legacy kind."""


def read_path(path: Path) -> AnnualReport:
    """Read the report in a file.

    Raises:
        gongkai.annual.read.files.CannotReadError: the file is not there or may not be opened.
        gongkai.annual.read.kinds.NotAReportError: no report can be read from it, or not within the limits of time and memory.

    """
    return read_bytes(files.of_path(path, str(path)), str(path))


def read_stream(stream: BinaryIO, source: str) -> AnnualReport:
    """Read the report that comes out of a stream of bytes.

    Raises:
        gongkai.annual.read.files.CannotReadError: the system refuses it.
        gongkai.annual.read.kinds.NotAReportError: as `read_path`.

    """
    return read_bytes(files.of_stream(stream, source), source)


def read_bytes(data: bytes, source: str) -> AnnualReport:
    """Read the report in `data`; `source` is what messages and the model call it. What kind of file it is, its content tells.

    Raises:
        gongkai.annual.read.kinds.NotAReportError: as `read_path`.

    """
    kind = kinds.kind_of(data, source)
    if kind in limits.LIMITS:
        return read_page(sandbox.page(kind, data, source), source)
    if kind == "json":
        return _own(data, source)
    decoded, damaged = decode.decode(mhtml.html(data, source) if kind == "mhtml" else data, source)
    report = read_text(decoded, source)
    if damaged:
        return _with_doubt(report, doubt("encoding.damaged"))
    return report


def _own(data: bytes, source: str) -> AnnualReport:
    """The report that our own JSON holds."""
    try:
        return replace(jsonform.from_json(jsonform.loads(data)), source=source)
    except jsonshape.WrongJsonError as error:
        raise NotAReportError(message("{source} cannot be read. {reason}", source=source, reason=error.message)) from error


def read_page(page: Page, source: str) -> AnnualReport:
    """Read the report in what was taken raw from a file with pages, cells and paragraphs.

    Raises:
        gongkai.annual.read.bounds.TooMuchError: it is beyond what any report can be.

    """
    page = clean.clean_page(bounds.check_page(page, source))
    return _model(page, read_form(page), source)


def read_text(text: str, source: str) -> AnnualReport:
    """Read the report in a decoded page or text.

    Raises:
        gongkai.annual.read.bounds.TooMuchError: it is beyond what any report can be.

    """
    if not html.is_html(text):
        bounds.check_text(text, source)
        page = plaintext.page(clean.clean(text))
        return _model(page, read_form(page, cut=not text.endswith("\n")), source)
    bounds.check_markup(text, source)
    cut = not text.endswith((">", "\n")) or text.rfind("</table") < text.rfind("<table")
    page = clean.clean_page(bounds.check_page(html.page(text), source))
    form = read_form(page, cut=cut)
    if not any(isinstance(page.blocks[block], Grid) for block in form.used):
        # no table of markup: elements in rows show the empty cells that running text does not
        page = clean.clean_page(html.page(text, words_in=_words_in))
        form = read_form(page, cut=cut)
    return _model(page, form, source)


def _words_in(texts: list[str]) -> int:
    return sum(labels.read(text) is not None for text in clean.clean("\n".join(texts)).split("\n") if text)


def _model(page: Page, form: Form, source: str) -> AnnualReport:
    parts, around = sections.parts(page, form.used)
    other_tables = tables.grids(page, form.used)
    kept = []
    for part in parts:
        found, rest = tables.from_lines(part)
        other_tables += found
        kept.append(rest)
    head = [text for _, text in around]
    tail = [text for part in kept[-1:] for _, text in part.lines]
    found_fields = metadata.fields(page, [*head, *tail[-6:]], form.used)
    title = metadata.title(page, head)
    body = "\n".join(text for part in kept for _, text in part.lines)
    found_fields |= metadata.period("\n".join([*head, body]))
    signed = metadata.signature([*head, *tail])[1]
    if signed:
        found_fields.setdefault("created", signed)
    year = metadata.year_of_title(title) if title else metadata.year_of_text(body, found_fields)
    organ = metadata.organ(title, [*head, *tail], found_fields)
    # no report prints the form of today and the statistics table that it replaced
    statistics = legacy.Statistics() if "applications" in form.tables else legacy.read(page, form.used)
    edition = form.edition or statistics.edition or _legacy(kept, year)
    text_sections = sections.sections(kept)
    return AnnualReport(
        source=source,
        organ=organ,
        year=year,
        edition=edition,
        title=title,
        metadata=found_fields,
        sections=text_sections,
        figures=_in_order(form.figures) | statistics.figures,
        blank=(*sorted(form.blank, key=_order().__getitem__), *statistics.blank),
        units=form.units | statistics.units,
        other_tables=tuple(other_tables),
        claims=claims(text_sections, organ, year),
        warnings=(*page.doubts, *form.doubts, *statistics.doubts, *_doubts(form, edition, year, organ)),
        places=form.places | statistics.places,
        leftover=tuple(head),
    )


def _legacy(parts: list[sections.Part], year: int | None) -> str | None:
    """`legacy` where the parts are those of Order 492 and not of the statutory form."""
    first_form = editions()["2019"]
    own = {section.title for section in first_form.sections}
    legacy = {section.title for section in editions()["legacy"].sections} - own
    if sum(1 for part in parts if part.known in legacy) >= LEGACY:
        return "legacy"
    return "legacy" if year is not None and year < first_form.first_year and not any(part.known in own for part in parts) else None


def _doubts(form: Form, edition: str | None, year: int | None, organ: str | None) -> list[Doubt]:
    found = []
    if edition is None:
        found.append(doubt("edition.unknown"))
    if year is None:
        found.append(doubt("year.unknown"))
    if organ is None:
        found.append(doubt("organ.unknown"))
    if edition != "legacy":
        found += [doubt("table.missing", title=title) for table, title in TABLES.items() if table not in form.tables]
    return found


@cache
def _order() -> dict[str, int]:
    return {cell: index for index, cell in enumerate(cell_labels())}


def _in_order(figures: dict[str, Figure]) -> dict[str, Figure]:
    order = _order()
    return {cell: figures[cell] for cell in sorted(figures, key=order.__getitem__)}


def _with_doubt(report: AnnualReport, extra: Doubt) -> AnnualReport:
    return replace(report, warnings=(*report.warnings, extra))
