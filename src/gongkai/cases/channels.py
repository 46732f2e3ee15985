"""The ways in which a request reaches the office (提交方式), what an agent acts by, what came in as files: tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """A way: `channel` is the law's (`statute.receipt.channels`); `oral`: it was taken down by the office, which counts as in person."""

    channel: str
    title: Any
    oral: bool = False


WAYS: Mapping[str, Way] = {
    "in_person": Way("in_person", _("handed over in person")),  # 当面提交
    "oral": Way("in_person", _("said to the office, which took it down"), oral=True),  # 口头提出，工作人员代填
    "signed_mail": Way("signed_mail", _("by registered mail or courier, signed for")),  # 挂号信、特快专递
    "ordinary_mail": Way("ordinary_mail", _("by ordinary mail")),  # 平常信函
    "email": Way("email", _("by e-mail")),
    "fax": Way("fax", _("by fax")),
    "platform": Way("internet", _("through another platform or mailbox on the internet")),  # 省统一平台、门户信箱等
}
CHOICES = tuple((code, way.title) for code, way in WAYS.items())

AUTHORITIES = (
    ("power", _("by a power of attorney that is here")),  # 授权委托书
    ("legal", _("by law: a guardian, a legal representative")),  # 法定代理
    ("missing", _("not shown yet: a correction can ask for it (Reg. 30)")),
)
"""What an agent (代理人) acts by."""

SCANS = (
    ("request", _("The request, scanned")),
    ("authority", _("The agent's authority")),
    ("attachment", _("What was enclosed")),
)
"""What came in, as files."""

UNSIGNED = "（未署名）"
NOT_SAID = "（来件未写明所需信息）"
KEPT_ELSEWHERE = "（涉密件，内容不录入本系统）"
"""What stands for a name, a description, a content that is not there; kept as written, in the language of the files."""
