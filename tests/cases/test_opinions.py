"""Opinions of divisions (科室意见) and notes (办理记事): on record, shown, and nothing waits for them."""

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from cases.test_assigning import more, opened
from cases.walk_through import name_the_internet_way, take
from gongkai.cases import store, waiting_work
from gongkai.cases.models import Case, CaseTask
from gongkai.organs.models import Division, Notice
from platform_parts import House, World, as_person


def asked(house: House) -> tuple[Case, Division]:
    """A request on which a division with a handler was asked."""
    division = Division.objects.create(organ=house.organ, name="特种设备科")
    more(house, "second", division)
    case = opened(house)
    assert take(house, "registrar", case, "ask-opinion", division=str(division.pk), question="x").status_code == 403
    assert take(house, "handler", case, "ask-opinion", division=str(division.pk), question=" ").status_code == 422
    assert take(house, "handler", case, "ask-opinion", division=str(division.pk), question="名单是否含企业商业秘密？").status_code == 302
    case.refresh_from_db()
    return case, division


def opinions_wanted(house: House, role: str) -> list[str]:
    with translation.override("en"):
        return [one.title for one in waiting_work.waiting(house.people[role], timezone.localdate())]


def test_somebody_of_the_division_gives_its_opinion_and_nobody_else(world: World) -> None:
    house = world.bureau
    case, division = asked(house)
    title = f"Give the opinion of 特种设备科 on request {case.number}"
    assert (opinions_wanted(house, "second"), opinions_wanted(house, "handler")) == ([title], [])
    assert Notice.objects.filter(user=house.people["second"], key__endswith="opinion-asked").count() == 1
    assert take(house, "handler", case, "give-opinion", opinion="1", text="不含。").status_code == 403
    assert take(house, "second", case, "give-opinion", opinion="1", text=" ").status_code == 422
    assert take(house, "second", case, "give-opinion", opinion="1", text="不含，可以公开。").status_code == 302
    assert opinions_wanted(house, "second") == []
    assert CaseTask.objects.count() == 0
    page = as_person(house.people["legal_reviewer"]).get(case.get_absolute_url()).content.decode()
    for part in (division.name, "名单是否含企业商业秘密？", "不含，可以公开。"):
        assert part in page
    assert take(house, "second", case, "give-opinion", opinion="1", text="又").status_code == 403  # nothing is asked any more
    call_command("cases", "verify")


def test_a_division_is_asked_once_at_a_time_and_only_where_somebody_can_answer(world: World) -> None:
    house = world.bureau
    case, division = asked(house)
    again = take(house, "handler", case, "ask-opinion", division=str(division.pk), question="再问")
    assert again.status_code == 422
    empty = Division.objects.create(organ=house.organ, name="无人科")
    with translation.override("en"):
        refused = take(house, "handler", case, "ask-opinion", division=str(empty.pk), question="问")
    assert refused.status_code == 422
    assert "无人科" in refused.content.decode()
    assert take(house, "handler", case, "ask-opinion", division=str(world.stranger.division.pk), question="问").status_code == 422
    case.refresh_from_db()
    assert len(store.state_of(case).opinions) == 1


def test_nothing_waits_for_an_opinion(world: World) -> None:
    house = world.bureau
    name_the_internet_way(house)
    case, _division = asked(house)
    due = case.due_on
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="见附件")
    assert take(house, "handler", case, "submit").status_code == 302
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        assert take(house, role, case, "sign", note="").status_code == 302
    assert take(house, "registrar", case, "serve", way="electronic", on=str(case.received_on), mail_number="").status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.due_on) == ("closed", due)
    assert opinions_wanted(house, "second") == []
    assert take(house, "second", case, "give-opinion", opinion="1", text="不含。").status_code == 403


def test_a_note_is_put_right_by_a_further_note_alone(world: World) -> None:
    house = world.bureau
    case = opened(house)
    assert take(house, "handler", case, "note", text=" ").status_code == 422
    assert take(house, "handler", case, "note", text="已电话询问档案馆，无库存。").status_code == 302
    assert take(house, "registrar", case, "note", text="档案馆更正：库存一份。", corrects="1").status_code == 302
    assert take(house, "registrar", case, "note", text="x", corrects="9").status_code == 422
    notes = store.state_of(case).notes
    assert [(one.note, one.corrects) for one in notes] == [(1, 0), (2, 1)]
    page = as_person(house.people["head"]).get(case.get_absolute_url()).content.decode()
    assert "已电话询问档案馆，无库存。" in page
    assert "档案馆更正：库存一份。" in page
    assert house.people["registrar"].name in page


@pytest.mark.parametrize("role", ["legal_reviewer", "secrecy_reviewer", "head"])
def test_who_does_not_work_on_requests_writes_no_notes(world: World, role: str) -> None:
    case = opened(world.bureau)
    assert take(world.bureau, role, case, "note", text="x").status_code == 403
    assert not store.state_of(case).notes
