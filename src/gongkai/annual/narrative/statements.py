"""Which statutory quantity each number of a sentence states."""

import re
from functools import cache
from typing import NamedTuple

from gongkai.annual.narrative.numbers import Number
from gongkai.annual.narrative.quantities import RECEIVED
from gongkai.annual.narrative.reading import Item, Reading
from gongkai.annual.narrative.wording import (
    AFTER,
    APPLICANTS,
    BOTH,
    CHANNEL,
    DIRECT,
    LITIGATION,
    REQUESTS,
    REVIEW,
    ROWS,
    SEVERAL,
    TOPIC,
    TOPICS,
    WORDINGS,
    Wording,
)

REQUEST_UNITS = frozenset(("件", "份", "宗", "条", "起", "例", "次", "个", "项", "笔"))
_DISCLOSURE = re.compile(r"信息公开|政府信息|依申请|信息处理费")
_REQUESTED = re.compile(r"公开申请|依申请|申请公开")
_OTHER_MATTER = re.compile(r"处罚|许可|工伤|举报处理")
_PART_OF_YEAR = re.compile(
    r"上半年|下半年|季度|月份|\d{1,2}月?[-—~至到]\d{1,2}月|(?<![今本]年)以来|历年|[近过]去?[一二三四五两]年|日均|月均|平均|同比|每[年月天]|截[至止].*累计|累计.*截[至止]"
)
_NARROWED = re.compile(r"当面|现场|信函|邮寄|网络|网上|网站|传真|电子邮件|自然人|公民|企业|法人|组织|机构|涉及|关于")
_INSIDE = re.compile(r"其中|[，,（(]内|含")
_VERB = re.compile(r"收到|接到|受理|办理|收办|新收|新增")


# Every wording has one of the first words or stands in a sentence with one of the groups, each without a topic one of the second.
_ANY = re.compile(
    r"申请|公开|复议|诉讼|起诉|答复|办结|结转|提供|处理|维持|纠正|审结|自然人|企业|机构|组织|结果|发生|收到|新[增收]|提[起出]|被|引|产生|结案"
)
_NAMED = re.compile(r"申请|复议|诉讼|起诉|处理费|结转")
_GROUP = re.compile(r"不予公开|无法提供|不予处理|其他处理")
_CASES = (REVIEW, LITIGATION, DIRECT, AFTER)
_JOINS = ("、", "和", "及", "与", "，", ",")
_WHOLE = (RECEIVED, "applications.handled", "applications.answered")


class Context(NamedTuple):
    """What stands before a sentence: its section's title, and the heading and the sentences of its paragraph."""

    title: str
    before: str

    @property
    def topic(self) -> str | None:
        """What the words before the sentence speak of."""
        return topic_of(self.before, topic_of(self.title, None))

    def of_requests(self, text: str) -> bool:
        """Whether 申请 in the sentence `text` is a request for information, and not one for a licence."""
        return _DISCLOSURE.search(text) is not None or "申请" in self.title or _REQUESTED.search(self.before) is not None

    def of_cases(self, text: str) -> bool:
        """Whether reviews and suits in the sentence `text` are about disclosure, and not about a penalty."""
        if _DISCLOSURE.search(text):
            return True
        return ("复议" in self.title or _REQUESTED.search(self.before) is not None) and not _OTHER_MATTER.search(text)


class Stated(NamedTuple):
    """A number with the quantity that it states."""

    quantity: str
    number: Number


def topic_of(text: str, before: str | None) -> str | None:
    """The topic that the last telling word of `text` sets, else the topic `before`."""
    last = None
    for match in TOPIC.finditer(text):
        last = match
    return before if last is None else TOPICS[str(last.lastgroup)]


def _by_channel(item: Item) -> bool:
    """Whether the clause speaks of one way of applying only (通过网络收到3件)."""
    clause = re.split(r"[，,；;。]", item.label)[-1]
    return CHANNEL.search(clause) is not None and not SEVERAL.search(clause)


def countable(item: Item) -> bool:
    """Whether the number can be one of requests, cases or fees of the whole year at all."""
    if item.delta or _PART_OF_YEAR.search(item.label):
        return False
    return item.number.kind == "money" or (item.number.kind == "count" and item.number.unit in REQUEST_UNITS)


def _both(item: Item) -> tuple[Stated, ...] | None:
    """行政复议、行政诉讼各1件 and 均为0件 speak of either; one number for the two says nothing of each. None: not of both."""
    match = BOTH.search(item.label)
    if match is None:
        return None
    if match["each"] is None and item.number.value != 0:
        return ()
    return Stated(f"{REVIEW}.total", item.number), Stated(LITIGATION, item.number)


def _allowed(quantity: str, item: Item, about: Context, text: str) -> bool:
    if quantity.startswith("remedies."):
        return about.of_cases(text)
    if quantity.startswith(REQUESTS) and not about.of_requests(text):
        return False
    return not (quantity in _WHOLE and _by_channel(item))


def stated(reading: Reading, about: Context) -> tuple[Stated, ...]:
    """What the numbers of a sentence state."""
    found: list[Stated] = []
    topic: str | None = None
    last, narrowed, text = "", False, reading.text
    for item in reading.items:
        topic = topic_of(item.label, topic)
        inside = narrowed and last.startswith(REQUESTS) and _INSIDE.search(item.label) is not None
        narrowed = (narrowed and "。" not in item.label) or bool(_NARROWED.search(item.name) and not _VERB.search(item.name))
        if inside or not countable(item):
            continue
        both = _both(item)
        if both is not None:
            found += both if about.of_cases(text) else ()
            continue
        if not _named(item, text):
            continue
        if topic is None:
            topic = about.topic
        told = _in_form_of(last, _told(item, topic, last, text), item.label)
        if told and _allowed(told, item, about, text):
            found.append(Stated(told, item.number))
            last, narrowed = told, narrowed and told not in _WHOLE
            topic = _topic_after(told) or topic
    return tuple(found)


def _named(item: Item, text: str) -> bool:
    """Whether any wording can match at all: most numbers are ruled out by one look."""
    return _ANY.search(item.label) is not None or _ANY.search(item.tail) is not None or _GROUP.search(text) is not None


@cache
def _wordings(topic: str | None, *, fees: bool, rows: bool) -> tuple[Wording, ...]:
    """The wordings that can apply: of this topic or any, for money or for counts, with the rows of groups or without."""
    return tuple(one for one in (*WORDINGS, *(ROWS if rows else ())) if one.topic in (None, topic) and (one.quantity == "fees.charged") == fees)


def _told(item: Item, topic: str | None, last: str, text: str) -> str | None:
    """The quantity that the words around the number name; `last` is the one named before it in the sentence."""
    label, tail = item.label, item.tail
    if not topic and not (_NAMED.search(label) or _NAMED.search(tail)):
        return None
    fees = item.number.kind == "money"
    rows = _GROUP.search(text) is not None
    found = next((one for one in _wordings(topic, fees=fees, rows=rows) if one.needs in text and one.matches(label, tail)), None)
    if found is None and topic == REQUESTS and last.startswith("applications.received"):
        found = next((one for one in APPLICANTS if one.matches(label, tail)), None)
    return None if found is None else found.quantity


def _in_form_of(last: str, told: str | None, label: str) -> str | None:
    """新增行政复议3起、行政诉讼1起: the verb before the first counts for the second too."""
    form = last.rpartition(".")[2]
    if told is None or form not in ("filed", "concluded") or not label.startswith(_JOINS):
        return told
    case = told.removesuffix(".total")
    return f"{case}.{form}" if case in _CASES and case != last.removesuffix(f".{form}") else told


def _topic_after(quantity: str) -> str | None:
    # longest first: remedies.litigation is the beginning of the other two
    return next((topic for topic in (REVIEW, DIRECT, AFTER, LITIGATION, REQUESTS) if quantity.startswith(topic)), None)
