"""What can be registered of a person: numbers that are checked, documents from elsewhere, rare characters, and what is refused."""

import pytest

from gongkai.persons.models import Person
from person_parts import page, post_registration, post_reveal, post_search, told
from platform_parts import World, as_person


@pytest.mark.parametrize(
    ("document", "number", "sentence"),
    [
        ("resident_card", "110105194912310021", "check digit"),
        ("resident_card", "11010519491331002X", "day of birth"),
        ("resident_card", "99010519491231002X", "province"),
        ("resident_card", "1101051949123100", "17 digits"),
        ("residence_permit", "810000199408230022", "check digit"),
        ("resident_card", "1101051949123100O2", "Character 17 of a resident identity number"),
        ("credit_code", "91350100M000100Y44", "The last character should be 3"),
        ("credit_code", "9135O100M000100Y43", "Character 5 is none"),
        ("credit_code", "91350100M000100Y4", "has 18 characters; here are 17"),
        ("hk_macao_permit", "A12345678", "H or M and 8 digits"),
        ("taiwan_permit", "1234567", "has 8 digits"),
        ("foreigner_card", "911124198108030025", "it should be 4"),
        ("passport", "E12", "5 to 30"),
        ("", "11010519491231002X", "Choose the document"),
        ("passport", "", "Give the document"),
    ],
)
def test_a_mistake_in_a_number_is_told_without_the_number(world: World, document: str, number: str, sentence: str) -> None:
    registrar = world.bureau.people["registrar"]
    registrar.language = "en"
    registrar.save()
    answer = post_registration(as_person(registrar), world.bureau.organ, document=document, number=number)
    assert sentence in page(answer)
    told_only = "".join(part.split("</ul>")[0] for part in page(answer).split("errorlist")[1:])
    assert sentence in told_only
    assert number[2:8] not in told_only or not number
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "　"),
        ("name", "\u200b"),
        ("name", "王" * 101),
        ("phone", "没有电话"),
        ("phone", "1234"),
        ("phone", "13812345678、13900001111"),
        ("email", "ouyang"),
        ("address", "路" * 301),
        ("kind", "company"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(world: World, field: str, value: str) -> None:
    answer = post_registration(as_person(world.bureau.people["registrar"]), world.bureau.organ, **{field: value})
    assert f'id="id_{field}_error"' in page(answer)
    assert not Person.objects.exists()
    assert told("person.register") == []


@pytest.mark.parametrize(
    ("document", "number", "masked"),
    [
        ("residence_permit", "830000199201300022", "830***********0022"),
        ("hk_macao_permit", "H1234567801", "H******01"),
        ("taiwan_permit", "01234567", "0******67"),
        ("passport", "E12345678", "E******78"),
        ("foreigner_card", "USA110080010015", "U******15"),
        ("other", "军字第12345", ""),
    ],
)
def test_documents_of_people_from_elsewhere_are_taken(world: World, document: str, number: str, masked: str) -> None:
    answer = page(post_registration(as_person(world.bureau.people["registrar"]), world.bureau.organ, document=document, number=number))
    if masked:
        assert masked in answer
        assert number not in answer
    else:
        assert not Person.objects.exists()


@pytest.mark.parametrize("name", ["𠮷田", "䶮", "王䶮", "𬀩", "葛\U000e0100城", "阿卜杜拉·买买提", "\ue001小明", "O’Brien Müller"])
def test_names_with_rare_characters_come_back_as_they_were_typed(world: World, name: str) -> None:
    client = as_person(world.bureau.people["registrar"])
    post_registration(client, world.bureau.organ, name=name)
    person = Person.objects.get()
    assert str(person.pk) in page(post_search(client, world.bureau.organ, "name", name))
    assert name in page(post_reveal(client, person, "name")).replace("&#x27;", "'")
