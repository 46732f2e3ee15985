"""Many cases written at once are what the same events give one by one, and what cannot be leaves nothing behind."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.audit.actors import Actor
from gongkai.cases import bulk, store
from gongkai.cases.events import AnswerServed, AnswerSigned, AnswerSubmitted, Event, ItemAnswered, LetterIssued, ReceiptConfirmed, RequestArrived
from gongkai.cases.models import Case, CaseEvent, CaseFile, Counter
from gongkai.cases.numbers import next_number
from gongkai.cases.state import StepError
from gongkai.cases.verify import differences
from gongkai.organs.actions import SetOrganSetting
from gongkai.organs.models import Organ
from person_parts import register
from platform_parts import World

BY = Actor.command("test")
DAY = dt.date.fromisoformat
ROW = {"edition": "2021", "row": "granted", "column": "natural_person", "due": DAY("2025-04-01"), "calendar": "x"}


def arrival(number: str, applicant: str, on: str = "2025-03-03", item: str = "2024年电梯检验合格率") -> RequestArrived:
    return RequestArrived(
        on=DAY(on),
        channel="internet",
        number=number,
        applicant=applicant,
        applicant_kind="natural_person",
        items=(item,),
        form="any",
        delivery="electronic",
    )


def whole_life(number: str, applicant: str) -> list[Event]:
    return [
        arrival(number, applicant),
        ReceiptConfirmed(on=DAY("2025-03-04"), how="电话"),
        ItemAnswered(on=DAY("2025-03-10"), item=1, answer="disclosed", text="合格率为98.5%。"),
        AnswerSubmitted(on=DAY("2025-03-11"), chain=("office_head",)),
        AnswerSigned(on=DAY("2025-03-12"), role="office_head"),
        LetterIssued(on=DAY("2025-03-12"), number="青市监公开〔2025〕1号", data="d" * 64, docx="e" * 64, pdf="f" * 64),
        AnswerServed(on=DAY("2025-03-13"), way="electronic", **ROW),  # type: ignore[arg-type]
    ]


def made(organ: Organ, numbers: list[str], applicant: str) -> list[bulk.NewCase]:
    return [bulk.NewCase(case=Case(organ=organ), events=whole_life(number, applicant)) for number in numbers]


@pytest.mark.django_db
def test_a_case_written_in_bulk_is_the_case_its_events_give_one_by_one(world: World) -> None:
    organ = world.bureau.organ
    applicant = str(register(organ).pk)
    single = Case(organ=organ)
    store.append(single, whole_life("A1", applicant), BY)
    assert bulk.append_many(made(organ, ["B1", "B2"], applicant), BY) == 2
    for number in ("B1", "B2"):
        row = Case.objects.get(number=number)
        assert {**store.expected(row), "number": "A1"} == store.expected(single)
        assert [str(one).partition("/")[2] for one in row.events.all()] == [str(one).partition("/")[2] for one in single.events.all()]
        assert {one.calendar for one in row.events.all()} == {one.calendar for one in single.events.all()}
        assert row.files.count() == single.files.count() == 3
    assert list(differences()) == []


@pytest.mark.django_db
def test_what_cannot_have_happened_leaves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_AT_ONCE", 1)  # the first is written before the second is looked at
    organ = world.bureau.organ
    applicant = str(register(organ).pk)
    impossible = bulk.NewCase(case=Case(organ=organ), events=[*whole_life("B2", applicant), ReceiptConfirmed(on=DAY("2025-03-14"))])
    with pytest.raises(StepError, match="无需再确认"):
        bulk.append_many([*made(organ, ["B1"], applicant), impossible], BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.append_many(made(organ, ["C1", "C1"], applicant), BY)
    assert (Case.objects.count(), CaseEvent.objects.count(), CaseFile.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_events_keep_the_time_at_which_they_are_said_to_be_recorded(world: World) -> None:
    organ = world.bureau.organ

    def evening(event: Event) -> dt.datetime:
        return dt.datetime.combine(event.on, dt.time(18), dt.UTC)

    bulk.append_many(made(organ, ["B1"], str(register(organ).pk)), BY, at=evening)
    assert [(one.on, one.at) for one in CaseEvent.objects.all()] == [(one.on, evening(one)) for one in whole_life("B1", "")]


@pytest.mark.django_db
def test_each_case_has_the_calendar_of_its_own_time(world: World) -> None:
    organ = world.bureau.organ
    applicant = str(register(organ).pk)
    SetOrganSetting(organ=organ, name="own_days", value="2025-05-08 休 三月三", since=DAY("2025-04-01"), reason="地方节日").by(BY)
    before, after = arrival("B1", applicant, "2025-03-28"), arrival("B2", applicant, "2025-04-20")
    lives = [bulk.NewCase(case=Case(organ=organ), events=[one, ReceiptConfirmed(on=one.on + dt.timedelta(days=3))]) for one in (before, after)]
    bulk.append_many(lives, BY)
    assert list(differences()) == []
    versions = {one.case.number: one.calendar for one in CaseEvent.objects.filter(position=1).select_related("case")}
    assert "local-1" not in versions["B1"]
    assert "local-1" in versions["B2"]


@pytest.mark.django_db
def test_the_queries_do_not_grow_with_the_cases(world: World) -> None:
    organ = world.bureau.organ
    applicant = str(register(organ).pk)
    counts = []
    for size in (2, 15):  # what SQLite takes in one statement
        with CaptureQueriesContext(connection) as asked:
            bulk.append_many(made(organ, [f"{size}-{number}" for number in range(size)], applicant), BY)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_numbers_taken_together_go_on_from_those_taken_one_by_one(world: World) -> None:
    organ = world.bureau.organ
    first = next_number(organ, "request", DAY("2025-03-03"))
    with transaction.atomic():
        several = bulk.numbers(organ, "request", [DAY("2025-03-04"), DAY("2025-12-31"), DAY("2026-01-02")])
    assert len({first, *several}) == 4
    assert {one.year: one.last for one in Counter.objects.filter(organ=organ, purpose="request")} == {2025: 3, 2026: 1}
    assert next_number(organ, "request", DAY("2026-01-03")) == "2026-00002"
