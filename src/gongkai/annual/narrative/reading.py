"""A sentence taken apart: its numbers with the words before them, the year they speak of, and the brackets they stand in."""

import re
from typing import NamedTuple

from gongkai.annual.narrative.numbers import Number, numbers
from gongkai.annual.narrative.units import KINDS

COUNTED = ("count", "money")
EARLIER = 0
"""Stands for "last year" in a report whose own year is not known."""


class Item(NamedTuple):
    """A number of a sentence.

    `label` are the words between the number before and this one, `tail` those behind it up to the end of the clause or the next
    number, `year` the year last named before it, `bracket` the position of the bracket it stands in (-1: none), `delta` whether it
    is a change (增加3件) and not a number of things.
    """

    number: Number
    label: str
    tail: str
    year: int | None
    bracket: int
    delta: bool

    @property
    def name(self) -> str:
        """The words that name the thing counted: those of the clause before the number, else those behind it."""
        clause = CLAUSE.split(self.label)[-1].strip("、 　").removeprefix("其中")
        return (clause.strip('“”"、 　') or self.tail).strip('“”"、 　')

    @property
    def counts(self) -> bool:
        """Whether the number is a number of things or of money, not of a change, a share or a year."""
        return not self.delta and (self.number.kind in COUNTED or (self.number.kind == "other" and self.number.unit not in KINDS))

    def past(self, year: int | None) -> bool:
        """Whether the number speaks of a year before `year`."""
        return self.year is not None and (self.year == EARLIER or (year is not None and self.year < year))


class Reading(NamedTuple):
    """A sentence with its numbers (years and dates left out); `year` is the year the report is about, as far as known."""

    text: str
    items: tuple[Item, ...]
    year: int | None


CLAUSE = re.compile(r"[，,；;：:。！？!?（(）)]")
_TAIL = re.compile(r"[^，,；;：:。！？!?（(）)、]*")
_BRACKET = re.compile(r"[（(][^（(）)]*[）)]?")
_MENTION = re.compile(r"((?:19|20)\d\d)年|(去年|上年|上一年|前一年|上年度)(?!度?结转)|(今年|本年|当年)")
# 与2018年相比 and 比上年 name what is compared with, not what the next number speaks of
_COMPARED = re.compile(r"[比较同与和]$")
_QUOTED = re.compile(r"《[^》]*》?|〔[^〕]*〕|\[[^\]]*\]")
_CHANGE = "(?<!新)(?:增加|增长|上升|提高|减少|下降|降低|下滑|净增|增幅|降幅|缩减)|(?:比|较)[^，,；;。]*[多少增减升降]"
_DELTA = re.compile(f"(?:{_CHANGE})(?:了|分别|各|达|率|幅度|比例)*[为是]?(?:约|近|超过|逾|超|不到|不足|至少|将近|接近|大约)?[ 　]*$")
_DELTA_SIGN = re.compile("[加长升高少降低滑增减缩多幅]")


def _years(label: str, before: int | None, report: int | None) -> tuple[int | None, int | None]:
    """The year that a number after `label` speaks of, and the one that the text goes on with behind it."""
    if "年" not in label:
        return before, before
    label = _QUOTED.sub("", label)
    spoken = lasting = before
    for mention in _MENTION.finditer(label):
        behind = label[mention.end() : mention.end() + 12]
        compared = _COMPARED.search(label[: mention.start()]) is not None
        if "相比" in behind or "相较" in behind or (compared and not _names_old(behind)):
            continue
        spoken = _value(mention, report)
        # 比上年的668条增长: only that number is last year's
        lasting = lasting if compared else spoken
    return spoken, lasting


def _names_old(behind: str) -> bool:
    # 比上年的10件增加: the number itself is last year's; 比上年增加: it is not
    return re.fullmatch(r"度?(?:同期|同口径|全年|数字|数据|数量|总数|总量|的|为|是|收到|办理|发布|公开|[（(])*", behind) is not None


def _value(mention: re.Match[str], report: int | None) -> int | None:
    if mention[1]:
        return int(mention[1])
    if mention[3]:
        return report
    return EARLIER if report is None else report - 1


def read(sentence: str, year: int | None) -> Reading:
    """Take `sentence` of a report about `year` apart."""
    found = [number for number in numbers(sentence) if number.kind not in ("year", "date")]
    brackets = [match.span() for match in _BRACKET.finditer(sentence)] if "（" in sentence or "(" in sentence else []
    items: list[Item] = []
    lasting: int | None = None
    end = 0
    for index, number in enumerate(found):
        label = sentence[end : number.start]
        limit = found[index + 1].start if index + 1 < len(found) else len(sentence)
        tail = _TAIL.match(sentence, number.end, limit)
        delta = _DELTA_SIGN.search(label[-8:]) is not None and _DELTA.search(label) is not None
        if "。" in label and items:
            lasting = items[0].year  # 其中 behind a full stop divides what the sentence began with
        spoken, onwards = _years(label, lasting, year)
        counted = number.kind in COUNTED or number.kind == "other"
        if counted and not delta:
            lasting = onwards
        inside = next((start for start, stop in brackets if start < number.start < stop), -1)
        items.append(Item(number, label, tail[0] if tail else "", spoken if counted and not delta else None, inside, delta))
        end = number.end
    return Reading(sentence, tuple(items), year)
