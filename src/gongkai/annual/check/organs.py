"""What kind of organ a name tells of: who may make 规章, and whose legal day of publication applies.

A name that does not tell is not judged: a 市人民政府 may be a city with districts or one of the level of a county.
"""

import re
from dataclasses import dataclass
from typing import Final

from gongkai.statute.annual_report import OrganKind as Due

DEPARTMENT: Final = "department"
GOVERNMENT: Final = "government"


@dataclass(frozen=True)
class OrganKind:
    """`due` chooses the legal day (`department`, `government` or None), `rules` the power to make 规章 (a kind of the law or None)."""

    due: Due | None
    rules: str | None


UNKNOWN = OrganKind(None, None)

_MINISTRIES = (
    "外交|国防|教育|科学技术|工业和信息化|公安|国家安全|民政|司法|财政|人力资源和社会保障|自然资源|生态环境|住房和城乡建设|交通运输|水利|农业农村|"
    "商务|文化和旅游|退役军人事务|应急管理"
)

_PLACE = "(?:[省县区州]|市(?!场))"  # 市场监管 names no place

# Tried from the top; the first pattern found in the name decides. A township has the government's day: the law names none for it,
# so only what is late for everybody is late.
_KINDS: tuple[tuple[str, OrganKind], ...] = (
    (r"香港|澳门|公司$|学校$|大学$|学院$|医院$|小学$|中学$", UNKNOWN),
    (r"(人民政府|政府)(办公室|办公厅|办)$", UNKNOWN),  # the office often signs the government's report
    (r"(管理委员会|管委会)$", UNKNOWN),  # development zones: neither a department nor a government
    (rf"^(中华人民共和国)?({_MINISTRIES})部$", OrganKind(DEPARTMENT, "ministry")),
    (rf"^(中华人民共和国)?(国家(?:(?!{_PLACE}).){{2,12}}(总局|局|委员会|署)|审计署|海关总署|中国人民银行)$", OrganKind(DEPARTMENT, "ministry")),
    (r"(省|自治区|^北京市|^上海市|^天津市|^重庆市)(人民政府|政府)$", OrganKind(GOVERNMENT, "province")),
    (r"自治州(人民政府|政府)$", OrganKind(GOVERNMENT, "city_with_districts")),
    (r"(乡|镇|苏木)(人民政府|政府)?$|街道(办事处)?$", OrganKind(GOVERNMENT, "township")),
    (r"(县|区|旗)(人民政府|政府)$|县$", OrganKind(GOVERNMENT, "county")),
    (r"(人民政府|政府)$", OrganKind(GOVERNMENT, None)),  # a city: with districts or not, its name does not tell
    (rf"{_PLACE}.*系统$", OrganKind(DEPARTMENT, DEPARTMENT)),  # 重庆市市场监管系统: the department that reports for its system
    (r"系统$", OrganKind(DEPARTMENT, None)),
    (r"(部|总局|署)$", UNKNOWN),  # party departments and what the table of ministries does not name
    (r"(局|厅|委|委员会|办公室|中心|支队|大队|总队|管理处|管理站|海关)$", OrganKind(DEPARTMENT, DEPARTMENT)),
)


def organ_kind(name: str | None) -> OrganKind:
    """What the name of an organ tells of its kind."""
    bare = re.sub(r"\s", "", name or "")
    return next((kind for pattern, kind in _KINDS if re.search(pattern, bare)), UNKNOWN)


def is_market_regulator(name: str | None) -> bool:
    """Whether the name is that of an authority for market regulation, whose daily work is licences and penalties."""
    return bool(re.search(r"市场监督|市场监管|市监|工商|质监|药监|药品监督", name or ""))
