"""The parts of the report: their printed numbers and titles, and the running text of each, tables left out."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from gongkai.annual.model import Section
from gongkai.annual.read import labels
from gongkai.annual.read.raw import Line, Page
from gongkai.statute.editions import editions

_NUMERAL = "[一二三四五六七八九十]{1,2}"
_HEADING = re.compile(rf"^({_NUMERAL})\s*[、.,，．:：]\s*(.{{2,60}}?)[:：。]?$")
_NUMBERED = re.compile(rf"{_NUMERAL}\s*[、.,，．]")
_SENTENCE = re.compile("[。；，,;！？]")
_FOOTER = re.compile(
    "打印本页|关闭窗口|关闭本页|扫一扫|分享到|分享至|版权所有|网站地图|ICP备|公网安备|技术支持|上一篇|下一篇|设为主页|设为首页|主办单位|运行维护|网站标识码"
)
_INTRODUCTIONS = frozenset({"引言", "前言", "导言"})
LIKE = 85
"""A numbered title this similar (0-100) to one of the form's own is that one."""
KNOWN = 4
"""With so many of the form's own titles on the page, only those divide it; else every numbered title does."""


@dataclass(frozen=True)
class Part:
    """A piece of the page under one heading; `known` is the form's own title for it, `lines` its running text with block numbers."""

    number: str
    title: str
    known: str
    lines: tuple[tuple[int, str], ...]
    block: int


@cache
def _titles() -> dict[str, str]:
    """Every title known for a section, bare, with the form's own title; own titles are stronger than variants, statutory ones than legacy ones."""
    known = [section for edition in editions().values() for section in edition.sections]
    found = {labels.bare(text): section.title for section in known for text in section.variants}
    return found | {labels.bare(section.title): section.title for section in known}


@cache
def _inline() -> re.Pattern[str]:
    gap = r"[、，,\s]*"
    spelled = sorted((gap.join(map(re.escape, title)) for title in _titles() if len(title) > 3), key=len, reverse=True)  # noqa: PLR2004
    return re.compile(rf"(?:(?<=[。；;）)：:\s])|^)\s*({_NUMERAL})\s*[、.,，．]\s*({'|'.join(spelled)})(?=[\s（(。：:]|$)")


@cache
def known_title(text: str) -> str:
    """The form's own title that a printed title stands for, or an empty text."""
    bare = labels.bare(text)
    if found := _titles().get(bare):
        return found
    if len(bare) < 6:  # noqa: PLR2004 - too short to be alike by accident
        return ""
    best = max(_titles(), key=lambda title: fuzz.ratio(title, bare))
    return _titles()[best] if fuzz.ratio(best, bare) >= LIKE else ""


def _pieces(page: Page, used: set[int]) -> Iterator[tuple[int, str, str, str, str]]:
    """Every line outside the form's tables as (block, text, number, title, known title); number and title empty for running text."""
    for index, block in enumerate(page.blocks):
        if not isinstance(block, Line) or index in used:
            continue
        if len(block.text) > labels.LONGEST:
            if not _NUMBERED.search(block.text):
                yield index, block.text, "", "", ""
                continue
            yield from _split(index, block.text)
        elif found := _HEADING.match(block.text):
            yield (index, block.text, *_heading(found[1], found[2], block.text))
        elif known_exactly(block.text) or block.text in _INTRODUCTIONS:
            yield index, block.text, "", block.text, known_exactly(block.text)
        else:
            yield index, block.text, "", "", ""


def known_exactly(text: str) -> str:
    """The form's own title when a line is exactly that title without its number."""
    return _titles().get(text.rstrip("：:"), "")


def _heading(number: str, title: str, line: str) -> tuple[str, str, str]:
    known = known_title(title)
    if known:
        return number, title, known
    reading = labels.read(line)
    if reading is not None or _SENTENCE.search(title):
        return "", "", ""
    return number, title, ""


def _split(index: int, text: str) -> Iterator[tuple[int, str, str, str, str]]:
    """A paragraph in which headings stand inside: the text before each, the heading, the rest."""
    end = 0
    for found in _inline().finditer(text):
        if text[end : found.start()].strip():
            yield index, text[end : found.start()].strip(), "", "", ""
        yield index, found[0].strip(), found[1], found[2], known_title(found[2])
        end = found.end()
    if text[end:].strip():
        yield index, text[end:].strip(), "", "", ""


def parts(page: Page, used: set[int]) -> tuple[list[Part], list[tuple[int, str]]]:
    """The parts of the page in reading order, and the lines before the first, between a table of contents and it, and after the last."""
    pieces = list(_pieces(page, used))
    only_known = len({known for *_, known in pieces if known}) >= KNOWN
    found: list[Part] = []
    lines: list[tuple[int, str]] = []
    heads: list[tuple[int, str]] = []
    current: tuple[str, str, str, int] | None = None

    def close() -> None:
        if current is None:
            heads.extend(lines)
        else:
            found.append(Part(current[0], current[1], current[2], tuple(lines), current[3]))
        lines.clear()

    for block, text, number, title, known in pieces:
        if title and (known or not only_known or title in _INTRODUCTIONS):
            close()
            current = (number, title, known, block)
        else:
            lines.append((block, text))
    close()
    kept, contents = _without_contents(found)
    heads += contents
    return _without_footer(kept, heads), heads


def _without_contents(found: list[Part]) -> tuple[list[Part], list[tuple[int, str]]]:
    """A table of contents names every title before the report does: where titles stand twice, the last one is the part itself."""
    times = Counter(part.known or part.title for part in found)
    twice = {title for title, count in times.items() if count > 1}
    if not twice:
        return found, []
    last = {part.known or part.title: index for index, part in enumerate(found)}
    if len(twice) >= 3:  # noqa: PLR2004 - one or two can be a printer's slip, three are a list
        kept = [part for index, part in enumerate(found) if last[part.known or part.title] == index]
        return kept, [line for part in found if part not in kept for line in part.lines]
    return found, []


def _without_footer(found: list[Part], heads: list[tuple[int, str]]) -> list[Part]:
    """Cut the site's own words off the last part."""
    if not found:
        return found
    last = found[-1]
    for index, (_, text) in enumerate(last.lines):
        if len(text) <= labels.LONGEST * 2 and _FOOTER.search(text):
            heads.extend(last.lines[index:])
            return [*found[:-1], Part(last.number, last.title, last.known, last.lines[:index], last.block)]
    return found


def sections(found: list[Part]) -> tuple[Section, ...]:
    """The parts as the model has them."""
    return tuple(Section(part.number, part.title, "\n".join(text for _, text in part.lines)) for part in found)
