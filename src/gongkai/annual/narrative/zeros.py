"""Sentences that state a zero without a number: 未收到政府信息公开申请, 未发生行政复议、行政诉讼, 未收取费用."""

import re
from typing import NamedTuple

from gongkai.annual.narrative.statements import Context
from gongkai.annual.narrative.wording import ANY_REQUEST, LITIGATION, REVIEW


class Zero(NamedTuple):
    """A quantity that the sentence states to be 0, and where in the sentence it does."""

    quantity: str
    start: int
    end: int


NEGATION = re.compile(r"未|没有|无|为零|为0")
_NOT = "(?:[尚暂]?未曾?|没有|没|无)"
_END = r"(?:的?(?:情况|情形|事项|案件|事件|件|表|记录|现象|发生|办理))*[”\"]?[ 　]*(?=$|[，,；;。、（(：:]|和|及|与|以及|也)"
_REQUEST = re.compile(f"{_NOT}(?:收到|接到|受理|接收|产生|发生|办理|有)?{ANY_REQUEST}申请(?:公开)?(?!人)(?:政府信息|信息)?{_END}")
_REQUEST_IS_ZERO = re.compile(f"(?:政府信息公开申请|依申请公开|信息公开申请)(?:数量|数|量|件|申请)*(?:均?为(?:零|0)|[:：]?零申请){_END}")
_REMEDY = re.compile(
    r"(?:(?:[尚暂]?未曾?|没有|没)(?:有|再|新)*(?:发生|收到|接到|出现|产生|引发|引起|受到|涉及|被|因|行政)|无(?=因|被|政府信息|信息公开|依申请|涉及|关于|相关|有关|新|任何|行政复议|行政诉讼))"
    r"[^，,；;。]*?(?:复议|诉讼)[^，,；;。]*"
)
_REMEDY_IS_ZERO = re.compile(r"行政(?:复议|诉讼)[^，,；;。]{0,20}?(?:为零|为0(?![0-9.])|未发生|没有发生|未出现|未产生)[^，,；;。]*")
# 败诉 and the like: only such cases are denied, not cases at all
_SPOILED = re.compile(r"败诉|胜诉|纠正|撤销|不当|违法|错误|未审结|追究|超期|逾期|问责|不予|过错|经复议|经行政复议|申诉的")
_REVIEW = re.compile(r"复议(?!后)")
_SUIT = re.compile(r"诉讼|应诉")
_FEE = re.compile(
    f"{_NOT}(?:收取|产生|发生|收)(?:过|任何|相关|有关|政府|信息|公开|依|申请|的|处理|检索|复制|邮寄|等|、|及|和|人|向)*(?:费用?|收费){_END}"
)
_FEE_IS_ZERO = re.compile(
    rf"(?:信息处理|收取[^，,；;。]{{0,12}})费用?(?:总额|金额|收取情况)?(?:均?为(?:零|0元?(?![0-9.])))|{_NOT}(?:政府)?信息(?:公开)?(?:信息)?处理费{_END}"
)
_CARRIED = (
    ("applications.carried_in.total", re.compile("(?:没有|无)(?:上年|上一年|去年)度?结转")),
    ("applications.carried_out.total", re.compile("(?:没有|无)(?:需|须|要)?结转(?:至|到|下|入)*(?:下一?年|次年|明年|年度|一年)")),
    ("applications.carried", re.compile("(?:没有|无)结转(?!至|到|下|入)")),
)  # fmt: skip
_NARROWED = re.compile(r"当面|网络|信函|传真|上半年|季度")


def _remedies(sentence: str) -> list[Zero]:
    found = []
    for pattern in (_REMEDY, _REMEDY_IS_ZERO):
        for match in pattern.finditer(sentence):
            if _SPOILED.search(match[0]):
                continue
            for quantity, words in ((f"{REVIEW}.total", _REVIEW), (LITIGATION, _SUIT)):
                if words.search(match[0]):
                    found.append(Zero(quantity, match.start(), match.end()))
    return found


def zeros(sentence: str, about: Context) -> tuple[Zero, ...]:
    """The zeros that `sentence` states, which stands behind `about`."""
    if not NEGATION.search(sentence):
        return ()
    found: list[Zero] = []
    if about.of_requests(sentence):
        requests = (match for pattern in (_REQUEST, _REQUEST_IS_ZERO) for match in pattern.finditer(sentence))
        found += [Zero("applications.received.total", *match.span()) for match in requests if not _NARROWED.search(match[0])]
        found += [Zero("fees.charged", *match.span()) for pattern in (_FEE, _FEE_IS_ZERO) for match in pattern.finditer(sentence)]
        found += [Zero(quantity, *match.span()) for quantity, pattern in _CARRIED for match in pattern.finditer(sentence)]
    if about.of_cases(sentence):
        found += _remedies(sentence)
    return tuple(sorted(dict.fromkeys(found), key=lambda zero: zero.start))
