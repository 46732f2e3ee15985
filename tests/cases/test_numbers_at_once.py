"""Fifty processes register and answer requests of one organ at the same moment: no number is given twice, none is left out, nothing told is lost.

The processes are real, the database is a file (or PostgreSQL). One request of each process fails after it has taken its number, and the first letter
of every third process: both numbers must go back. Shown failing with numbers that are the highest and one, as programs without a counter make them.
"""

import time
import uuid
from collections import Counter as Count
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from backup.filled_site import House
from gongkai.accounts.models import User
from gongkai.audit.actors import Actor
from gongkai.cases import numbers
from gongkai.cases.actions import AnswerItem, ConfirmReceipt, RegisterRequest, SendRequest, SignAnswer, SubmitAnswer
from gongkai.cases.letters.letter import Letter
from gongkai.cases.models import Case, CaseEvent, Counter
from gongkai.organs.models import Organ, OrganSetting
from gongkai.organs.setting_table import setting, signing_chain
from gongkai.statute import numbering
from platform_parts import LONG_AGO, make_house
from server_parts import new_site

EACH = 2
TRIES = 20
CODE = "qingshi-scjg"
WHO = {"name": "张三", "number": "E12345678", "phone": "05565550123"}
NO_WAITING_FOR_DISKS = {"sqlite": "PRAGMA synchronous = OFF", "postgresql": "SET synchronous_commit = off"}
"""What is shown is who gets which number, not that it is on the disk (`tests/durability`)."""

_TRIED_AGAIN = ["database is locked"]
"""Of which errors of the database people try again."""

Told = dict[str, list[str]]
"""The numbers that a process was told: of requests, of letters."""


def _organ() -> None:
    house = make_house(CODE, "青石县市场监督管理局", "340899")
    for name in ("review_organ", "court", "internet_review_way"):  # what a letter must name
        OrganSetting.objects.create(organ=house.organ, name=name, value="青石县", since=LONG_AGO)


def _actor(role: str) -> Actor:
    return Actor.of(User.objects.get(username=f"{CODE}-{role.replace('_', '-')}"))


def _work(here: Path, number: int, processes: int, mutation: str) -> Told:
    """What one process was told; it waits until all have begun."""
    with connection.cursor() as cursor:
        cursor.execute(NO_WAITING_FOR_DISKS[connection.vendor])
    _print_nothing(fails_first=number % 3 == 0)
    MUTATIONS[mutation]()
    organ, told = Organ.objects.get(code=CODE), Told(request=[], letter=[])
    (here / str(number)).touch()
    while len(list(here.iterdir())) < processes:
        time.sleep(0.005)
    for turn in range(EACH):
        document = "passport" if turn != number % EACH else "credit_code"  # which the number is not: refused after the number was taken
        try:
            case = _register(organ, document, in_person=number % 2 == 0)
        except ValidationError:
            assert document == "credit_code"
        except IntegrityError:
            told["request"].append("refused: somebody else has that number")
        else:
            told["request"].append(case.number)
            told["letter"].append(_answer(case))
    return told


def _register(organ: Organ, document: str, *, in_person: bool) -> Case:
    what: dict[str, Any] = {"organ": organ, "form": uuid.uuid4(), "kind": "natural_person", "document": document, "values": WHO, "item": "名单"}
    if in_person:
        return _done(lambda: RegisterRequest(**what, way="in_person", on=timezone.localdate()).by(_actor("registrar")))
    made = _done(lambda: SendRequest(**what).by(Actor("public")))
    return _done(lambda: ConfirmReceipt(case=made, how="电话").by(_actor("registrar")))


def _done(act: Callable[[], Case]) -> Case:
    """Done, at last: SQLite gives up a transaction that has waited 20 s for the others, of which nothing is written; people try again."""
    for _turn in range(TRIES):
        try:
            return act()
        except OperationalError as error:
            if not any(one in str(error) for one in _TRIED_AGAIN):  # PostgreSQL tells of a deadlock who was blocked by whom
                raise
    return act()


def _answer(case: Case) -> str:
    """Answer and sign it; the number of its letter. What could not be printed is signed once more, as a person would."""
    _done(lambda: AnswerItem(case=case, item=1, answer="disclosed", text="名单见附件。").by(_actor("handler")))
    _done(lambda: SubmitAnswer(case=case).by(_actor("handler")))
    for role in signing_chain(case.organ, "answer", timezone.localdate()):
        try:
            _done(lambda: _sign(case, role))  # noqa: B023  # called at once
        except _NotPrintedError:
            _done(lambda: _sign(case, role))  # noqa: B023
    (issued,) = CaseEvent.objects.filter(case=case, kind="letter_issued")
    return str(issued.data["number"])


def _sign(case: Case, role: str) -> Case:
    signed: Case = SignAnswer(case=Case.objects.select_related("organ").get(pk=case.pk), role=role).by(_actor(role))
    return signed


class _NotPrintedError(Exception):
    """The printer broke, after the letter had taken its number."""


def _print_nothing(*, fails_first: bool) -> None:
    """Letters are not laid out here: that takes the machine's time, not a number. The first one fails where that is asked for."""
    left = ["fails"] if fails_first else []

    def printed(_letter: Letter, form: str) -> bytes:
        if left:
            left.pop()
            raise _NotPrintedError
        return form.encode()

    setattr(Letter, "_printed", printed)  # noqa: B010


def _take_the_highest_and_add_one() -> None:
    """The mutation: a number is the highest there is and one more, looked up before the transaction, as programs without a counter do it."""
    seen: dict[str, int] = {}
    highest = {"request": lambda: Case.objects.count(), "letter": lambda: CaseEvent.objects.filter(kind="letter_issued").count()}  # noqa: PLW0108
    for action in (SendRequest, RegisterRequest, SignAnswer):
        setattr(action, "by", _looking_first(action.by, seen, highest))  # noqa: B010  # that is the mutation
    setattr(numbers, "taken", lambda _organ, purpose, _year: seen[purpose] + 1)  # noqa: B010
    _TRIED_AGAIN.append("deadlock detected")  # who took the same number waits for the other, without the counter that all wait for first


def _looking_first(by: Callable[..., Case], seen: dict[str, int], highest: dict[str, Callable[[], int]]) -> Callable[..., Case]:
    def look_first(self: object, actor: Actor) -> Case:
        seen.update({purpose: ask() for purpose, ask in highest.items()})
        return by(self, actor)

    return look_first


MUTATIONS: dict[str, Callable[[], None]] = {"": lambda: None, "the highest and one": _take_the_highest_and_add_one}


def _held() -> tuple[Told, dict[str, list[int]], dict[str, int], int]:
    """The numbers held, their serials, the counters, the audit rows; every row is what its events say."""
    call_command("cases", "verify")
    organ, today = Organ.objects.get(code=CODE), timezone.localdate()
    held = Told(
        request=list(Case.objects.values_list("number", flat=True)),
        letter=[row["number"] for row in CaseEvent.objects.filter(kind="letter_issued").values_list("data", flat=True)],
    )
    serials = {
        purpose: [numbering.parse_number(numbering.pattern(setting(organ, numbers.PATTERNS[purpose], today)), one).serial for one in found]
        for purpose, found in held.items()
    }
    signed = Case.objects.filter(stage="signed").count()
    return held, serials, dict(Counter.objects.filter(year=today.year).values_list("purpose", "last")), signed


def _wrong(house: House, here: Path, processes: int, mutation: str = "") -> list[str]:
    """What is wrong after all have answered theirs, in words."""
    here.mkdir()
    begun = [house.begin(_work, here, number, processes, mutation) for number in range(processes)]
    results = [one.result() for one in begun]
    held, serials, counters, signed = house.do(_held)
    wanted = processes * (EACH - 1)
    wrong = {"an answer is lost": signed != wanted}
    for purpose in ("request", "letter"):
        told = [number for one in results for number in one[purpose]]
        wrong |= {
            f"{purpose}: told and held differ": sorted(told) != sorted(held[purpose]),
            f"{purpose}: a double": max(Count(told).values(), default=0) > 1,
            f"{purpose}: a gap": sorted(serials[purpose]) != list(range(1, wanted + 1)),
            f"{purpose}: the counter says something else": counters.get(purpose) != wanted,
        }
    return [what for what, is_so in wrong.items() if is_so]


@pytest.fixture
def house(tmp_path: Path, transactional_db: None) -> Iterator[House]:  # noqa: ARG001  # makes the template, opens the gate
    """A site with one organ and its people."""
    reverse("cases_list")  # every address is loaded here once, not in fifty processes
    with new_site(tmp_path) as site:
        house = House(site.data, site.data / "keys", site.environ.get("DATABASE_URL"))
        house.do(_organ)
        yield house


def test_fifty_processes_get_every_number_once_and_lose_no_answer(house: House, tmp_path: Path) -> None:
    assert _wrong(house, tmp_path / "here", 50) == []


def test_numbers_without_the_locked_counter_are_found_out(house: House, tmp_path: Path) -> None:
    wrong = _wrong(house, tmp_path / "here", 10, "the highest and one")
    # Doubles of requests leave few to answer, so of letters it may be a gap alone that shows.
    assert {one.partition(":")[0] for one in wrong} >= {"request", "letter"}
