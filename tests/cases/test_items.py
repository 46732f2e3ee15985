"""Several pieces of information in one request: asked for on one form, answered one by one, counted in one row; the search record."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.walk_through import ASKED, name_the_internet_way, send, take
from gongkai.cases import store
from gongkai.cases.models import Case
from gongkai.cases.rows import why_chosen
from gongkai.organs.models import OrganSetting
from gongkai.statute.outcomes import counted_row
from gongkai.statute.readings import readings
from platform_parts import LONG_AGO, House, World, as_person

CHAIN = ("legal_reviewer", "secrecy_reviewer", "office_head")
SEARCH = {"item": "1", "who": "办公室科员", "places": "办公室", "archive": "on", "words": "电梯", "result": "没有检索到"}


def opened(house: House, *items: str) -> Case:
    """A request for `items` that is being dealt with."""
    name_the_internet_way(house)
    asked = {f"item_{number}": text for number, text in enumerate(items[1:], 2)}
    _answer, number, _code = send(house, item=items[0], **asked)
    case: Case = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", case, "confirm", how="电话")
    case.refresh_from_db()
    return case


def answer(house: House, case: Case, item: int, kind: str, **fields: Any) -> Any:
    return take(house, "handler", case, "answer", item=str(item), answer=kind, **{"text": "甲", **fields})


def search(house: House, case: Case, **changed: Any) -> Any:
    return take(house, "handler", case, "search", searched=str(case.received_on), **{**SEARCH, **changed})


def page(house: House, case: Case) -> str:
    content: str = as_person(house.people["handler"]).get(case.get_absolute_url()).content.decode()
    return content


def test_the_form_grows_by_a_plain_button_up_to_ten_and_keeps_what_was_written(world: World) -> None:
    browser, address = Client(), reverse("requests_new", args=[world.bureau.organ.code])
    fields = {**ASKED, "form": str(uuid.uuid4()), "more": "1"}
    for number in range(2, 11):
        shown = browser.post(address, fields)
        content = shown.content.decode()
        assert shown.status_code == 200
        assert "errorlist" not in content
        assert content.count("<textarea") == number
        fields[f"item_{number}"] = f"第{number}件"
    assert ASKED["item"] in content
    assert fields["form"] in content
    assert "第9件" in content
    assert 'name="more"' not in content
    assert not Case.objects.exists()
    del fields["more"]
    assert browser.post(address, fields).status_code == 200
    assert [item.text for item in store.state_of(Case.objects.get()).items] == [ASKED["item"], *(f"第{number}件" for number in range(2, 11))]


def test_an_empty_field_among_several_is_no_item(world: World) -> None:
    case = opened(world.bureau, "甲", " ", "丙")
    assert [item.text for item in store.state_of(case).items] == ["甲", "丙"]


def test_three_items_with_three_outcomes_have_one_row_with_its_reason(world: World) -> None:
    house = world.bureau
    case = opened(house, "甲件", "乙件", "丙件")
    answer(house, case, 1, "disclosed")
    answer(house, case, 3, "internal_affairs")
    assert take(house, "handler", case, "submit").status_code == 403  # the second has no answer
    answer(house, case, 2, "not_this_organ", organ="青石县公安局")
    sign(house, case)
    take(house, "registrar", case, "serve", way="electronic", on=str(case.received_on))
    case.refresh_from_db()
    assert (case.stage, case.row) == ("closed", "partly_granted")
    why = counted_row(("disclosed", "not_this_organ", "internal_affairs"), "2021", readings()).why
    assert why.text("zh_Hans") in page(house, case)


def sign(house: House, case: Case, **last: str) -> Any:
    """Submitted and signed by all; what the last signature answers."""
    take(house, "handler", case, "submit")
    for role in CHAIN:
        done = take(house, role, case, "sign", note="", **(last if role == CHAIN[-1] else {}))
    return done


def refused_twice(house: House) -> Case:
    """A request refused on two grounds, by an organ whose reading leaves the row to a person."""
    OrganSetting.objects.create(organ=house.organ, name="mixed_items", value="ask", since=LONG_AGO)
    case = opened(house, "甲件", "乙件")
    answer(house, case, 1, "process_information")
    answer(house, case, 2, "internal_affairs")
    return case


def test_the_last_signer_chooses_the_row_where_the_reading_asks(world: World) -> None:
    house = world.bureau
    case = refused_twice(house)
    assert sign(house, case).status_code == 422
    case.refresh_from_db()
    assert case.signs_next == "office_head"
    assert take(house, "office_head", case, "sign", note="", row="granted").status_code == 422
    shown = as_person(house.people["office_head"]).get(reverse("cases_step", args=[case.key, "sign"])).content.decode()
    assert 'value="refused.process_information"' in shown
    assert take(house, "office_head", case, "sign", note="", row="refused.process_information").status_code == 302
    OrganSetting.objects.filter(name="mixed_items").delete()  # by the table it would now be the first, internal_affairs
    take(house, "registrar", case, "serve", way="electronic", on=str(case.received_on))
    case.refresh_from_db()
    assert case.row == "refused.process_information"
    assert why_chosen().text("zh_Hans") in page(house, case)


def test_nobody_before_the_last_chooses_a_row(world: World) -> None:
    house = world.bureau
    case = refused_twice(house)
    take(house, "handler", case, "submit")
    assert take(house, "legal_reviewer", case, "sign", note="", row="refused.internal_affairs").status_code == 302
    assert store.state_of(case).row == ""


def test_does_not_exist_waits_for_its_search_record(world: World) -> None:
    house = world.bureau
    case = opened(house, "甲件")
    answer(house, case, 1, "does_not_exist", text="")

    def submit() -> int:
        code: int = take(house, "handler", case, "submit").status_code
        return code

    assert submit() == 422
    search(house, case, archive="")
    assert submit() == 422  # the archive is left out
    search(house, case, places="")
    assert submit() == 302
    shown = page(house, case)
    for text in ("办公室科员", "电梯", "没有检索到"):
        assert text in shown


def test_every_division_is_searched(world: World) -> None:
    house = world.bureau
    house.organ.divisions.create(name="特种设备科")
    case = opened(house, "甲件")
    answer(house, case, 1, "does_not_exist", text="")
    search(house, case)
    refused = take(house, "handler", case, "submit")
    assert refused.status_code == 422
    assert "特种设备科" in refused.content.decode()
    search(house, case, places="特种设备科", archive="")
    assert take(house, "handler", case, "submit").status_code == 302


def test_what_was_found_does_exist(world: World) -> None:
    house = world.bureau
    case = opened(house, "甲件")
    answer(house, case, 1, "does_not_exist", text="")
    search(house, case, found="on", result="找到一份")
    assert take(house, "handler", case, "submit").status_code == 422


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"who": " "}, "who"),
        ({"words": ""}, "words"),
        ({"result": " "}, "result"),
        ({"places": "", "archive": ""}, "places"),
        ({"searched": "2001-01-01"}, "__all__"),
        ({"searched": "2090-01-01"}, "__all__"),
    ],
)
def test_a_search_record_says_who_where_which_words_when_and_the_result(world: World, changed: dict[str, str], named: str) -> None:
    house = world.bureau
    case = opened(house, "甲件")
    refused = take(house, "handler", case, "search", **{**SEARCH, "searched": str(dt.date.today()), **changed})  # noqa: DTZ011
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [named]


def test_a_search_is_the_handlers(world: World) -> None:
    case = opened(world.bureau, "甲件")
    refused = take(world.bureau, "registrar", case, "search", **SEARCH, searched=str(case.received_on))
    assert refused.status_code == 403
