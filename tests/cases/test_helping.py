"""Help for the handler: the applicant's earlier requests, likely repeats side by side, answers to the same information, the number of the month."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.test_correcting import Days, on_day
from cases.test_repeats import ELSE, SAME_IN_OTHER_SIGNS, opened
from cases.walk_through import answered, send, take
from gongkai.accounts.models import User
from gongkai.cases import store
from gongkai.cases.helping import Help, help_of
from gongkai.cases.models import Case, CaseItem
from gongkai.cases.parts import Seen
from gongkai.cases.verify import differences
from gongkai.persons.models import Person
from platform_parts import House, World, as_person

__all__ = ["on_day"]  # the fixture


def told(user: User, case: Case) -> Help | None:
    case = Case.objects.select_related("organ").get(pk=case.pk)
    events = store.events_of(case)
    return help_of(Seen(user, case, store.state_of(case), events))


def helped(house: House, case: Case, role: str = "handler") -> Help:
    found = told(house.people[role], case)
    assert found is not None
    return found


def compared(house: House, case: Case, other: Case, role: str = "handler") -> Any:
    return as_person(house.people[role]).get(reverse("cases_compare", args=[case.key, other.key]))


def test_the_applicant_s_earlier_requests_are_shown_with_what_the_law_makes_of_them(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-03-03")
    first = answered(house)
    pending = opened(house, on_day, "2026-03-04", item="2024年电梯名单")
    withdrawn = opened(house, on_day, "2026-03-05", item="2023年电梯名单")
    take(house, "registrar", withdrawn, "withdraw", how="来电", on="2026-03-05")
    somebody = opened(house, on_day, "2026-03-06", **ELSE)
    again = opened(house, on_day, "2026-03-10", item=SAME_IN_OTHER_SIGNS, item_2="2024年 电梯名单", item_3="2023年电梯名单")
    found = helped(house, again)
    assert found.earlier is not None
    assert [(one.case.pk, one.relation, one.pairs) for one in found.earlier] == [
        (withdrawn.pk, "new", ((3, 1),)),
        (pending.pk, "join", ((2, 1),)),
        (first.pk, "repeated", ((1, 1),)),
    ]
    assert [one.case.pk for one in found.answers] == []  # the applicant's own stands above
    assert (found.asked, found.applicants) == (5, 2)
    theirs = helped(house, somebody)
    assert theirs.earlier == ()
    assert [(one.case.pk, one.relation, one.answers != ()) for one in theirs.answers] == [(first.pk, "new", True)]
    call_command("cases", "verify")


def test_the_page_shows_it_and_leads_to_both_side_by_side(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-03-03")
    first = answered(house)
    again = opened(house, on_day, "2026-03-10", item=SAME_IN_OTHER_SIGNS)
    page = as_person(house.people["handler"]).get(again.get_absolute_url()).content.decode()
    assert reverse("cases_compare", args=[again.key, first.key]) in page
    answer = compared(house, again, first)
    assert (answer.context["same_applicant"], answer.context["found"].relation) == (True, "repeated")
    text = answer.content.decode()
    assert SAME_IN_OTHER_SIGNS in text
    assert "合格率为百分之九十八点五" in text
    assert compared(house, again, again).status_code == 404
    assert compared(world.stranger, again, first).status_code == 404


def test_who_may_not_see_persons_is_told_nothing_of_the_applicant(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-03-03")
    first = answered(house)
    again = opened(house, on_day, "2026-03-10", item=SAME_IN_OTHER_SIGNS)
    found = helped(house, again, "secrecy_reviewer")
    assert (found.earlier, found.month, found.applicants) == (None, None, None)
    assert [one.case.pk for one in found.answers] == [first.pk]
    assert compared(house, again, first, "secrecy_reviewer").context["same_applicant"] is None
    alone = opened(house, on_day, "2026-03-11", item="别的事项", **ELSE)
    assert told(house.people["secrecy_reviewer"], alone) is None


def test_the_number_in_the_month_is_counted_in_pieces_against_the_fee_steps(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-02-27")
    send(house)  # of another month
    on_day("2026-03-03")
    items = {f"item_{number}": f"第{number}项" for number in range(2, 10)}
    send(house, item="第1项", **items)
    send(house, **ELSE)
    one = opened(house, on_day, "2026-03-04", item="第10项")
    month = helped(house, one).month
    assert month is not None
    assert month.fee is not None
    assert (month.requests, month.pieces, month.fee.total) == (2, 10, 0)
    two = opened(house, on_day, "2026-03-05", item="第11项", item_2="第12项")
    month = helped(house, two).month
    assert month is not None
    assert month.fee is not None
    assert (month.requests, month.pieces, month.fee.total) == (3, 12, 200)
    page = as_person(house.people["handler"]).get(two.get_absolute_url()).content.decode()
    assert "200" in page


def test_a_placeholder_for_what_is_not_said_is_not_the_same_information(world: World, on_day: Days) -> None:
    on_day("2026-03-03")
    for _time in range(2):
        form = {"form": f"00000000-0000-0000-0000-00000000000{_time}", "organ": world.bureau.organ.pk, "on": "2026-03-03", "way": "in_person"}
        as_person(world.bureau.people["registrar"]).post(
            reverse("cases_new"), {**form, "kind": "natural_person", "name": "甲", "item": "", "wish": "any", "delivery": "post"}
        )
    assert list(CaseItem.objects.values_list("information", flat=True)) == ["", ""]
    assert helped(world.bureau, Case.objects.latest("pk")).asked == 1


def test_data_that_cannot_be_read_are_not_compared_and_that_is_said(world: World, on_day: Days) -> None:
    opened(world.bureau, on_day, "2026-03-03")
    again = opened(world.bureau, on_day, "2026-03-04")
    Person.objects.filter(pk=again.applicant_id).update(sealed_number=b"broken")
    found = helped(world.bureau, again)
    assert (found.readable, found.earlier) == (False, ())
    page = as_person(world.bureau.people["handler"]).get(again.get_absolute_url())
    assert page.status_code == 200


@pytest.mark.parametrize("role", ["handler", "secrecy_reviewer"])
def test_the_number_of_queries_does_not_grow_with_what_is_found(world: World, on_day: Days, role: str) -> None:
    house = world.bureau
    on_day("2026-03-03")
    answered(house)
    last = opened(house, on_day, "2026-03-10")
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert told(house.people[role], last) is not None
        counts.append(len(asked))
        for number in range(3):
            send(house, number=f"E1111111{number}", phone="0556-5551111")
            send(house)
        last = opened(house, on_day, "2026-03-11")
    assert counts[0] == counts[1]


def test_a_correction_changes_what_the_items_ask_for(world: World, on_day: Days) -> None:
    from cases.test_correcting import asked_to_correct  # noqa: PLC0415  # its fixture is this module's own

    case, _code = asked_to_correct(world.bureau, on_day)
    before = CaseItem.objects.get(case=case).information
    on_day("2026-03-20")
    assert take(world.bureau, "registrar", case, "corrected", on="2026-03-20", item_1="城关镇电梯名单").status_code == 302
    assert CaseItem.objects.get(case=case).information not in {"", before}
    call_command("cases", "verify")


def test_a_row_of_an_item_that_is_not_what_the_events_say_is_found(world: World, on_day: Days) -> None:
    opened(world.bureau, on_day, "2026-03-03")
    assert list(differences()) == []
    CaseItem.objects.update(answer="disclosed")
    assert len(list(differences())) == 1
