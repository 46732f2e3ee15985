"""Many requests are assigned in one go while others assign each of them: none waits for the other for ever.

The processes are real, the database is a file (or PostgreSQL), as in `test_numbers_at_once`.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from backup.filled_site import House
from cases.test_numbers_at_once import CODE, WHO, _actor, _done, _organ
from gongkai.accounts.models import User
from gongkai.cases.actions import AssignCase, RegisterRequest
from gongkai.cases.actions.assign import HandOverAll
from gongkai.cases.actions.assign_many import AssignCases
from gongkai.cases.models import Case, CaseEvent
from gongkai.organs.models import Organ
from server_parts import new_site

REQUESTS, ROUNDS = 6, 20


def _register() -> None:
    """Requests that nobody has in hand."""
    organ = Organ.objects.get(code=CODE)
    for number in range(REQUESTS):
        who = {"organ": organ, "form": uuid.uuid4(), "kind": "natural_person", "document": "passport", "values": WHO}
        RegisterRequest(**who, items=(f"第{number}份名单",), way="in_person", on=timezone.localdate()).by(_actor("registrar"))


def _people() -> list[User]:
    """The two handlers."""
    return [User.objects.get(username=f"{CODE}-{name}") for name in ("handler", "editor")]


def _all(turn: int) -> None:
    cases = tuple(Case.objects.select_related("organ").order_by("pk"))
    AssignCases(cases=cases, handler=_people()[turn % 2], reason="轮换").by(_actor("office_head"))


def _each(turn: int) -> None:
    for case in Case.objects.select_related("organ").order_by("-pk"):
        with suppress(ValidationError):  # the other process was first: it is in these hands already
            AssignCase(case=case, handler=_people()[(turn + 1) % 2], reason="轮换").by(_actor("office_head"))


def _over(turn: int) -> None:
    before, after = _people() if turn % 2 else reversed(_people())
    HandOverAll(organ=Organ.objects.get(code=CODE), before=before, handler=after, reason="轮换").by(_actor("office_head"))


def _second() -> None:
    """The editor is a handler, too."""
    organ = Organ.objects.get(code=CODE)
    of_handler = organ.memberships.get(role="handler")
    organ.memberships.create(user=User.objects.get(username=f"{CODE}-editor"), role="handler", division=of_handler.division, since=of_handler.since)


TASKS: dict[str, Callable[[int], None]] = {"all": _all, "each": _each, "over": _over}


def _work(here: Path, name: str, processes: int) -> int:
    """How many rounds were possible; the process waits until all have begun."""
    (here / name).touch()
    while len(list(here.iterdir())) < processes:
        time.sleep(0.005)
    return [_possible(name, turn) for turn in range(ROUNDS)].count(True)


def _possible(name: str, turn: int) -> bool:
    """SQLite gives up what has waited 20 s for the others; people try again. That two wait in a circle PostgreSQL calls a deadlock."""
    try:
        _done(lambda: TASKS[name](turn))  # type: ignore[arg-type,return-value]  # what it returns is not looked at
    except ValidationError:
        return False
    return True


def _left() -> int:
    """How often each request was given into hands, in all; raises CommandError when rows are not what the events say."""
    call_command("cases", "verify")
    call_command("audit", "verify")
    count: int = CaseEvent.objects.filter(kind__in=("case_assigned", "case_handed_over")).count()
    return count


@pytest.fixture
def house(tmp_path: Path, transactional_db: None) -> Iterator[House]:  # noqa: ARG001  # makes the template, opens the gate
    """A site with one organ, its people and requests."""
    reverse("cases_list")
    with new_site(tmp_path) as site:
        found = House(site.data, site.data / "keys", site.environ.get("DATABASE_URL"))
        found.do(_organ)
        found.do(_second)
        found.do(_register)
        yield found


@pytest.mark.parametrize("beside", ["each", "over"])
def test_assigning_all_at_once_and_one_by_one_wait_in_turn_and_never_in_a_circle(house: House, tmp_path: Path, beside: str) -> None:
    here = tmp_path / "here"
    here.mkdir()
    begun = [house.begin(_work, here, name, 2) for name in ("all", beside)]
    done = [one.result() for one in begun]
    assert any(done)
    assert house.do(_left) >= REQUESTS
