"""The roles (角色) that a person can hold in an organ, and what each may do: tables, asked through `gongkai.organs.policies` only."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """A role: its code, the law's or the office's word for it, whether it is held in a division (处室)."""

    code: str
    name: Any
    in_division: bool = False


ROLES = (
    Role("registrar", _("Registrar")),  # 登记员
    Role("handler", _("Handler"), in_division=True),  # 承办人
    Role("legal_reviewer", _("Legal reviewer")),  # 法制审核
    Role("secrecy_reviewer", _("Secrecy reviewer")),  # 保密审查
    Role("editor", _("Editor")),  # 信息员
    Role("office_head", _("Head of the disclosure office")),  # 工作机构负责人
    Role("head", _("Head of the organ")),  # 负责人
    Role("supervisor", _("Supervisor")),  # 主管部门
    Role("administrator", _("Administrator")),  # 管理员
)
ROLE_CODES = tuple(role.code for role in ROLES)
ROLE_CHOICES = tuple((role.code, role.name) for role in ROLES)

_ALL = frozenset(ROLE_CODES)


@dataclass(frozen=True)
class Capability:
    """Something that can be done or seen in an organ: who may in the organ itself (`here`), who in the organs below it (`below`)."""

    here: frozenset[str]
    below: frozenset[str] = frozenset()


def _roles(*codes: str) -> frozenset[str]:
    return frozenset(codes)


_SUPERVISOR = _roles("supervisor")
CAPABILITIES = {
    "organ.see": Capability(_ALL, _roles("supervisor", "administrator")),
    "organ.change": Capability(_roles("administrator")),  # contact, settings, signing chain, divisions
    "organ.life": Capability(_roles("administrator"), _roles("administrator")),  # create below, rename, merge, abolish, relations
    "organ.send_back": Capability(_roles(), _SUPERVISOR),  # 退回: with a reason, nothing is changed
    "organ.answer": Capability(_roles("office_head")),  # answers what was sent back
    "people.see": Capability(_ALL, _SUPERVISOR),
    "people.change": Capability(_roles("administrator")),
    "people.found": Capability(_roles(), _roles("administrator")),  # the first administrator of an organ below, nobody else
    "person.see": Capability(_roles("registrar", "handler", "legal_reviewer", "office_head", "head"), _SUPERVISOR),  # masked
    "person.change": Capability(_roles("registrar", "handler")),
    "person.reveal": Capability(_roles("registrar", "handler", "office_head")),
    "case.see": Capability(_roles("registrar", "handler", "legal_reviewer", "secrecy_reviewer", "office_head", "head"), _SUPERVISOR),
    "case.register": Capability(_roles("registrar")),  # confirms receipt, records service
    "case.answer": Capability(_roles("handler")),
    "case.assign": Capability(_roles("registrar", "office_head")),  # gives requests to divisions and handlers, hands them over
    "case.note": Capability(_roles("registrar", "handler", "office_head")),  # notes on a request
    "case.decide": Capability(_roles("office_head")),  # what the law or a reading leaves to the head of the disclosure office
    **{f"case.sign.{role}": Capability(_roles(role)) for role in ("handler", "legal_reviewer", "secrecy_reviewer", "office_head", "head")},
    "report.see": Capability(_roles("registrar", "handler", "office_head", "head", "legal_reviewer"), _SUPERVISOR),
    "report.enter": Capability(_roles("registrar", "office_head")),  # figures that no ledger of this system has
    "audit.see": Capability(_roles("administrator", "head")),
    "page.see": Capability(_ALL, _SUPERVISOR),
    "page.edit": Capability(_roles("editor", "office_head")),
    "page.publish": Capability(_roles("office_head")),
}
