"""The form's own words, recognised as offices print them: exact after normalising, else by a measured tolerance.

The tolerance: a misprint may change one character in five of a label, and every other label must be further away by
two changes. `tests/annual/read/test_labels.py` measures the distances between the labels of the form, so that no label
can be read as another one. Labels of four characters and fewer (行政许可, 行政处罚) have no tolerance at all.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from gongkai.statute.editions import article20_columns, data, editions, furniture, labels

_DROPPED = re.compile(r"[\s、，,。．.：:；;“”\"'‘’《》〈〉「」『』()（）\[\]【】\-—–－/／*·]+")
_NUMBERING = re.compile(
    r"^\s*(?:[(（]?\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）]\s*"  # （一） 一) (2)
    r"|[一二三四五六七八九十]{1,3}\s*[、，,．.]+\s*"  # 一、
    r"|\d\s*[、，,．.]+\s*"  # 1. 1、
    r"|[①-⑳㈠-㈩]\s*)"
)
_REMARK = re.compile(r"[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*(?:[)）]|$)")
_DIGIT = re.compile(r"\d")
LONGEST = 60


@dataclass(frozen=True)
class Word:
    """A word of the form: its kind (`row`, `applicant`, `result`, `column`, `furniture`), its code, the editions that print it.

    `number` is the bare list number that the form prints before it (`一`, `1`), empty where there is none.
    """

    kind: str
    code: str
    editions: frozenset[str]
    label: str
    number: str = ""


@dataclass(frozen=True)
class Reading:
    """What a printed text can mean: `words` (several where the form uses one word twice), and how it was recognised.

    `how` is `exact`, `misprint` or `ambiguous`; of an ambiguous text `words` are the labels that it could be.
    """

    words: tuple[Word, ...]
    how: str

    def of(self, kind: str) -> Word | None:
        """The word of that kind, if it can be one."""
        return next((word for word in self.words if word.kind == kind), None)


def bare(text: str) -> str:
    """`text` without numbering, punctuation and blanks, Taiwan's word for information as ours."""
    return _DROPPED.sub("", _NUMBERING.sub("", text)).replace("资讯", "信息")


def _words() -> list[tuple[str, Word]]:
    both = frozenset({"2019", "2021"})
    found: list[tuple[str, Word]] = []

    def add(kind: str, code: str, printed: tuple[str, ...], used: frozenset[str], number: str = "") -> None:
        found.extend((text, Word(kind, code, used, printed[0], number)) for text in printed)

    rows: dict[str, tuple[tuple[str, ...], set[str]]] = {}
    numbers: dict[str, str] = {}
    for edition in ("2019", "2021"):
        for row in editions()[edition].rows:
            printed, used = rows.setdefault(f"{row.prefix}.{row.code}", ((row.label, *row.variants), set()))
            numbers[f"{row.prefix}.{row.code}"] = row.number.strip("（）、.")
            rows[f"{row.prefix}.{row.code}"] = (tuple(dict.fromkeys((*printed, row.label, *row.variants))), used | {edition})
    for code, (printed, used) in rows.items():
        add("row", code, printed, frozenset(used), numbers[code])
    for kind, table in (("applicant", "applicants"), ("result", "remedy_results")):
        for label in labels(table):
            add(kind, label.code, (label.label, *label.variants), both)
    heads = {entry["code"]: entry["label"] for entry in data()["article20_columns"]}
    for label, used_by in article20_columns():
        for edition in used_by:
            add("column", label.code, (heads[label.code][edition],), frozenset({edition}))
        add("column", label.code, (label.label, *label.variants), frozenset(used_by))
    for text in furniture():
        add("furniture", text, (text,), both)
    return found


@cache
def _exact() -> dict[str, tuple[Word, ...]]:
    table: dict[str, dict[tuple[str, str], Word]] = {}
    for text, word in _words():
        key = bare(text)
        known = table.setdefault(key, {})
        # the form's own word for one edition is stronger evidence than a variant that both use
        if (word.kind, word.code) not in known or len(word.editions) < len(known[word.kind, word.code].editions):
            known[word.kind, word.code] = word
    return {key: tuple(words.values()) for key, words in table.items()}


def tolerance(length: int) -> int:
    """How many changed characters a label of that length may have."""
    return length // 5


@lru_cache(maxsize=65536)
def read(text: str) -> Reading | None:
    """What `text` means as a whole, or None when it is no word of the form."""
    if len(text) > LONGEST * 3:
        return None
    if found := exact(text):
        return found
    key, short = bare(text), bare(_REMARK.sub("", text))
    if not key or key.isdecimal() or len(key) > LONGEST:
        return None
    return _wild(key) or _near(key) or (_near(short) if short != key else None)


def exact(text: str) -> Reading | None:
    """What `text` means when it is a word of the form as our tables spell it, its numbering and a bracketed remark set aside."""
    for key in (bare(text), bare(_REMARK.sub("", text))):
        if found := _exact().get(key) or _unbracketed(key):
            return Reading(found, "exact")
    return None


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(word[:length] for word in _exact() for length in range(1, len(word) + 1))


@lru_cache(maxsize=65536)
def begins(text: str) -> bool:
    """Whether a word of the form may begin with `text`."""
    if len(text) > LONGEST:
        return False
    key = bare(text).removesuffix("资")  # 资讯, broken in two
    return not key or not _beginnings().isdisjoint({key, key[1:], bare(_REMARK.sub("", text))})


def _unbracketed(key: str) -> tuple[Word, ...] | None:
    """The words after a list number that lost its brackets or its point: 一予以公开, 1属于国家秘密."""
    found = _exact().get(key[1:])
    numbers = {word.number for word in found or ()} - {""}
    if found and (key[0] in numbers or (not numbers and key[0] in "一二三四五六七")):
        return found
    return None


def _wild(key: str) -> Reading | None:
    """Lost characters printed as “?” stand for any one character each."""
    if not 0 < key.count("?") <= len(key) // 2:
        return None
    pattern = re.compile("".join("." if c == "?" else re.escape(c) for c in key))
    return _decided([words for known, words in _exact().items() if pattern.fullmatch(known)])


def _near(key: str) -> Reading | None:
    if tolerance(len(key)) == 0 or _DIGIT.search(key):  # a digit may be a figure: no label swallows one
        return None
    far = tolerance(len(key)) + 2
    close = process.extract(key, known_words(), scorer=Levenshtein.distance, processor=None, score_cutoff=far, limit=None)
    near = [distance for known, distance, _ in close if distance <= tolerance(min(len(key), len(known)))]
    if not near:
        return None
    best = min(near)
    return _decided([_exact()[known] for known, distance, _ in close if distance <= best + 1])


def _decided(candidates: list[tuple[Word, ...]]) -> Reading | None:
    if not candidates:
        return None
    codes = {tuple(sorted((word.kind, word.code) for word in words)) for words in candidates}
    if len(codes) == 1:
        return Reading(candidates[0], "misprint")
    return Reading(tuple(word for words in candidates for word in words), "ambiguous")


@cache
def known_words() -> tuple[str, ...]:
    """Every word of the form as it is compared: without numbering, punctuation and blanks."""
    return tuple(_exact())
