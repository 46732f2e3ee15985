"""Information put forward for publication (Reg. 44): proposed from a request, examined once with a reason, told on the request's page."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.walk_through import send, take
from gongkai.audit.models import AuditRow
from gongkai.cases import waiting_proposals
from gongkai.cases.models import Case, CaseEvent, Proposal
from gongkai.organs.models import Notice
from platform_parts import House, World, as_person

WHY = {"item": "1", "origin": "several", "why": "本月已有三人申请同一名单。"}


def asked(house: House) -> Case:
    send(house)
    case: Case = Case.objects.filter(organ=house.organ).latest("pk")
    return case


def proposed(house: House) -> Proposal:
    case = asked(house)
    assert take(house, "handler", case, "propose", **WHY).status_code == 302
    found: Proposal = Proposal.objects.get(case=case)
    return found


def examine(house: House, role: str, proposal: Proposal, **fields: str) -> Any:
    return as_person(house.people[role]).post(reverse("cases_proposal", args=[proposal.key]), fields)


def test_put_forward_it_waits_for_the_office_head_and_the_result_is_told_with_the_request(world: World) -> None:
    house = world.bureau
    one = proposed(house)
    assert (one.state, one.origin, one.item) == ("proposed", "several", 1)
    head = house.people["office_head"]
    assert [item.url for item in waiting_proposals.waiting(head, timezone.localdate())] == [one.get_absolute_url()]
    assert list(waiting_proposals.waiting(house.people["handler"], timezone.localdate())) == []
    assert Notice.objects.filter(user=head, link=one.get_absolute_url()).exists()
    listed = as_person(house.people["registrar"]).get(reverse("cases_proposals")).content.decode()
    assert one.case.number in listed
    assert examine(house, "office_head", one, result="accepted", reason="社会关注度高，下月列入目录。").status_code == 302
    one.refresh_from_db()
    assert (one.state, one.examined_on) == ("accepted", timezone.localdate())
    page = as_person(house.people["handler"]).get(one.case.get_absolute_url()).content.decode()
    assert "下月列入目录" in page
    assert Notice.objects.filter(user=house.people["editor"], key__startswith="proposal-examined").exists()
    assert list(waiting_proposals.waiting(head, timezone.localdate())) == []
    assert set(AuditRow.objects.filter(verb__in=["case.propose", "case.examine_proposal"]).values_list("verb", flat=True)) == {
        "case.propose",
        "case.examine_proposal",
    }


def test_a_proposal_is_examined_once_and_needs_a_reason(world: World) -> None:
    house = world.bureau
    one = proposed(house)
    assert examine(house, "office_head", one, result="accepted", reason=" ").status_code == 422
    assert examine(house, "office_head", one, result="perhaps", reason="x").status_code == 422
    one.refresh_from_db()
    assert one.state == "proposed"
    assert examine(house, "office_head", one, result="declined", reason="涉及企业商业秘密。").status_code == 302
    answer = examine(house, "office_head", one, result="accepted", reason="改变主意。")
    assert answer.status_code == 422
    one.refresh_from_db()
    assert (one.state, one.reason) == ("declined", "涉及企业商业秘密。")


def test_an_item_is_put_forward_once_at_a_time_and_again_after_it_was_declined(world: World) -> None:
    house = world.bureau
    one = proposed(house)
    answer = take(house, "handler", one.case, "propose", **WHY)
    assert list(answer.context["form"].errors) == ["__all__"] or list(answer.context["form"].errors) == ["item"]
    assert Proposal.objects.count() == 1
    examine(house, "office_head", one, result="declined", reason="时机未到。")
    assert take(house, "handler", one.case, "propose", **WHY).status_code == 302
    again = Proposal.objects.latest("pk")
    examine(house, "office_head", again, result="accepted", reason="现在可以。")
    assert take(house, "handler", one.case, "propose", **WHY).status_code == 422


@pytest.mark.parametrize(
    ("changed", "named"), [({"why": " "}, "why"), ({"origin": "nobody"}, "origin"), ({"item": "7"}, "item"), ({"why": "机密★10年"}, "why")]
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(world: World, changed: dict[str, str], named: str) -> None:
    case = asked(world.bureau)
    answer = take(world.bureau, "handler", case, "propose", **{**WHY, **changed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [named]
    assert not Proposal.objects.exists()


def test_only_handlers_propose_only_the_office_head_examines_and_nobody_of_another_organ_sees_it(world: World) -> None:
    house = world.bureau
    case = asked(house)
    assert take(house, "registrar", case, "propose", **WHY).status_code == 403
    take(house, "handler", case, "propose", **WHY)
    one = Proposal.objects.get()
    events = CaseEvent.objects.count()
    assert examine(house, "handler", one, result="accepted", reason="x").status_code == 403
    assert examine(world.stranger, "office_head", one, result="accepted", reason="x").status_code == 404
    assert case.number not in as_person(world.stranger.people["office_head"]).get(reverse("cases_proposals")).content.decode()
    one.refresh_from_db()
    assert one.state == "proposed"
    assert CaseEvent.objects.count() == events
    assert as_person(world.county.people["supervisor"]).get(one.get_absolute_url()).status_code == 200


def test_the_list_asks_a_constant_number_of_queries(world: World) -> None:
    house, counts = world.bureau, []
    browser = as_person(house.people["office_head"])
    for _round in range(2):
        proposed(house)
        browser.get(reverse("cases_proposals"))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(reverse("cases_proposals"), {"state": "proposed"}).status_code == 200
        counts.append(len(queries))
        for _more in range(3):
            case = asked(house)
            take(house, "handler", case, "propose", **WHY)
    assert counts[0] == counts[1]
