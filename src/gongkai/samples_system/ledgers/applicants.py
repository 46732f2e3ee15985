"""Invented applicants (示例申请人): nobody has these names together with these numbers. Pure.

Numbers of identity cards bear the code of a place that does not exist, credit codes that of the sample county; their check characters are right.
"""

from dataclasses import dataclass, field
from random import Random

from gongkai.samples_system.plan import PlannedOrgan, made_up_credit_code
from gongkai.statute.identifiers import resident_number_check

_SURNAMES = "赵钱孙周吴郑冯陈卫蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜戚谢邹"
_GIVEN = ("小满", "立秋", "清明", "谷雨", "惊蛰", "白露", "芒种", "霜降", "春分", "冬至", "大寒", "处暑", "寒露", "雨水")
_WORDS = ("云帆", "青禾", "石泉", "和畅", "启明", "松风", "竹影", "溪桥", "朝晖", "远航")
_NAMES = {
    "individual_business": "{place}{word}便利店",
    "business": "{place}{word}商贸有限公司",
    "research": "{word}公共政策研究所",
    "public_interest": "{word}环境保护协会",
    "law_firm": "{word}律师事务所",
    "legal_service": "{word}法律服务所",
    "other": "{place}{word}村民委员会",
}
_KINDS = {
    "natural_person": ("natural_person",) * 9 + ("individual_business",),
    "business": ("business",),
    "research": ("research",),
    "public_interest": ("public_interest",),
    "legal_service": ("law_firm", "law_firm", "law_firm", "legal_service"),
    "other": ("other",),
}
"""The kinds of applicants (`statute.outcomes`) by the column in which the form counts them."""


@dataclass(frozen=True)
class Applicant:
    """Somebody who asks: kind, document, values by field code (`persons.fields`)."""

    kind: str
    document: str
    values: dict[str, str] = field(hash=False)


def applicant(organ: PlannedOrgan, column: str, number: int, chance: Random) -> Applicant:
    """The applicant number `number` of an organ's ledger, of a kind that the form counts in `column`."""
    kind = chance.choice(_KINDS[column])
    contact = {"phone": f"000-{chance.randrange(10**8):08}", "email": f"sample{number}@example.org", "address": f"示例市示例路{number}号"}
    if kind == "natural_person":
        name = chance.choice(_SURNAMES) + chance.choice(_GIVEN)
        return Applicant(kind, "resident_card", {"name": name, "number": _resident_number(organ, chance), **contact})
    name = _NAMES[kind].format(place=organ.short_name[:2], word=chance.choice(_WORDS)) + "（示例）"
    contact["contact"] = chance.choice(_SURNAMES) + chance.choice(_GIVEN)
    return Applicant(kind, "credit_code", {"name": name, "number": made_up_credit_code(organ.region, 1000 + number), **contact})


def _resident_number(organ: PlannedOrgan, chance: Random) -> str:
    born = f"{chance.randrange(1950, 2003)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
    first = f"{organ.region[:6]}{born}{chance.randrange(1000):03}"
    return first + resident_number_check(first)


def third_party(organ: PlannedOrgan, number: int, chance: Random) -> Applicant:
    """A firm whose secrets the request number `number` is about."""
    return applicant(organ, "business", 5000 + number, chance)
