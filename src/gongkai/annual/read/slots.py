"""The cells and lines of a page in reading order, those that a copy glued together taken apart at the form's own words."""

import re
from functools import cache

from gongkai.annual.read import labels, values
from gongkai.annual.read.raw import Line, Page, Slot
from gongkai.statute.editions import editions

_LABEL_THEN_NUMBERS = re.compile(r"^(.*?[^\d\s.,+\-])[\s:：]*((?:[+\-减增]?\d[\d.,]*+\s*+)+)$", re.DOTALL)
_NUMBER_THEN_LABEL = re.compile(r"([+\-]?\d+(?:[.,]\d+)*)\s*([\u4e00-\u9fff]{4,}[^\d]*)")
_HEADS = ("信息内容", "本年制发", "本年新", "申请人情况", "自然人", "结果维持")
_DIGIT = re.compile(r"\d")
_WORDS = re.compile("(?!无)[?\ufffd\u4e00-\u9fff]")
_MARK_THEN_LABEL = re.compile(r"([/—\-－]+|无)\s*([^/—\-－\s].*)")


def slots(page: Page) -> list[Slot]:
    """All cells and lines of a page in reading order; empty rows left out."""
    found: list[Slot] = []
    for index, block in enumerate(page.blocks):
        if isinstance(block, Line):
            found.extend(_line_slots(block.text, index))
            continue
        pieces = _PIECES.get(block.kind)
        for row, cells in enumerate(block.rows, 1):
            if pieces is None:
                found += [Slot(text, block.kind, index, row, column) for column, text in enumerate(cells, 1)]
                continue
            for column, text in enumerate(cells, 1):
                found += [Slot(piece, block.kind, index, row, column) for piece in pieces(text)]
    return found


def _loose_pieces(text: str) -> list[str]:
    """A group's label and a row's label with only one blank between them, taken apart."""
    if " " not in text or labels.read(text) is not None:
        return [text]
    group, _, own = text.rpartition(" ")
    return [group, own] if _is_label(own) else [text]


def _bar_pieces(text: str) -> list[str]:
    """A cell that a lost row end glued to the label after it, taken apart; any other cell as it stands."""
    if (mark := _MARK_THEN_LABEL.match(text)) and (reading := labels.read(mark[2])) and reading.how == "exact":
        return [mark[1], mark[2]]
    if not text or values.parse(text) is not None or ((reading := labels.read(text)) and reading.how == "exact"):
        return [text]
    if pieces := _glued_pieces(text):
        return pieces
    found = _NUMBER_THEN_LABEL.fullmatch(text)
    return [found[1], found[2]] if found else [text]


_PIECES = {"bar": _bar_pieces, "loose": _loose_pieces}


def _is_label(text: str) -> bool:
    reading = labels.read(text)
    return reading is not None and reading.of("row") is not None


def _line_slots(text: str, index: int) -> list[Slot]:
    """A line as one slot, or in pieces where labels and numbers stand on it together."""
    if len(text) > labels.LONGEST or not _DIGIT.search(text):
        glued = (text[-1:].isdecimal() or any(head in text for head in _HEADS)) and labels.read(text) is None
        return _numbered("glued", index, _glued_pieces(text) if glued else []) or [Slot(text, "line", index, 1, 1)]
    if labels.read(text) is not None or values.parse(text) is not None:
        spaced = text.split()
        apart = len(spaced) > 1 and all(values.parse(part) is not None for part in spaced)
        return _numbered("loose", index, spaced) if apart else [Slot(text, "line", index, 1, 1)]
    parts = text.split()
    if all(values.parse(part) is not None or values.is_blank(part) for part in parts):
        return _numbered("loose", index, parts)
    if (found := _LABEL_THEN_NUMBERS.match(text)) and _is_label(found[1]):
        return _numbered("loose", index, [found[1], *found[2].split()])
    return _numbered("glued", index, _glued_pieces(text)) or [Slot(text, "line", index, 1, 1)]


def _numbered(kind: str, index: int, pieces: list[str]) -> list[Slot]:
    return [Slot(piece, kind, index, 1, column) for column, piece in enumerate(pieces, 1)]


@cache
def _any_label() -> re.Pattern[str]:
    """Every row label and head of the form, the longest first, with whatever punctuation stands between its characters."""
    known = {labels.bare(text) for edition in ("2019", "2021") for row in editions()[edition].rows for text in (row.label, *row.variants)}
    known |= set(labels.known_words())
    gap = r"[\s、，,。；;：:“”\"()（）/\-]*"
    spelled = sorted((gap.join(map(re.escape, word)) for word in known if word), key=len, reverse=True)
    numbering = r"(?:[(（]\s*[)）]|[(（]?\s*[一二三四五六七八]\s*[)）、，,．.]*|[1-8][.、，．]|[①-⑳])?\s*"
    remark = r"(?:\s*[(（][^()（）]{0,40}[)）])?"
    return re.compile(rf"{numbering}(?:{'|'.join(spelled)}){remark}[)）”]*")


_BETWEEN = re.compile(r"[\d\s.,，+\-减增/—无;；:：]*")


def _glued_pieces(text: str) -> list[str]:
    """A text of labels and digits without separators, taken apart at the labels; empty when it is running text.

    After a row's label only numbers may follow: words there are the rest of a longer label that was misprinted.
    """
    pieces: list[str] = []
    end = 0
    for match in _any_label().finditer(text):
        pieces += [text[end : match.start()].strip(), match[0].strip()]
        end = match.end()
    pieces.append(text[end:].strip())
    others = sum(len(_BETWEEN.sub("", between)) for between in pieces[::2])
    cut_label = any(_is_label(label) and _WORDS.match(between) for label, between in zip(pieces[1::2], pieces[2::2], strict=True))
    if len(pieces) == 1 or cut_label or others * 5 > len(text):
        return []
    found = [piece for piece in pieces if piece]
    return found if len(found) > 1 else []
