"""What a row of an import has: one table for the workbook's columns, the JSON fields, the template and the documentation."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from gongkai.cases import channels, wishes
from gongkai.organs.telling import told
from gongkai.persons import documents
from gongkai.persons.fields import BY_CODE
from gongkai.statute.outcomes import applicant_kinds

LONGEST_FOREIGN = 80
LONGEST_SOURCE = 40
LONGEST_TEXT = 20_000
_LANGUAGES = ("zh-hans", "en")

_WAY_WORDS: Mapping[str, str] = {
    "统一平台": "platform",
    "平台": "platform",
    "网上": "platform",
    "互联网": "platform",
    "当面": "in_person",
    "口头": "oral",
    "挂号信": "signed_mail",
    "特快专递": "signed_mail",
    "快递": "signed_mail",
    "平信": "ordinary_mail",
    "信函": "ordinary_mail",
    "电子邮件": "email",
    "邮箱": "email",
    "传真": "fax",
}
"""What files call a way; beside the code and the words of the screens."""

_AUTHORITY_WORDS: Mapping[str, str] = {
    "委托": "power",
    "委托代理": "power",
    "授权委托书": "power",
    "法定代理": "legal",
    "法定代表人": "legal",
    "监护人": "legal",
    "待补正": "missing",
    "未提供": "missing",
}
"""What files call an agent's authority."""


@dataclass(frozen=True)
class Column:
    """A column: its JSON name, its heading in a workbook (what files are written in), whether it is needed, what it holds, an example.

    `words` gives, for a choice, the code of each word that may stand there; `is_day` and `is_long` what kind of value it has, `most` its length.
    """

    code: str
    heading: str
    about: Any
    example: str
    needed: bool = False
    words: Callable[[], Mapping[str, str]] | None = None
    is_day: bool = False
    most: int = 200


def _spoken(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """By code, and by word in every language of the screens."""
    found = {}
    for code, title in choices:
        found[code] = code
        for language in _LANGUAGES:
            with translation.override(language):
                found[str(title)] = code
    return found


class _Term:
    """A term of the law in the reader's language."""

    def __init__(self, text: Any) -> None:
        self._text = text

    def __str__(self) -> str:
        return told(self._text)


@cache
def ways() -> Mapping[str, str]:
    """The ways a request came in."""
    return {**_spoken(channels.CHOICES), **_WAY_WORDS}


@cache
def applicants() -> Mapping[str, str]:
    """The kinds of applicants; a lawyer asks for somebody, which no column says."""
    return _spoken((code, _Term(one.text)) for code, one in applicant_kinds().items() if code != "lawyer_with_authority")


@cache
def identity_documents() -> Mapping[str, str]:
    """The kinds of identity documents."""
    return {**_spoken(documents.CHOICES), "身份证": "resident_card"}


@cache
def authorities() -> Mapping[str, str]:
    """What an agent acts by."""
    return {**_spoken(channels.AUTHORITIES), **_AUTHORITY_WORDS}


@cache
def forms() -> Mapping[str, str]:
    """The forms of information."""
    return _spoken(wishes.FORMS)


@cache
def deliveries() -> Mapping[str, str]:
    """The ways to obtain it."""
    return {**_spoken(wishes.DELIVERIES), "网上获取": "electronic", "邮寄": "post", "自行领取": "collect"}


COLUMNS = (
    Column("foreign_number", "外部编号", _("The number that the request has there"), "AH202600012345", needed=True, most=LONGEST_FOREIGN),
    Column("on", "收到日期", _("The day it came in there, as 2026-03-02"), "2026-03-02", needed=True, is_day=True),
    Column("way", "提交方式", _("How it came in; empty: through the platform"), "统一平台", words=ways),
    Column("confirmed_on", "确认日期", _("The day both sides confirmed it (Reg. 31), if it was there; empty: still to do"), "", is_day=True),
    Column("kind", "申请人类别", _("Kind of applicant, in the words of the annual form"), "自然人", needed=True, words=applicants),
    Column("name", "姓名或名称", _("Full name; needed unless it came in person or by mail"), "张三", most=BY_CODE["name"].most),
    Column("document", "证件类型", _("Identity document; needed where its number is given"), "居民身份证", words=identity_documents),
    Column("number", "证件号码", _("Its number, in a cell of text"), "11010519491231002X", most=BY_CODE["number"].most),
    Column("phone", "联系电话", _("Telephone, in a cell of text"), "05565550123", most=BY_CODE["phone"].most),
    Column("email", "电子邮箱", _("E-mail"), "", most=BY_CODE["email"].most),
    Column("address", "通信地址", _("Address"), "", most=BY_CODE["address"].most),
    Column("contact", "联系人", _("Contact person of an organisation"), "", most=BY_CODE["contact"].most),
    Column("agent_name", "代理人姓名", _("The agent's name, where somebody asks for the applicant"), "", most=BY_CODE["name"].most),
    Column("agent_kind", "代理人类别", _("Kind of agent; empty: a natural person"), "", words=applicants),
    Column("agent_document", "代理人证件类型", _("The agent's identity document; needed where its number is given"), "", words=identity_documents),
    Column("agent_number", "代理人证件号码", _("Its number, in a cell of text"), "", most=BY_CODE["number"].most),
    Column("agent_phone", "代理人电话", _("The agent's telephone, in a cell of text"), "", most=BY_CODE["phone"].most),
    Column("authority", "代理权限", _("What the agent acts by; needed where there is an agent"), "", words=authorities),
    Column(
        "joint",
        "共同申请人",
        _("Joint applicants besides the representative, who stands above: a line each, the name, a comma, the document's number"),
        "",
        most=LONGEST_TEXT,
    ),
    Column(
        "items",
        "所需政府信息",
        _("What is asked for; an empty line between several pieces"),
        "2025年电梯检验合格率",
        most=LONGEST_TEXT,
    ),
    Column("wish", "获取形式", _("Form wished; empty: either"), "电子", words=forms),
    Column("delivery", "获取方式", _("How the answer is wished; empty: on this site"), "邮寄", words=deliveries),
)
BY_HEADING = {one.heading: one for one in COLUMNS} | {one.code: one for one in COLUMNS}
BY_COLUMN_CODE = {one.code: one for one in COLUMNS}
PERSONAL = ("name", "number", "phone", "email", "address", "contact")
OF_AGENTS = ("name", "number", "phone")
"""What is said of an agent, by field code (`persons.fields`); the columns are called `agent_...`."""
LISTS = ("items", "joint")
"""What is a list in JSON; in a cell an empty line, or a new line, stands between its parts."""
