"""Persons are found by a whole value, however it is typed, and by nothing less."""

import pytest

from person_parts import OUYANG, page, post_search, register, told
from platform_parts import World, as_person


@pytest.mark.parametrize(
    ("by_field", "value"),
    [
        ("name", "欧阳𠮷娜"),
        ("name", " 欧阳　𠮷娜 "),
        ("number", "11010519491231002x"),
        ("number", "１１０１０５１９４９１２３１００２Ｘ"),
        ("number", "110105-19491231-002X"),
        ("phone", "138 1234 5678"),
        ("phone", "+86-138-1234-5678"),
        ("phone", "008613812345678"),
    ],
)
def test_a_person_is_found_by_the_whole_value_however_it_is_typed(world: World, by_field: str, value: str) -> None:
    person = register(world.bureau.organ)
    answer = post_search(as_person(world.bureau.people["registrar"]), world.bureau.organ, by_field, value)
    assert str(person.pk) in page(answer)
    (found,) = told("person.find")
    assert found["found"] == [str(person.pk)]
    assert found["by"] == by_field
    assert len(found["index"].partition(":")[2]) == 8


@pytest.mark.parametrize(
    ("by_field", "value"),
    [
        ("name", "欧阳"),
        ("name", "欧阳吉娜"),
        ("name", "阳𠮷娜"),
        ("name", "欧**"),
        ("name", "%"),
        ("number", "002X"),
        ("number", "110***********002X"),
        ("number", "13812345678"),
        ("phone", "5678"),
        ("phone", "1381234567"),
        ("phone", "138****5678"),
        ("phone", "11010519491231002X"),
    ],
)
def test_nobody_is_found_by_a_part_a_mask_or_another_field(world: World, by_field: str, value: str) -> None:
    person = register(world.bureau.organ)
    answer = post_search(as_person(world.bureau.people["registrar"]), world.bureau.organ, by_field, value)
    assert answer.status_code == 200
    assert str(person.pk) not in page(answer)
    assert told("person.find")[0]["found"] == []


def test_a_search_for_nothing_is_refused(world: World) -> None:
    client = as_person(world.bureau.people["registrar"])
    for by_field, value in (("name", ""), ("name", "\u200b"), ("phone", "电话"), ("address", "安徽省")):
        assert "errorlist" in page(post_search(client, world.bureau.organ, by_field, value))
    assert told("person.find") == []


def test_a_search_has_no_address(world: World) -> None:
    client = as_person(world.bureau.people["registrar"])
    person = register(world.bureau.organ)
    answer = client.get("/staff/persons/find/", {"by_field": "name", "value": OUYANG["name"]})
    assert answer.status_code == 302
    assert answer["Location"] == "/staff/persons/"
    assert str(person.pk) in page(client.get("/staff/persons/", {"value": "nobody"}))  # the list takes no search


def test_an_entry_names_others_that_may_be_the_same_person(world: World) -> None:
    first = register(world.bureau.organ)
    by_number = register(world.bureau.organ, name="欧阳吉娜", phone="13900001111")
    by_name_and_phone = register(world.bureau.organ, document="", number="", phone="+86 13812345678")
    by_name_only = register(world.bureau.organ, document="", number="", phone="13900002222")
    elsewhere = register(world.stranger.organ)
    shown = page(as_person(world.bureau.people["handler"]).get(f"/staff/persons/{first.pk}/"))
    assert str(by_number.pk) in shown
    assert str(by_name_and_phone.pk) in shown
    assert str(by_name_only.pk) not in shown
    assert str(elsewhere.pk) not in shown
