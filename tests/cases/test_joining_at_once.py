"""Processes join requests to one that others withdraw, answer and join at the same moment: none waits for ever, none is left joined to a closed one.

The processes are real, the database is a file (or PostgreSQL), as in `test_numbers_at_once`.
"""

import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from backup.filled_site import House
from cases.test_numbers_at_once import CODE, WHO, _actor, _done, _organ, _print_nothing
from gongkai.cases.actions import AnswerItem, JoinRequest, RegisterRequest, SeparateRequest, ServeAnswer, SignAnswer, SubmitAnswer, WithdrawRequest
from gongkai.cases.models import Case
from gongkai.organs.models import Organ
from gongkai.organs.setting_table import signing_chain
from server_parts import new_site

GROUPS, LATER = 6, 3
"""Groups of requests: the first of each, and how many ask for the same later."""


def _register() -> list[list[int]]:
    """The keys of the requests of each group, the earliest first."""
    organ, found = Organ.objects.get(code=CODE), []
    for group in range(GROUPS):
        keys = []
        for _one in range(1 + LATER):
            what: dict[str, Any] = {"organ": organ, "form": uuid.uuid4(), "kind": "natural_person", "document": "passport", "values": WHO}
            case = RegisterRequest(**what, items=(f"第{group}份名单",), way="in_person", on=timezone.localdate()).by(_actor("registrar"))
            keys.append(case.pk)
        found.append(keys)
    return found


def _act(name: str, case: Case, host: Case) -> None:
    """One step of a process."""
    handler, registrar = _actor("handler"), _actor("registrar")
    if name.startswith("join"):
        JoinRequest(case=case, to=host.number, reason="相同").by(handler)
    elif name == "separate":
        SeparateRequest(case=case, reason="分开").by(handler)
    elif name == "withdraw":
        WithdrawRequest(case=host, how="来函").by(registrar)
    else:
        _answer(host)


def _answer(host: Case) -> None:
    AnswerItem(case=host, item=1, answer="disclosed", text="见附件。").by(_actor("handler"))
    SubmitAnswer(case=host).by(_actor("handler"))
    for role in signing_chain(host.organ, "answer", timezone.localdate()):
        SignAnswer(case=Case.objects.select_related("organ").get(pk=host.pk), role=role).by(_actor(role))
    ServeAnswer(case=host, way="electronic").by(_actor("registrar"))


def _work(here: Path, name: str, groups: list[list[int]], processes: int) -> int:
    """How many steps of this process were possible; it waits until all have begun."""
    _print_nothing(fails_first=False)
    (here / name).touch()
    while len(list(here.iterdir())) < processes:
        time.sleep(0.005)
    mine = {"answer": groups[::2], "withdraw": groups[1::2]}.get(name, groups)
    return sum(_try(name, keys) for keys in mine)


def _try(name: str, keys: list[int]) -> bool:
    which = {"join 1": 1, "join 2": 2, "join 3": 3, "separate": 1}.get(name, 0)
    case, host = (Case.objects.select_related("organ").get(pk=key) for key in (keys[which], keys[0]))
    try:
        _done(lambda: _act(name, case, host))  # type: ignore[arg-type,return-value]  # what it returns is not looked at
    except ValidationError:
        return False
    return True


def _left() -> list[str]:
    """What is wrong, in words."""
    call_command("cases", "verify")
    call_command("audit", "verify")
    hanging = Case.objects.filter(stage="joined", joined_to__stage="closed")
    wrong = [f"{one.number} waits for a closed one" for one in hanging]
    wrong += [
        f"{one.number} and what it was answered with differ"
        for one in Case.objects.filter(stage="closed", joined_to__isnull=False)
        if one.joined_to is None or (one.closed_on, one.row) != (one.joined_to.closed_on, one.joined_to.row)
    ]
    return wrong


@pytest.fixture
def house(tmp_path: Path, transactional_db: None) -> Iterator[House]:  # noqa: ARG001  # makes the template, opens the gate
    """A site with one organ and its people."""
    reverse("cases_list")
    with new_site(tmp_path) as site:
        found = House(site.data, site.data / "keys", site.environ.get("DATABASE_URL"))
        found.do(_organ)
        yield found


def test_of_many_who_join_answer_and_withdraw_at_once_none_waits_for_ever_and_none_is_left_joined_to_a_closed_one(
    house: House, tmp_path: Path
) -> None:
    groups, here = house.do(_register), tmp_path / "here"
    here.mkdir()
    names = ("join 1", "join 2", "join 3", "separate", "withdraw", "answer")
    begun = [house.begin(_work, here, name, groups, len(names)) for name in names]
    results: dict[str, Any] = {name: one.result() for name, one in zip(names, begun, strict=True)}
    wrong = house.do(_left)
    assert wrong == [], results
