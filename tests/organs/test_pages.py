"""The staff pages of organs, as the people who use them."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from gongkai.accounts.models import User
from gongkai.audit.models import AuditRow
from gongkai.organs.models import Membership, Notice, Organ, OrganEvent, OrganSetting, Relation
from organs.house import PDF, TODAY, fill_in, text_of
from platform_parts import LONG_AGO, House, World, as_person


def test_the_list_shows_the_own_organ_and_those_below_as_a_tree(world: World) -> None:
    page = text_of(as_person(world.county.people["supervisor"]).get("/staff/organs/"))
    assert "青石县人民政府" in page
    assert "青石县市场监督管理局" in page
    assert "白云县" not in page


def test_another_organs_page_is_not_there(world: World) -> None:
    client = as_person(world.bureau.people["administrator"])
    for address in ("organs_organ", "organs_settings", "organs_people", "organs_rename", "organs_profile", "organs_appoint"):
        assert client.get(reverse(address, args=["baiyun-scjg"])).status_code == 404


@pytest.mark.parametrize("page", ["organs_organ", "organs_settings", "organs_people"])
def test_every_role_reads_the_pages_of_the_own_organ(world: World, page: str) -> None:
    for user in world.bureau.people.values():
        response = as_person(user).get(reverse(page, args=["qingshi-scjg"]))
        assert response.status_code == 200
        assert "青石县市场监督管理局" in text_of(response)


def test_the_pages_have_no_script_and_no_style_of_their_own(world: World) -> None:
    # What Wagtail's shell brings aside, which the browser test looks at.
    client = as_person(world.bureau.people["administrator"])
    for page in ("organs_organ", "organs_settings", "organs_people", "organs_rename", "organs_merge"):
        response = client.get(reverse(page, args=["qingshi-scjg"]))
        if response.status_code == 200:
            main = re.search(r'<div class="organs-page">(.*)</main>', text_of(response), re.DOTALL)
            assert main is not None
            assert not re.search(r"<script|<style|\sstyle=|\son\w+=", main[1])


def test_what_follows_from_the_rules_is_shown_with_the_place_in_the_law(world: World) -> None:
    page = text_of(as_person(world.bureau.people["handler"]).get(reverse("organs_organ", args=["qingshi-scjg"])))
    assert "本级人民政府" in page
    assert "青石县人民政府" in page  # its own government, by name
    assert "青石县人民法院" in page
    assert "不能制定规章" in page
    year = TODAY.year if (TODAY.month, TODAY.day) <= (1, 31) else TODAY.year + 1
    assert f"{year}-01-31" in page  # a department reports by 31 January (Reg. 49)


def test_a_rename_keeps_the_old_name_for_what_was_before(world: World) -> None:
    administrator = world.bureau.people["administrator"]
    page = fill_in(
        administrator, "rename", world.bureau.organ, name="青石县市场监管局", short_name="县市监局", on="2024-03-01", basis="青政发〔2024〕3号"
    )
    assert "青石县市场监管局" in text_of(page)
    organ = Organ.objects.get(pk=world.bureau.organ.pk)
    assert organ.name == "青石县市场监管局"
    assert [organ.name_on(one.since) for one in organ.names.all()] == ["青石县市场监督管理局", "青石县市场监管局"]
    event = OrganEvent.objects.get(organ=organ)
    assert (str(event.on), event.basis, event.recorded_at.date() >= event.on) == ("2024-03-01", "青政发〔2024〕3号", True)
    assert AuditRow.objects.filter(verb="organ.rename", organ=organ.pk).count() == 1
    assert Notice.objects.filter(user=world.bureau.people["office_head"]).count() == 1


def test_the_basis_document_is_kept_encrypted_and_comes_back_with_a_row_in_the_trail(world: World, settings: Any) -> None:
    sent = SimpleUploadedFile("青政发3号.pdf", PDF, "application/pdf")
    fill_in(
        world.bureau.people["administrator"],
        "rename",
        world.bureau.organ,
        name="青石县市监局",
        on="2024-03-01",
        basis="青政发〔2024〕3号",
        document=sent,
    )
    event = OrganEvent.objects.get(organ=world.bureau.organ)
    stored = [path for path in settings.GONGKAI_FILES.rglob("*") if path.name == event.file]
    assert len(stored) == 1
    assert b"%PDF" not in stored[0].read_bytes()
    address = reverse("organs_document", args=["qingshi-scjg", event.pk])
    response = as_person(world.bureau.people["registrar"]).get(address)
    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert AuditRow.objects.get(verb="organ.document").actor == str(world.bureau.people["registrar"].pk)
    assert as_person(world.stranger.people["administrator"]).get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"MZ\x90\x00 program"), ("a.pdf", b"<html>hello</html>"), ("a.zip", b"PK\x03\x04zip"), ("a.pdf", b"")]
)
def test_a_file_that_is_no_document_is_refused_whatever_its_name_says(world: World, name: str, content: bytes) -> None:
    sent = SimpleUploadedFile(name, content, "application/pdf")
    page = fill_in(world.bureau.people["administrator"], "rename", world.bureau.organ, name="新", on="2024-03-01", basis="文", document=sent)
    assert page.status_code == 422
    assert not OrganEvent.objects.exists()


def test_a_document_of_more_than_20_megabytes_is_refused(world: World) -> None:
    sent = SimpleUploadedFile("a.pdf", PDF + b" " * 20 * 2**20, "application/pdf")
    page = fill_in(world.bureau.people["administrator"], "rename", world.bureau.organ, name="新", on="2024-03-01", basis="文", document=sent)
    assert page.status_code == 422
    assert "20" in text_of(page)


def test_an_organ_is_created_below_and_its_first_administrator_by_the_superior_once(world: World) -> None:
    administrator = world.county.people["administrator"]
    fields = {"code": "qingshi-jyj", "name": "青石县教育局", "kind": "department", "level": "county", "region_code": "340899"}
    fields |= {"created_on": "2024-01-01", "management": "own_government", "line": "general"}
    assert fill_in(administrator, "create", world.county.organ, **fields).status_code == 200
    organ = Organ.objects.get(code="qingshi-jyj")
    assert Relation.objects.get(subordinate=organ).superior == world.county.organ
    first = {"name": "李", "username": "li", "roles": "administrator", "since": TODAY.isoformat()}
    page = text_of(fill_in(administrator, "create_account", organ, **first))
    assert re.search(r'organs-password">([\w-]{20,})<', page)
    second = fill_in(administrator, "create_account", organ, **{**first, "username": "li2"})
    assert second.status_code == 403
    assert fill_in(administrator, "create_account", organ, name="王", username="wang", roles="registrar", since=TODAY.isoformat()).status_code == 403


def test_codes_that_cannot_be_are_told_at_their_fields(world: World) -> None:
    fields = {"code": "Qingshi!", "name": "青石县人民政府", "kind": "government", "level": "county", "region_code": "340800"}
    fields |= {"credit_code": "11620602MB161547XM", "created_on": "2014-01-01", "management": "vertical", "line": "general"}
    page = fill_in(world.county.people["administrator"], "create", world.county.organ, **fields)
    assert page.status_code == 422
    assert set(page.context["form"].errors) >= {"code"}
    page = fill_in(world.county.people["administrator"], "create", world.county.organ, **{**fields, "code": "qingshi-2"})
    assert set(page.context["form"].errors) == {"name", "kind", "region_code", "credit_code"} | {"created_on"}


def test_contact_data_are_changed_by_the_administrator_and_the_old_ones_stay_in_the_event(world: World) -> None:
    fill_in(world.bureau.people["administrator"], "profile", world.bureau.organ, office_name="政务公开办公室", office_postcode="246000")
    page = fill_in(world.bureau.people["administrator"], "profile", world.bureau.organ, office_name="办公室", office_postcode="246000")
    assert "办公室" in text_of(page)
    assert OrganEvent.objects.filter(kind="changed").order_by("-pk")[0].detail == {"before": {"office_name": "政务公开办公室"}}
    wrong = fill_in(world.bureau.people["administrator"], "profile", world.bureau.organ, office_postcode="２４６０００", office_email="x@")
    assert set(wrong.context["form"].errors) == {"office_postcode", "office_email"}


def test_a_setting_is_followed_by_a_later_one_and_its_history_shown(world: World) -> None:
    administrator, organ = world.bureau.people["administrator"], world.bureau.organ
    fill_in(administrator, "set", organ, "correction_days", value="10", since="2024-01-01", reason="县政府规定")
    page = text_of(fill_in(administrator, "set", organ, "correction_days", value="20", since=TODAY.isoformat()))
    assert OrganSetting.objects.filter(organ=organ).count() == 2
    assert "县政府规定" in page
    refused = fill_in(administrator, "set", organ, "correction_days", value="12", since="2024-06-01")
    assert set(refused.context["form"].errors) == {"reason"}
    assert fill_in(administrator, "set", organ, "nonsense", value="1", since="2024-06-01").status_code == 404


def test_a_signing_chain_without_who_must_sign_is_refused(world: World) -> None:
    administrator, organ = world.bureau.people["administrator"], world.bureau.organ
    page = fill_in(administrator, "set", organ, "signing_extension", step1="office_head", step2="head", since=TODAY.isoformat())
    assert page.status_code == 422  # the approval is that of the head of the disclosure office (Reg. 33)
    assert (
        fill_in(administrator, "set", organ, "signing_extension", step1="legal_reviewer", step2="office_head", since=TODAY.isoformat()).status_code
        == 200
    )
    assert OrganSetting.objects.get(organ=organ).value == ["legal_reviewer", "office_head"]


def test_the_supervisor_sends_back_and_the_head_of_the_office_answers_once(world: World) -> None:
    organ, head = world.bureau.organ, world.bureau.people["office_head"]
    assert fill_in(world.bureau.people["supervisor"], "send_back", organ, matter="contact", reason="电话是空号").status_code == 403
    fill_in(world.county.people["supervisor"], "send_back", organ, matter="contact", reason="电话是空号")
    event = OrganEvent.objects.get(kind="sent_back")
    assert Notice.objects.filter(user=head, key=f"sent-back:{event.pk}").exists()
    assert fill_in(world.bureau.people["registrar"], "answer", organ, event.pk, answer="已改").status_code == 403
    assert "已改" in text_of(fill_in(head, "answer", organ, event.pk, answer="已改"))
    assert Notice.objects.filter(user=world.county.people["supervisor"]).count() == 1
    assert fill_in(head, "answer", organ, event.pk, answer="再改").status_code == 403
    assert OrganEvent.objects.filter(kind="answered").count() == 1


def test_a_merger_is_confirmed_before_it_is_made(world: World) -> None:
    administrator = world.county.people["administrator"]
    fields = {"organs": str(world.bureau.organ.pk), "on": "2024-01-10", "basis": "皖办〔2018〕68号"}
    page = fill_in(administrator, "merge", world.county.organ, **fields)
    assert set(page.context["form"].errors) == {"confirmed"}
    assert Organ.objects.get(pk=world.bureau.organ.pk).ended_on is None
    fill_in(administrator, "merge", world.county.organ, **fields, confirmed="on")
    assert str(Organ.objects.get(pk=world.bureau.organ.pk).ended_on) == "2024-01-09"
    page = text_of(as_person(world.county.people["handler"]).get(reverse("organs_organ", args=["qingshi-scjg"])))
    assert "青石县人民政府" in page
    assert "organs-form" not in page


def test_organs_are_merged_into_a_new_one_in_one_step(world: World) -> None:
    fields = {"code": "qingshi-new", "name": "青石县综合局", "kind": "department", "level": "county", "region_code": "340899"}
    fields |= {"management": "own_government", "line": "general", "organs": str(world.bureau.organ.pk), "on": "2024-01-10"}
    page = fill_in(world.county.people["administrator"], "merge_new", world.county.organ, **fields, basis="文件", confirmed="on")
    assert "青石县综合局" in text_of(page)
    assert Organ.objects.get(code="qingshi-scjg").successor == Organ.objects.get(code="qingshi-new")


def test_the_list_costs_the_same_queries_for_ten_organs_and_for_a_hundred(world: World) -> None:
    client = as_person(world.county.people["supervisor"])
    client.get("/staff/organs/")

    def queries(first: int, last: int) -> int:
        _fill(world.county, first, last)
        with CaptureQueriesContext(connection) as made:
            page = text_of(client.get("/staff/organs/"))
        assert f"第{last - 1}局" in page
        return len(made)

    assert queries(0, 10) == queries(10, 100)


def test_the_page_of_people_costs_the_same_queries_for_few_and_many(world: World) -> None:
    client = as_person(world.bureau.people["administrator"])
    address = reverse("organs_people", args=["qingshi-scjg"])
    client.get(address)

    def queries(first: int, last: int) -> int:
        for place in range(first, last):
            user = User.objects.create(username=f"many{place}", name=f"第{place}人")
            Membership.objects.create(user=user, organ=world.bureau.organ, role="editor", since=LONG_AGO)
        with CaptureQueriesContext(connection) as made:
            page = text_of(client.get(address))
        assert f"第{last - 1}人" in page
        return len(made)

    assert queries(0, 5) == queries(5, 40)


def _fill(house: House, first: int, last: int) -> None:
    organs = Organ.objects.bulk_create(
        Organ(code=f"many-{place}", name=f"第{place}局", kind="department", level="county", region_code="340899", created_on="2015-01-01")
        for place in range(first, last)
    )
    Relation.objects.bulk_create(Relation(kind="supervision", superior=house.organ, subordinate=one, since="2015-01-01") for one in organs)


def test_the_life_of_an_organ_says_which_data_were_changed(world: World) -> None:
    administrator = world.bureau.people["administrator"]
    fill_in(administrator, "profile", world.bureau.organ, office_telephone="0556-1234567")
    with translation.override("zh-hans"):
        name = str(Organ._meta.get_field("office_telephone").verbose_name)  # noqa: SLF001  # documented
    page = text_of(as_person(administrator).get(reverse("organs_organ", args=["qingshi-scjg"])))
    life = page[page.rindex("<h2>") :]
    assert name in life


def test_every_column_of_a_table_has_a_name_and_the_name_stands_at_the_cell_for_the_phone(world: World) -> None:
    client = as_person(world.bureau.people["administrator"])
    for page in ("organs_organ", "organs_settings", "organs_people"):
        found = text_of(client.get(reverse(page, args=["qingshi-scjg"])))
        for table in re.findall(r'<table class="listing">.*?</table>', found, re.DOTALL):
            head, _end, body = table.partition("</thead>")
            if not body:
                continue
            names = [re.sub(r"<[^>]+>", "", one) for one in re.findall(r'<th scope="col">(.*?)</th>', head)]
            assert all(names)
            assert "<td" not in head
            assert set(re.findall(r'data-label="([^"]*)"', body)) <= set(names)
