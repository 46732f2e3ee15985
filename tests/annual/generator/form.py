"""The report form as the tests know it: labels and cell codes of both editions, written down from the form itself."""

from collections.abc import Iterator
from dataclasses import dataclass

SECTIONS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
NUMERALS = "一二三四五六七八九十"

PEOPLE = {
    "natural_person": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "public_interest": "社会公益组织",
    "legal_service": "法律服务机构",
    "other": "其他",
}
COLUMNS = {**PEOPLE, "total": "总计"}

RESULTS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}
REMEDY_COLUMNS = {**RESULTS, "total": "总计"}
REMEDY_ROWS = {"review": "行政复议", "litigation_direct": "未经复议直接起诉", "litigation_after_review": "复议后起诉"}


@dataclass(frozen=True)
class Part:
    """A part of section 2: its head, its columns and its rows by code."""

    title: str
    columns: dict[str, str]
    rows: dict[str, str]


_ITEMS = {"previous_items": "上一年项目数量", "change": "本年增/减"}
_ITEMS_AND_DECISIONS = {**_ITEMS, "decisions": "处理决定数量"}
_DECISIONS = {"decisions": "本年处理决定数量"}

ARTICLE20 = {
    "2019": (
        Part(
            "第二十条第（一）项",
            {"made": "本年新\n制作数量", "disclosed": "本年新\n公开数量", "in_total": "对外公开总数量"},
            {"rules": "规章", "normative_documents": "规范性文件"},
        ),
        Part("第二十条第（五）项", _ITEMS_AND_DECISIONS, {"licences": "行政许可", "other_services": "其他对外管理服务事项"}),
        Part("第二十条第（六）项", _ITEMS_AND_DECISIONS, {"penalties": "行政处罚", "coercion": "行政强制"}),
        Part("第二十条第（八）项", _ITEMS, {"fees": "行政事业性收费"}),
        Part("第二十条第（九）项", {"projects": "采购项目数量", "amount": "采购总金额"}, {"procurement": "政府集中采购"}),
    ),
    "2021": (
        Part(
            "第二十条第（一）项",
            {"made": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"},
            {"rules": "规章", "normative_documents": "行政规范性文件"},
        ),
        Part("第二十条第（五）项", _DECISIONS, {"licences": "行政许可"}),
        Part("第二十条第（六）项", _DECISIONS, {"penalties": "行政处罚", "coercion": "行政强制"}),
        Part("第二十条第（八）项", {"amount": "本年收费金额（单位：万元）"}, {"fees": "行政事业性收费"}),
    ),
}


@dataclass(frozen=True)
class Group:
    """A group of outcome rows, （一） to （七）; a row whose label is empty is the group's own."""

    label: str
    rows: dict[str, str]


_OTHER = {
    "2019": {"other": ""},
    "2021": {
        "other.not_corrected": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "other.fee_unpaid": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "other.other": "3.其他",
    },
}
_GROUPS = (
    Group("（一）予以公开", {"granted": ""}),
    Group("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", {"partly_granted": ""}),
    Group(
        "（三）不予公开",
        {
            "refused.state_secret": "1.属于国家秘密",
            "refused.prohibited_by_law": "2.其他法律行政法规禁止公开",
            "refused.safety_and_stability": "3.危及“三安全一稳定”",
            "refused.third_party_rights": "4.保护第三方合法权益",
            "refused.internal_affairs": "5.属于三类内部事务信息",
            "refused.process_information": "6.属于四类过程性信息",
            "refused.enforcement_file": "7.属于行政执法案卷",
            "refused.administrative_query": "8.属于行政查询事项",
        },
    ),
    Group(
        "（四）无法提供",
        {
            "unavailable.not_held": "1.本机关不掌握相关政府信息",
            "unavailable.needs_creation": "2.没有现成信息需要另行制作",
            "unavailable.still_unclear": "3.补正后申请内容仍不明确",
        },
    ),
    Group(
        "（五）不予处理",
        {
            "rejected.petition": "1.信访举报投诉类申请",
            "rejected.repeated": "2.重复申请",
            "rejected.publication": "3.要求提供公开出版物",
            "rejected.excessive": "4.无正当理由大量反复申请",
            "rejected.confirmation": "5.要求行政机关确认或重新出具已获取信息",
        },
    ),
)
RECEIVED = "一、本年新收政府信息公开申请数量"
CARRIED_IN = "二、上年结转政府信息公开申请数量"
OUTCOMES = "三、本年度办理结果"
CARRIED_OUT = "四、结转下年度继续办理"
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def groups(edition: str, *, single_other: bool = False) -> tuple[Group, ...]:
    """The outcome groups with （六） and （七）; `single_other` prints （六） of the 2021 form as one row, as some offices do."""
    other = _OTHER["2019" if single_other else edition]
    return (*_GROUPS, Group("（六）其他处理", other), Group("（七）总计", {"total": ""}))


def outcomes(edition: str, *, single_other: bool = False) -> tuple[str, ...]:
    """The codes of the outcome rows, without （七）."""
    return tuple(code for group in groups(edition, single_other=single_other)[:-1] for code in group.rows)


def application_rows(edition: str, *, single_other: bool = False) -> tuple[str, ...]:
    return ("received", "carried_in", *outcomes(edition, single_other=single_other), "total", "carried_out")


def article20_cells(edition: str) -> Iterator[str]:
    for part in ARTICLE20[edition]:
        for row in part.rows:
            for column in part.columns:
                yield f"article20.{row}.{column}"


def application_cells(edition: str, *, single_other: bool = False) -> Iterator[str]:
    for row in application_rows(edition, single_other=single_other):
        for column in COLUMNS:
            yield f"applications.{row}.{column}"


def remedy_cells() -> Iterator[str]:
    for row in REMEDY_ROWS:
        for column in REMEDY_COLUMNS:
            yield f"remedies.{row}.{column}"


def cells(edition: str, *, single_other: bool = False) -> tuple[str, ...]:
    """Every cell code of the form."""
    return (*article20_cells(edition), *application_cells(edition, single_other=single_other), *remedy_cells())
