"""A report as DOCX in the form of an official document (公文, GB/T 9704-2012): the empty document in `gongwen/`, filled in with python-docx."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from unicodedata import east_asian_width
from zipfile import ZipFile

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph as WordParagraph

from gongkai.annual.write.document import Document, Paragraph, Table
from gongkai.annual.write.docx_table import CHARACTER, TEXT_WIDTH, element, table_of
from gongkai.annual.write.package import Archive, signed_on, writable

_TITLE_LINE = 20  # characters of 2号 in the width of the text
_TITLE_SIZE = 440  # 2号, in twentieths of a point
_SLACK = 0.9  # of a character: fonts differ in their digits and the space around them; one more would not break where it should
_TITLE_BREAKS = re.compile("(?<=年|度)(?=政府信息公开|政务公开|信息公开)|(?<=公开)(?=工作|年度|年报)|(?<=工作)(?=年度|年报)")
_LONGEST_NAME = 255  # of a document property, in Word and python-docx

# （一）…: the second level of an official document (7.3.3), where its heading is the first sentence of a paragraph.
_SECOND_LEVEL = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]")
_LONGEST_HEADING = 40


def render(document: Document) -> bytes:
    """The report as a DOCX file; the same report gives the same bytes."""
    word = docx.Document(BytesIO(_empty()))
    _properties(word, document)
    if document.masthead:
        word.add_paragraph(writable(document.masthead), "公文机关")
    _title(word, writable(document.title))
    if document.number:
        number = word.add_paragraph(writable(document.number), "Body Text")
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _indent(number, firstLine=0, firstLineChars=0)
        word.add_paragraph("", "Body Text")
    for label, value in document.facts:
        word.add_paragraph(writable(f"{label}：{value}"), "公文信息")
    for part in document.parts:
        if part.heading:
            word.add_heading(writable(part.heading), 1)
        _blocks(word, part.blocks)
    _signature(word, document.signature)
    made = BytesIO()
    word.save(made)
    return _timeless(made)


@cache
def _empty() -> bytes:
    """The empty document, packed."""
    made = BytesIO()
    with Archive(made, "w") as package:
        for name, part in _parts(files("gongkai.annual.write") / "gongwen"):
            package.writestr(name, part.read_bytes())
    return made.getvalue()


def _parts(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _parts(entry, f"{above}{entry.name}/")
        elif entry.name.endswith((".xml", ".rels")):
            yield above + entry.name, entry


def _timeless(made: BytesIO) -> bytes:
    packed = BytesIO()
    with ZipFile(made) as parts, Archive(packed, "w") as package:
        for name in parts.namelist():
            package.writestr(name, parts.read(name))
    return packed.getvalue()


def _properties(word: Word, document: Document) -> None:
    properties = word.core_properties
    properties.title = writable(document.title)[:_LONGEST_NAME]
    properties.author = writable(document.organ)[:_LONGEST_NAME]
    made = signed_on(document)
    if made is not None:
        properties.created = properties.modified = made


def _title(word: Word, title: str) -> None:
    """7.3.1: a title of two lines breaks where its sense does and is the longer above; indents do that, a line end would part the title."""
    paragraph = word.add_paragraph(title, "Title")
    if _width(title) <= _TITLE_LINE:
        return
    above = [_width(title[: found.start()]) for found in _TITLE_BREAKS.finditer(title)]
    fitting = [line for line in above if _width(title) - line <= line <= _TITLE_LINE]
    if fitting:
        aside = round((TEXT_WIDTH - (fitting[0] + _SLACK) * _TITLE_SIZE) / 2)
        _indent(paragraph, left=aside, right=aside)


def _blocks(word: Word, blocks: Iterable[Paragraph | Table]) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            _paragraph(word, writable(block.text), block.level, flush=block.flush)
        else:
            word.element.body.sectPr.addprevious(table_of(block))
            word.add_paragraph("", "表格之后")  # Word runs tables together, and closes no page with one


def _paragraph(word: Word, text: str, level: int, *, flush: bool) -> None:
    if level:
        word.add_heading(text, level)
        return
    paragraph = word.add_paragraph("", "Body Text")
    if flush:
        _indent(paragraph, firstLine=0, firstLineChars=0)
    first, stop, rest = text.partition("。")
    if _SECOND_LEVEL.match(text) and len(first) <= _LONGEST_HEADING:
        paragraph.add_run(first + stop, "公文第二层")
        paragraph.add_run(rest)
    else:
        paragraph.add_run(text)


def _signature(word: Word, lines: tuple[str, ...]) -> None:
    """7.3.5.2: after an empty line; the organ ends two characters from the right, the date begins two after the organ's first.

    A date longer than the organ's name ends two characters from the right itself, and the organ that much further in.
    """
    from_right = [2.0] * len(lines)
    if len(lines) == 2:  # noqa: PLR2004 - organ and date
        organ, date = map(_width, lines)
        from_right = [2.0, organ - date] if organ >= date else [date + 4 - organ, 2.0]
    for number, (line, characters) in enumerate(zip(lines, from_right, strict=True)):
        paragraph = word.add_paragraph(writable(line), "公文落款" if number else "公文落款首行")
        _indent(paragraph, right=round(characters * CHARACTER), rightChars=round(characters * 100))


def _indent(paragraph: WordParagraph, **sides: int) -> None:
    paragraph._p.get_or_add_pPr().append(element("w:ind", **sides))  # noqa: SLF001 - python-docx knows no indents in characters


def _width(text: str) -> float:
    """In characters of the grid: digits and Latin letters are half of one."""
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.5 for character in text)
