"""Persons in the staff site, as the people of the organs see them."""

from typing import Any

import pytest

from gongkai.audit.models import AuditRow
from gongkai.organs.roles import ROLE_CODES
from gongkai.persons.models import Person
from person_parts import OUYANG, SECRETS, page, post_correction, post_registration, post_reveal, post_search, register, told
from platform_parts import World, as_person

SEE = {"registrar", "handler", "legal_reviewer", "office_head", "head"}
"""Who sees masked entries of the own organ; a supervisor sees those of the organs below, and the bureau has none."""


def test_a_registrar_registers_a_person_and_sees_the_entry_masked(world: World) -> None:
    client = as_person(world.bureau.people["registrar"])
    shown = page(post_registration(client, world.bureau.organ))
    for masked in ("欧**", "110***********002X", "138****5678", "安徽省安庆市青石县****", "o***@example.com", "龚**"):
        assert masked in shown
    assert [secret for secret in SECRETS if secret in shown + page(client.get("/staff/persons/"))] == []
    assert told("person.register") == [{"fields": ["address", "contact", "email", "name", "number", "phone"]}]


def test_a_name_alone_is_enough_because_the_rest_can_be_asked_for(world: World) -> None:
    shown = post_registration(
        as_person(world.bureau.people["handler"]), world.bureau.organ, document="", number="", phone="", address="", email="", contact=""
    )
    assert "欧**" in page(shown)
    assert told("person.register") == [{"fields": ["name"]}]


def test_the_name_and_credit_code_of_an_organisation_are_public(world: World) -> None:
    register(world.bureau.organ, kind="business", document="credit_code", name="云川商贸有限公司", number="91350100M000100Y43")
    shown = page(as_person(world.bureau.people["head"]).get("/staff/persons/"))
    assert "云川商贸有限公司" in shown
    assert "91350100M000100Y43" in shown
    assert "13812345678" not in shown


@pytest.mark.parametrize("role", ROLE_CODES)
def test_entries_are_for_the_roles_that_work_with_applicants(world: World, role: str) -> None:
    person = register(world.bureau.organ)
    client = as_person(world.bureau.people[role])
    expected = 200 if role in SEE else 403
    assert client.get("/staff/persons/").status_code == expected
    assert client.get(f"/staff/persons/{person.pk}/").status_code == expected


@pytest.mark.parametrize("role", ROLE_CODES)
def test_who_reveals_and_searches_is_registrar_handler_or_head_of_the_office(world: World, role: str) -> None:
    person = register(world.bureau.organ)
    client = as_person(world.bureau.people[role])
    expected = 200 if role in {"registrar", "handler", "office_head"} else 403
    assert post_reveal(client, person, "phone").status_code == expected
    assert post_search(client, world.bureau.organ, "phone", OUYANG["phone"]).status_code == expected
    assert len(told("person.reveal")) == len(told("person.find")) == (expected == 200)


@pytest.mark.parametrize("role", ROLE_CODES)
def test_who_registers_and_corrects_is_registrar_or_handler(world: World, role: str) -> None:
    person = register(world.bureau.organ)
    client = as_person(world.bureau.people[role])
    expected = 200 if role in {"registrar", "handler"} else 403
    assert client.get("/staff/persons/new/").status_code == expected
    assert client.get(f"/staff/persons/{person.pk}/correct/").status_code == expected
    assert post_correction(client, person, phone="13900001111").status_code == expected
    assert len(told("person.correct")) == (expected == 200)


def test_the_supervisor_above_sees_entries_masked_only(world: World) -> None:
    person = register(world.bureau.organ)
    client = as_person(world.county.people["supervisor"])
    shown = page(client.get("/staff/persons/")) + page(client.get(f"/staff/persons/{person.pk}/"))
    assert "欧**" in shown
    assert [secret for secret in SECRETS if secret in shown] == []
    assert "/reveal/" not in shown
    assert "/correct/" not in shown
    assert post_reveal(client, person, "phone").status_code == 403
    assert post_search(client, world.bureau.organ, "name", OUYANG["name"]).status_code == 403
    assert post_correction(client, person, phone="13900001111").status_code == 403


def test_a_supervisor_who_registers_in_the_own_organ_still_sees_those_below_masked_only(world: World) -> None:
    person = register(world.bureau.organ)
    both = world.county.people["supervisor"]
    both.memberships.create(organ=world.county.organ, role="registrar", since="2015-01-01")
    client = as_person(both)
    assert client.get(f"/staff/persons/{person.pk}/").status_code == 200
    assert post_reveal(client, person, "phone").status_code == 403
    assert post_correction(client, person, phone="13900001111").status_code == 403
    assert "欧**" not in page(post_search(client, world.bureau.organ, "name", OUYANG["name"])).split('id="entries"')[0]
    assert told("person.find") == []


def test_another_organs_persons_do_not_exist_for_a_stranger(world: World) -> None:
    person = register(world.bureau.organ)
    client = as_person(world.stranger.people["registrar"])
    assert "欧**" not in page(client.get("/staff/persons/"))
    for answer in (
        client.get(f"/staff/persons/{person.pk}/"),
        client.get(f"/staff/persons/{person.pk}/correct/"),
        post_reveal(client, person, "phone"),
        post_correction(client, person, phone="13900001111"),
    ):
        assert answer.status_code == 404
    for organ in (world.stranger.organ, world.bureau.organ):
        assert "欧**" not in page(post_search(client, organ, "name", OUYANG["name"]))
    assert told("person.reveal") == told("person.correct") == []


def test_who_is_not_signed_in_is_asked_to(world: World) -> None:
    person = register(world.bureau.organ)
    client = as_person(world.bureau.people["registrar"])
    client.logout()
    for address in ("", "new/", "find/", f"{person.pk}/", f"{person.pk}/correct/", f"{person.pk}/reveal/"):
        assert client.get(f"/staff/persons/{address}").status_code == 302


def test_what_was_asked_for_is_shown_once_after_an_audit_row(world: World) -> None:
    person = register(world.bureau.organ)
    client = as_person(world.bureau.people["office_head"])
    answer = post_reveal(client, person, "name", "phone", reason="deliver", note="2026-0012")
    assert "欧阳𠮷娜" in page(answer)
    assert "13812345678" in page(answer)
    assert "11010519491231002X" not in page(answer)  # not asked for
    assert "no-store" in answer["Cache-Control"]
    assert told("person.reveal") == [{"fields": ["name", "phone"], "note": "2026-0012", "reason": "deliver"}]
    row = AuditRow.objects.get(verb="person.reveal")
    assert (row.actor, row.organ, row.subject) == (str(world.bureau.people["office_head"].pk), world.bureau.organ.pk, str(person.pk))
    again = client.get(f"/staff/persons/{person.pk}/reveal/", follow=True)
    assert "13812345678" not in page(again)
    assert len(told("person.reveal")) == 1


def test_no_answer_about_persons_is_stored_by_the_browser(world: World) -> None:
    person = register(world.bureau.organ)
    client = as_person(world.bureau.people["registrar"])
    addresses = ("", "new/", f"{person.pk}/", f"{person.pk}/correct/")
    assert all("no-store" in client.get(f"/staff/persons/{one}")["Cache-Control"] for one in addresses)
    assert "no-store" in post_search(client, world.bureau.organ, "name", OUYANG["name"])["Cache-Control"]


@pytest.mark.parametrize(
    ("fields", "reason", "note"),
    [
        ((), "contact", ""),
        (("phone",), "", ""),
        (("phone",), "curiosity", ""),
        (("phone",), "other", "  "),
        (("everything",), "contact", ""),
        (("phone",), "other", "找欧阳 𠮷娜本人"),
        (("phone",), "other", "回电 139-0000-1111"),
        (("phone",), "other", "证件１１０１０５１９４９１２３１００２Ｘ"),
        (("phone",), "other", "往" * 101),
    ],
)
def test_nothing_is_shown_without_fields_a_reason_and_a_note_that_tells_nobodys_data(
    world: World, fields: tuple[str, ...], reason: str, note: str
) -> None:
    person = register(world.bureau.organ)
    answer = post_reveal(as_person(world.bureau.people["handler"]), person, *fields, reason=reason, note=note)
    assert "errorlist" in page(answer)
    assert OUYANG["phone"] not in page(answer)
    assert told("person.reveal") == []


def test_a_correction_says_which_fields_changed_and_never_what_was_in_them(world: World) -> None:
    person = register(world.bureau.organ)
    client = as_person(world.bureau.people["registrar"])
    opened = page(client.get(f"/staff/persons/{person.pk}/correct/"))
    assert [secret for secret in SECRETS if secret in opened] == []
    shown = page(post_correction(client, person, phone="13900001111", name="欧阳𠮷娜", removed=["email"]))
    assert "139****1111" in shown
    assert "@example.com" not in shown
    assert "安徽省安庆市青石县****" in shown  # left empty: kept
    assert told("person.correct") == [{"fields": ["email", "phone"]}]
    assert "欧**" in page(post_search(client, world.bureau.organ, "phone", "13900001111"))
    assert "欧**" not in page(post_search(client, world.bureau.organ, "phone", "13812345678"))


def test_a_correction_that_changes_nothing_is_told_so(world: World) -> None:
    person = register(world.bureau.organ)
    answer = post_correction(as_person(world.bureau.people["registrar"]), person, phone="13812345678")
    assert "errorlist" in page(answer)
    assert told("person.correct") == []


def test_another_document_means_that_its_number_is_checked_anew(world: World) -> None:
    person = register(world.bureau.organ, document="passport", number="E12345678")
    client = as_person(world.bureau.people["registrar"])
    assert 'id="id_number_error"' in page(post_correction(client, person, document="resident_card"))
    assert 'id="id_number_error"' in page(post_correction(client, person, removed=["number"]))
    assert "110***********002X" in page(post_correction(client, person, document="resident_card", number=OUYANG["number"]))
    assert told("person.correct") == [{"fields": ["document", "number"]}]


def test_of_two_who_correct_at_once_the_second_is_told(world: World) -> None:
    person = register(world.bureau.organ)
    post_correction(as_person(world.bureau.people["registrar"]), person, phone="13900001111")
    answer = post_correction(as_person(world.bureau.people["handler"]), person, phone="13900002222")
    assert "errorlist" in page(answer)
    assert "139****1111" in page(as_person(world.bureau.people["handler"]).get(f"/staff/persons/{person.pk}/"))
    assert len(told("person.correct")) == 1


def test_an_entry_that_does_not_open_hides_no_other(world: World) -> None:
    damaged, whole = register(world.bureau.organ), register(world.bureau.organ, name="李四")
    Person.objects.filter(pk=damaged.pk).update(sealed_phone=bytes(damaged.sealed_phone)[:-1] + b"\x00\x00")
    client = as_person(world.bureau.people["registrar"])
    assert "李**" in page(client.get("/staff/persons/"))
    assert str(whole.pk) in page(client.get("/staff/persons/"))
    shown = client.get(f"/staff/persons/{damaged.pk}/")
    assert shown.status_code == 200
    assert "/reveal/" not in page(shown)
    assert client.get(f"/staff/persons/{damaged.pk}/correct/").status_code == 302


def test_a_value_moved_to_another_row_or_field_does_not_open(world: World) -> None:
    one, other = register(world.bureau.organ), register(world.bureau.organ, name="李四", contact="王五")
    client = as_person(world.bureau.people["registrar"])
    Person.objects.filter(pk=one.pk).update(sealed_name=other.sealed_name)
    Person.objects.filter(pk=other.pk).update(sealed_name=other.sealed_contact)
    listed = page(client.get("/staff/persons/"))
    assert "李**" not in listed
    assert "王**" not in listed


def test_a_list_of_a_thousand_asks_the_database_no_more_than_one_of_ten(world: World, django_assert_max_num_queries: Any) -> None:
    sample = register(world.bureau.organ)
    client = as_person(world.bureau.people["registrar"])

    def copies(number: int) -> None:
        plain = {"organ": world.bureau.organ, "kind": "natural_person", "index_name": sample.index_name}
        Person.objects.bulk_create([Person(**plain) for _ in range(number)])

    def queries() -> int:
        with django_assert_max_num_queries(40) as counted:
            assert client.get("/staff/persons/").status_code == 200
        return len(counted.captured_queries)

    copies(9)
    queries()
    ten = queries()
    copies(990)
    assert queries() == ten
