"""The list of requests: filters that stand in the address, the order, pages; assigning several; persons found exactly and recorded."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.test_bulk import BY, arrival, whole_life
from gongkai.audit.actors import Actor
from gongkai.cases import bulk, store
from gongkai.cases.actions.assign import AssignCase
from gongkai.cases.actions.assign_many import AssignCases
from gongkai.cases.events import ReceiptConfirmed
from gongkai.cases.models import Case, CaseEvent
from gongkai.organs.models import Division, Organ
from person_parts import OUYANG, page, register, told
from platform_parts import House, World, as_person

TODAY = timezone.localdate


def opened(organ: Organ, number: str, days_ago: int, item: str = "电梯检验合格率") -> bulk.NewCase:
    """A request that arrived and was confirmed so many days ago."""
    day = TODAY() - dt.timedelta(days=days_ago)
    arrived = arrival(number, str(register(organ).pk), day.isoformat(), item)
    return bulk.NewCase(case=Case(organ=organ), events=[arrived, ReceiptConfirmed(on=day)])


@pytest.fixture
def house(world: World) -> House:
    """The bureau with: 1 long overdue, 2 fresh, 3 not confirmed, 4 answered in 2025."""
    organ = world.bureau.organ
    lives = [opened(organ, "1", 90), opened(organ, "2", 0, "食品抽检名单")]
    lives.append(bulk.NewCase(case=Case(organ=organ), events=[arrival("3", str(register(organ).pk), TODAY().isoformat())]))
    lives.append(bulk.NewCase(case=Case(organ=organ), events=whole_life("4", str(register(organ, kind="business", document="", number="").pk))))
    bulk.append_many(lives, BY)
    bulk.append_many([opened(world.stranger.organ, "9", 1)], BY)
    return world.bureau


def listed(browser: Client, **asked: Any) -> list[str]:
    """The numbers on the page, in their order."""
    answer = browser.get(reverse("cases_list"), asked)
    assert answer.status_code == 200
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page(answer))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, "3124"),  # what is open: no due day yet first, then by due day; then what is closed
        ({"stage": "closed"}, "4"),
        ({"stage": "arrived"}, "3"),
        ({"due": "overdue"}, "1"),
        ({"due": "ahead"}, "2"),
        ({"within": "60"}, "2"),
        ({"within": "3"}, ""),
        ({"q": "电梯"}, "314"),
        ({"q": "电梯", "stage": "closed"}, "4"),
        ({"channel": "internet"}, "3124"),
        ({"channel": "fax"}, ""),
        ({"kind": "natural_person"}, "3124"),  # as the event says, not the entry
        ({"row": "granted"}, "4"),
        ({"row": "refused.state_secret"}, ""),
        ({"closed_from": "2025-03-13", "closed_to": "2025-03-13"}, "4"),
        ({"closed_from": "2025-03-14"}, ""),
        ({"received_to": "2025-12-31"}, "4"),
        ({"year": "2025"}, "4"),
        ({"handler": "none"}, "3124"),
        ({"division": "none", "q": "食品"}, "2"),
        ({"sort": "-number"}, "4321"),
        ({"sort": "number"}, "1234"),
        ({"sort": "-due"}, "2143"),
        ({"sort": "closed"}, "1234"),
        ({"sort": "-closed"}, "4321"),
        ({"sort": "made-up"}, "3124"),
        ({"page": "99"}, "3124"),
    ],
)
def test_the_list_shows_what_is_looked_for(house: House, asked: dict[str, str], expected: str) -> None:
    assert "".join(listed(as_person(house.people["handler"]), **asked)) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"received_from": "2025-03-04", "received_to": "2025-03-03"}, "早于"),
        ({"within": "-1"}, "0"),
        ({"stage": "gone"}, "gone"),
        ({"year": "abc"}, ""),
        ({"q": "“*”"}, ""),
        ({"closed_from": "31.3."}, ""),
    ],
)
def test_what_cannot_be_looked_for_is_said_and_nothing_is_listed(house: House, asked: dict[str, str], said: str) -> None:
    answer = as_person(house.people["handler"]).get(reverse("cases_list"), asked)
    assert answer.status_code == 422
    assert 'class="errorlist"' in page(answer)
    assert "<tbody>" not in page(answer)
    assert said in page(answer)


@pytest.mark.django_db
def test_nobody_elses_requests_are_listed_or_can_be_asked_for(house: House, world: World) -> None:
    assert listed(as_person(world.stranger.people["handler"])) == ["9"]
    answer = as_person(world.stranger.people["handler"]).get(reverse("cases_list"), {"handler": house.people["handler"].pk})
    assert answer.status_code == 422
    supervisor = as_person(world.county.people["supervisor"])
    assert listed(supervisor, organ=house.organ.pk, stage="closed") == ["4"]
    assert supervisor.get(reverse("cases_list"), {"organ": world.stranger.organ.pk}).status_code == 422


@pytest.mark.django_db
def test_the_filters_stay_in_the_address_of_pages_and_heads(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.cases.views.listing._PAGE", 1)
    shown = page(as_person(house.people["handler"]).get(reverse("cases_list"), {"q": "电梯", "channel": "internet", "sort": "-due", "page": "2"}))
    words = "q=%E7%94%B5%E6%A2%AF&channel=internet".replace("&", "&amp;")
    assert f'href="?{words}&amp;sort=-due&amp;page=3"' in shown
    assert f'href="?{words}&amp;sort=due"' in shown  # the other way round
    assert f'href="?{words}&amp;sort=number"' in shown
    assert 'aria-sort="descending"' in shown
    assert 'value="电梯"' in shown


@pytest.mark.django_db
def test_the_number_of_queries_is_the_same_for_ten_and_for_a_thousand(world: World) -> None:
    organ, key = world.bureau.organ, str(register(world.bureau.organ).pk)
    browser, counts = as_person(world.bureau.people["registrar"]), []
    made = 0
    for size in (10, 1000):
        lives = (whole_life(f"{number:05}", key) for number in range(made, size))
        bulk.append_many((bulk.NewCase(case=Case(organ=organ), events=life) for life in lives), BY)
        made = size
        case = Case.objects.order_by("pk").first()
        assert case is not None
        for address in (
            reverse("cases_list"),
            reverse("cases_list") + "?q=电梯&stage=closed&sort=-closed",
            case.get_absolute_url(),
            reverse("cases_weekly"),
        ):
            browser.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(address).status_code == 200
            counts.append(len(asked))
    assert counts[:4] == counts[4:]
    assert max(counts) < 40


# ---- several are assigned ----


def ticked(*numbers: str) -> list[str]:
    return [str(key) for key in Case.objects.filter(number__in=numbers).values_list("key", flat=True)]


@pytest.mark.django_db
def test_the_ticked_ones_are_assigned_and_the_list_comes_back_as_it_was(house: House) -> None:
    handler = house.people["handler"]
    fields = {"case": ticked("1", "2"), "handler": handler.pk, "division": "", "reason": ""}
    answer = as_person(house.people["registrar"]).post(reverse("cases_assign") + "?q=电梯&sort=-due", fields)
    assert answer.status_code == 302
    assert answer.url == reverse("cases_list") + "?q=%E7%94%B5%E6%A2%AF&sort=-due"
    assert set(Case.objects.filter(handler=handler, division=house.division).values_list("number", flat=True)) == {"1", "2"}
    assert told("case.assign_many") == [{"numbers": ["1", "2"], "division": None, "handler": handler.pk}]
    assert len(told("case.assign")) == 2
    browser = as_person(house.people["handler"])
    assert listed(browser, handler=handler.pk) == ["1", "2"]
    assert listed(browser, division=house.division.pk, due="overdue") == ["1"]
    assert listed(browser, handler="none") == ["3", "4"]


@pytest.mark.django_db
def test_one_that_cannot_be_assigned_leaves_all_as_they_were_and_each_is_said(house: House) -> None:
    AssignCase(case=Case.objects.get(number="1"), handler=house.people["handler"]).by(BY)
    before = CaseEvent.objects.count(), len(told("case.assign"))
    fields = {"case": ticked("1", "2", "4"), "handler": "", "division": house.division.pk, "reason": ""}
    answer = as_person(house.people["registrar"]).post(reverse("cases_assign"), fields)
    assert answer.status_code == 422
    refused = re.findall(r"<li>(\d): ", page(answer))
    assert "4" in refused  # it is closed
    assert "2" not in refused
    assert page(answer).count("checked") >= 3
    assert (CaseEvent.objects.count(), len(told("case.assign"))) == before
    assert Case.objects.get(number="2").division is None


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", [[], ["not-a-key"], ["00000000-0000-4000-8000-000000000000"]])
def test_nothing_ticked_is_said(house: House, chosen: list[str]) -> None:
    answer = as_person(house.people["registrar"]).post(reverse("cases_assign"), {"case": chosen, "division": house.division.pk})
    assert answer.status_code == 422
    assert told("case.assign_many") == []


@pytest.mark.django_db
def test_who_may_not_assign_is_offered_no_ticks_and_is_refused(house: House, world: World) -> None:
    browser = as_person(house.people["handler"])
    assert 'type="checkbox"' not in page(browser.get(reverse("cases_list")))
    assert browser.post(reverse("cases_assign"), {"case": ticked("1")}).status_code == 403
    stranger = as_person(world.stranger.people["registrar"])
    answer = stranger.post(reverse("cases_assign"), {"case": ticked("1"), "division": world.stranger.division.pk})
    assert answer.status_code == 422  # not seen, so not chosen
    with pytest.raises(ValidationError, match="1"):
        AssignCases(cases=(Case.objects.get(number="1"),), division=world.stranger.division).by(Actor.of(world.stranger.people["registrar"]))
    assert Case.objects.get(number="1").division is None


@pytest.mark.django_db
def test_closed_divisions_are_not_offered(house: House) -> None:
    gone = Division.objects.create(organ=house.organ, name="旧科", closed_on=dt.date(2020, 1, 1))
    shown = page(as_person(house.people["registrar"]).get(reverse("cases_list")))
    assert f'<option value="{gone.pk}">青石县市场监督管理局' not in shown
    answer = as_person(house.people["registrar"]).post(reverse("cases_assign"), {"case": ticked("1"), "division": gone.pk})
    assert answer.status_code == 422


# ---- persons ----


def of_person(house: House, role: str, by_field: str, value: str) -> Any:
    return as_person(house.people[role]).post(reverse("cases_by_person"), {"organ": house.organ.pk, "by_field": by_field, "value": value})


@pytest.mark.django_db
@pytest.mark.parametrize(("by_field", "value"), [("name", OUYANG["name"]), ("number", OUYANG["number"].lower())])
def test_requests_are_found_by_the_whole_name_or_number_and_it_is_recorded(house: House, by_field: str, value: str) -> None:
    answer = of_person(house, "handler", by_field, value)
    assert set(re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page(answer))) >= {"1", "2", "3"}
    assert value not in page(answer)
    assert [one["by"] for one in told("person.find")] == [by_field]
    assert "no-store" in answer["Cache-Control"]


def stands(answer: Any) -> dict[str, str]:
    """By number, the parts that the page tells."""
    found = re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a></th>\s*<td [^>]*>([^<]*)</td>', page(answer))
    return dict(found)


@pytest.mark.django_db
def test_agents_and_joint_applicants_are_found_and_the_part_is_told(world: World) -> None:
    organ, seen = world.bureau.organ, {"name": "李律师", "number": "E7654321", "phone": "0556-5550199"}
    other = {"name": "王五", "number": "E1111111", "phone": ""}
    lives = [
        replace(arrival("1", str(register(organ).pk)), agent=str(register(organ, document="passport", **seen).pk), authority="power"),
        replace(arrival("2", str(register(organ).pk)), joint=tuple(str(register(organ, document="passport", **one).pk) for one in (other, seen))),
        arrival("3", str(register(organ, document="passport", **seen).pk)),
        replace(arrival("4", str(register(organ).pk)), joint=(str(register(organ, document="passport", **other).pk),)),
    ]
    same = str(register(organ, document="passport", **seen).pk)
    lives.append(replace(arrival("5", same), agent=same, authority="legal"))
    bulk.append_many([bulk.NewCase(case=Case(organ=organ), events=[one]) for one in lives], BY)
    elsewhere = world.stranger.organ
    theirs = replace(arrival("9", str(register(elsewhere).pk)), agent=str(register(elsewhere, document="passport", **seen).pk), authority="power")
    bulk.append_many([bulk.NewCase(case=Case(organ=elsewhere), events=[theirs])], BY)
    wanted = {"1": "代理人", "2": "共同申请人", "3": "申请人", "5": "申请人 · 代理人"}
    browser = as_person(world.bureau.people["handler"])
    for by_field, value in (("name", "李律师"), ("number", "e7654321"), ("phone", "05565550199")):
        sent = {"organ": organ.pk, "by_field": by_field, "value": value}
        assert stands(browser.post(reverse("cases_by_person"), sent)) == wanted
    assert [len(one["found"]) for one in told("person.find")] == [4, 4, 4]
    assert stands(browser.post(reverse("cases_by_person"), {"organ": organ.pk, "by_field": "name", "value": "李"})) == {}


@pytest.mark.django_db
def test_no_part_of_a_name_finds_anything_and_words_never_find_persons(house: House) -> None:
    assert "<tbody>" not in page(of_person(house, "handler", "name", OUYANG["name"][:2]))
    assert listed(as_person(house.people["handler"]), q=OUYANG["name"]) == []
    assert listed(as_person(house.people["handler"]), q=OUYANG["number"]) == []
    assert listed(as_person(house.people["handler"]), q=str(Case.objects.get(number="1").applicant_id)) == []
    assert len(told("person.find")) == 1  # the list alone asks nothing of persons


@pytest.mark.django_db
def test_who_may_not_see_persons_finds_none_by_them(house: House, world: World) -> None:
    assert of_person(house, "secrecy_reviewer", "name", OUYANG["name"]).status_code == 403
    assert of_person(house, "head", "name", OUYANG["name"]).status_code == 403
    assert "by-person" not in page(as_person(house.people["head"]).get(reverse("cases_list")))
    elsewhere = as_person(world.stranger.people["handler"]).post(
        reverse("cases_by_person"), {"organ": house.organ.pk, "by_field": "name", "value": OUYANG["name"]}
    )
    assert elsewhere.status_code == 422
    assert told("person.find") == []


@pytest.mark.django_db
def test_a_case_is_what_it_was_whoever_lists_it(house: House) -> None:
    before = {case.number: store.expected(case) for case in Case.objects.all()}
    listed(as_person(house.people["registrar"]), q="电梯")
    assert {case.number: store.expected(case) for case in Case.objects.all()} == before
