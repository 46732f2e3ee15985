"""The people of the sample system: made-up names, a sign-in name that tells organ and role."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.organs.roles import ROLES
from gongkai.samples_system.plan import PlannedOrgan, plan

PASSWORD = "Yunchuan-2026"  # noqa: S105  # printed by the demo, of accounts in a throw-away folder

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = (
    "文静",
    "建国",
    "晓燕",
    "志强",
    "慧敏",
    "海波",
    "雪梅",
    "国栋",
    "丽华",
    "永康",
    "婷婷",
    "立新",
    "春兰",
    "学军",
    "雨桐",
    "德明",
    "玉洁",
    "向阳",
    "思远",
    "秋实",
    "䶮",
    "𠮷",
    "若水",
    "长青",
    "佳宁",
    "守正",
    "明远",
    "素琴",
    "天佑",
)

# How a small organ spreads its roles: sign-in name's ending, roles.
_SMALL = (
    ("clerk", ("registrar", "handler", "editor")),
    ("office", ("legal_reviewer", "secrecy_reviewer", "office_head", "administrator")),
    ("head", ("head",)),
)


@dataclass(frozen=True)
class PlannedPerson:
    """A person of the plan, with the roles held in one organ."""

    username: str
    name: str
    organ: PlannedOrgan
    roles: tuple[str, ...]


@dataclass(frozen=True)
class SampleAccount:
    """An account that the demo prints: whom to sign in as, in which organ, with which role (told in the reader's language)."""

    username: str
    organ: str
    role: Any


def planned_people() -> tuple[PlannedPerson, ...]:
    """Everybody, in the order of the organs."""
    return tuple(PlannedPerson(username, _name(number), organ, roles) for number, (organ, username, roles) in enumerate(_posts()))


def sample_accounts() -> tuple[SampleAccount, ...]:
    """One account for every role, those of the county's market bureau first, then the two supervisors."""
    role_names = {role.code: role.name for role in ROLES}
    shown = [one for one in planned_people() if one.organ.code == "qingshi-scjg"]
    shown += [one for one in planned_people() if one.roles == ("supervisor",)]
    return tuple(SampleAccount(one.username, one.organ.name, role_names[one.roles[0]]) for one in shown)


def _posts() -> Iterator[tuple[PlannedOrgan, str, tuple[str, ...]]]:
    superiors = {organ.superior for organ in plan().organs}
    for organ in plan().organs:
        supervises = organ.code in superiors
        if organ.people == "full":
            for role in ROLES:
                if role.code != "supervisor" or supervises:
                    yield organ, f"{organ.code}-{role.code.replace('_', '-')}", (role.code,)
        else:
            for ending, roles in _SMALL:
                yield organ, f"{organ.code}-{ending}", roles


def _name(number: int) -> str:
    """The two lists have lengths without a common factor: no name comes twice."""
    return _SURNAMES[number % len(_SURNAMES)] + _GIVEN[number % len(_GIVEN)]
