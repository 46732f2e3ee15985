"""A request is given to a division and a handler (分办) and handed over (移交); an absent handler's requests lie with the stand-in."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from cases.test_correcting import Days, on_day, titles
from cases.walk_through import send, take
from gongkai.accounts.models import User
from gongkai.audit.actors import Actor
from gongkai.cases import waiting
from gongkai.cases.actions import AssignCase, HandOverAll
from gongkai.cases.models import Case, CaseTask
from gongkai.organs.models import Deputy, Division, Membership, Notice
from gongkai.organs.policies import NotAllowed
from platform_parts import LONG_AGO, House, World, as_person

__all__ = ["on_day"]  # the fixture


def more(house: House, name: str, division: Division | None) -> User:
    """One more handler of the organ."""
    user: User = User.objects.create(username=f"{house.organ.code}-{name}", name=name)
    Membership.objects.create(user=user, organ=house.organ, role="handler", division=division, since=LONG_AGO)
    house.people[name] = user
    return user


def opened(house: House, **changed: str) -> Case:
    """A request that is being dealt with."""
    _answer, number, _code = send(house, **changed)
    case: Case = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", case, "confirm", how="电话")
    case.refresh_from_db()
    return case


def waits_of(house: House, role: str) -> list[tuple[str, str]]:
    """What waits, and in whose place."""
    with translation.override("en"):
        found = waiting.waiting(house.people[role], timezone.localdate())
        return [(one.title, one.who.name if one.who else "") for one in found]


def test_what_is_given_to_a_handler_waits_for_that_one_alone(world: World) -> None:
    house = world.bureau
    other = more(house, "second", Division.objects.create(organ=house.organ, name="特种设备科"))
    case = opened(house)
    asks = f"Answer request {case.number}"
    assert (titles(house, "handler"), titles(house, "second")) == ([asks], [asks])  # given to nobody: everybody's
    assert take(house, "handler", case, "assign", item="0", handler=str(other.pk)).status_code == 403
    assert take(house, "registrar", case, "assign", item="0", division="", handler=str(other.pk), reason="").status_code == 302
    case.refresh_from_db()
    assert (case.division.name, case.handler, case.due_on is not None) == ("特种设备科", other, True)
    assert (titles(house, "handler"), titles(house, "second")) == ([], [asks])
    assert Notice.objects.filter(user=other, key=f"case-step:{case.pk}:{case.length}:assigned").count() == 1
    page = as_person(house.people["office_head"]).get(case.get_absolute_url()).content.decode()
    assert "特种设备科 · second" in page
    call_command("cases", "verify")


def test_a_division_s_request_waits_for_its_handlers(world: World) -> None:
    house = world.bureau
    division = Division.objects.create(organ=house.organ, name="特种设备科")
    case = opened(house)
    assert take(house, "office_head", case, "assign", item="0", division=str(division.pk), handler="").status_code == 302
    assert titles(house, "handler") == [f"Answer request {case.number}"]  # a division without handlers: it must not be forgotten
    more(house, "second", division)
    assert (titles(house, "handler"), titles(house, "second")) == ([], [f"Answer request {case.number}"])


@pytest.mark.parametrize("wrong", ["nothing", "not_a_handler", "stranger", "closed", "other_division", "again", "item"])
def test_it_is_given_to_nobody_who_cannot_have_it(world: World, wrong: str) -> None:
    house = world.bureau
    division = Division.objects.create(organ=house.organ, name="特种设备科")
    case = opened(house)
    ours = house.people["handler"]
    given = {
        "nothing": {},
        "not_a_handler": {"handler": house.people["head"]},
        "stranger": {"division": world.stranger.division},
        "closed": {"division": Division.objects.create(organ=house.organ, name="已撤科", closed_on=dt.date(2024, 1, 1))},
        "other_division": {"division": division, "handler": ours},
        "again": {"handler": ours},
        "item": {"handler": ours, "item": 2},
    }[wrong]
    said = {
        "nothing": "Choose a division or a handler",
        "not_a_handler": "is no handler of",
        "stranger": "no open division",
        "closed": "no open division",
        "other_division": "no handler of this division",
        "again": "in these hands already",
        "item": "no item 2",
    }[wrong]
    actor = Actor.of(house.people["registrar"])
    if wrong == "again":
        AssignCase(case=case, handler=ours).by(actor)
        case.refresh_from_db()
    length = case.length
    with translation.override("en"), pytest.raises(ValidationError) as error:
        AssignCase(case=case, **given).by(actor)
    assert said in " ".join(error.value.messages)
    case.refresh_from_db()
    assert case.length == length


def test_from_one_handler_to_another_it_goes_with_a_reason(world: World) -> None:
    house = world.bureau
    other = more(house, "second", house.division)
    case = opened(house)
    take(house, "registrar", case, "assign", item="0", handler=str(house.people["handler"].pk))
    assert take(house, "registrar", case, "assign", item="0", handler=str(other.pk), reason="").status_code == 422
    fields = {"before": str(house.people["handler"].pk), "handler": str(other.pk)}
    assert take(house, "second", case, "hand-over", **fields, reason="工作调整").status_code == 403
    assert take(house, "handler", case, "hand-over", **fields, reason="").status_code == 422
    assert take(house, "handler", case, "hand-over", **fields, reason="工作调整").status_code == 302  # the own may be given away
    case.refresh_from_db()
    assert case.handler == other
    assert take(house, "registrar", case, "hand-over", **fields, reason="工作调整").status_code == 422  # nothing is left there
    page = as_person(house.people["handler"]).get(case.get_absolute_url()).content.decode()
    assert f"{house.people['handler'].name} → 办公室 · second · 工作调整" in page
    call_command("cases", "verify")


def test_an_item_can_be_in_other_hands_than_the_request(world: World) -> None:
    house = world.bureau
    other = more(house, "second", house.division)
    case = opened(house, item_2="2024年投诉举报处理情况统计表")
    AssignCase(case=case, handler=house.people["handler"]).by(Actor.of(house.people["registrar"]))
    assert titles(house, "second") == []
    assert take(house, "registrar", case, "assign", item="2", handler=str(other.pk)).status_code == 302
    case.refresh_from_db()
    assert case.handler == house.people["handler"]
    assert list(CaseTask.objects.values_list("what", "number", "handler")) == [("item", 2, other.pk)]
    assert titles(house, "second") == titles(house, "handler") == [f"Answer request {case.number}"]
    call_command("cases", "verify")


def test_all_open_requests_of_one_who_leaves_go_to_another_at_once(world: World) -> None:
    house = world.bureau
    other = more(house, "second", house.division)
    registrar = Actor.of(house.people["registrar"])
    cases = [opened(house) for _number in range(3)]
    for case in cases[:2]:
        AssignCase(case=case, handler=house.people["handler"]).by(registrar)
    take(house, "registrar", cases[1], "withdraw", how="来函", on=str(timezone.localdate()))
    fields = {"organ": str(house.organ.pk), "before": str(house.people["handler"].pk), "handler": str(other.pk), "reason": "调离"}
    address = reverse("cases_hand_over")
    assert as_person(house.people["handler"]).post(address, fields).status_code == 403
    browser = as_person(house.people["registrar"])
    assert browser.post(address, {**fields, "reason": " "}).status_code == 422
    assert browser.post(address, {**fields, "handler": fields["before"]}).status_code == 422
    assert Case.objects.filter(handler=other).count() == 0
    assert browser.post(address, fields).status_code == 302
    assert [Case.objects.get(pk=case.pk).handler for case in cases] == [other, house.people["handler"], None]  # the closed one stays
    assert Notice.objects.filter(user=other, key__startswith="cases-handed").count() == 1
    assert browser.post(address, fields).status_code == 422  # nothing left
    call_command("cases", "verify")


def test_one_hands_over_in_the_own_organ_only(world: World) -> None:
    case = opened(world.bureau)
    AssignCase(case=case, handler=world.bureau.people["handler"]).by(Actor.command("test"))
    action = HandOverAll(organ=world.bureau.organ, before=world.bureau.people["handler"], handler=world.stranger.people["handler"], reason="调离")
    with pytest.raises(NotAllowed):
        action.by(Actor.of(world.stranger.people["registrar"]))
    with translation.override("en"), pytest.raises(ValidationError, match="is no handler of"):
        action.by(Actor.of(world.bureau.people["registrar"]))


def test_an_absent_handler_s_requests_lie_with_the_stand_in(world: World, on_day: Days) -> None:  # the fixture
    house = world.bureau
    other = more(house, "second", house.division)
    on_day("2026-03-03")
    case = opened(house)
    AssignCase(case=case, handler=house.people["handler"]).by(Actor.of(house.people["registrar"]))
    assert waits_of(house, "second") == []
    Deputy.objects.create(organ=house.organ, absent=house.people["handler"], deputy=other, since=dt.date(2026, 3, 4), until=dt.date(2026, 3, 6))
    on_day("2026-03-04")
    assert waits_of(house, "second") == [(f"Answer request {case.number}", house.people["handler"].name)]
    assert take(house, "second", case, "answer", item="1", answer="disclosed", text="见附件").status_code == 302
    on_day("2026-03-09")
    assert waits_of(house, "second") == []


def test_what_lies_with_one_who_is_no_handler_any_more_lies_with_everybody(world: World) -> None:
    house = world.bureau
    other = more(house, "second", house.division)
    case = opened(house)
    AssignCase(case=case, handler=other).by(Actor.of(house.people["registrar"]))
    assert titles(house, "handler") == []
    Membership.objects.filter(user=other).update(until=timezone.localdate() - dt.timedelta(days=1))
    assert titles(house, "handler") == [f"Answer request {case.number}"]
