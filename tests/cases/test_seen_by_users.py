"""What people stumbled over when they went through the pages as citizen, registrar, handler and head of the office."""

from django.test import Client
from django.urls import reverse

from cases.test_correcting import Days, on_day
from cases.test_extending import proposed
from cases.test_receipts import own, words_of
from cases.walk_through import ASKED, name_the_internet_way, send, take
from gongkai.cases.models import Case
from platform_parts import World, as_person

__all__ = ["on_day"]  # the fixture


def test_the_home_page_leads_to_where_a_request_stands(world: World) -> None:
    assert f'href="{reverse("requests_status")}"' in Client().get(reverse("portal_home")).content.decode()
    assert world


def test_the_form_says_which_fields_have_to_be_filled_in(world: World) -> None:
    page = Client().get(reverse("requests_new", args=[world.bureau.organ.code])).content.decode()
    assert "带 * 的为必填项。" in page
    assert 'class="marks-required"' in page


def test_the_timeline_says_what_the_days_of_an_extension_are(world: World, on_day: Days) -> None:
    case, _code = proposed(world.bureau, on_day)
    page = as_person(world.bureau.people["handler"]).get(case.get_absolute_url()).content.decode()
    assert "20个工作日 · 需要向档案馆检索" in page


def test_a_case_page_shows_the_newest_ten_earlier_requests_and_folds_the_rest(world: World, on_day: Days) -> None:
    on_day("2026-03-03")
    numbers = [send(world.bureau, item=f"第{one}年度的统计")[1] for one in range(13)]
    last = Case.objects.get(organ=world.bureau.organ, number=numbers[-1])
    page = as_person(world.bureau.people["handler"]).get(last.get_absolute_url()).content.decode()
    part = page[page.index('id="help-earlier"') :]
    shown, folded = part[: part.index("<details")], part[part.index("<details") : part.index("</details>")]
    assert [number for number in numbers if number in shown] == numbers[2:12]
    assert [number for number in numbers if number in folded] == numbers[:2]
    assert "更早的申请" in folded


def test_what_waits_is_due_on_a_day_and_not_at_a_minute_of_it(world: World, on_day: Days) -> None:
    on_day("2026-03-02")  # a Monday; one working day to confirm
    send(world.bureau)
    page = as_person(world.bureau.people["registrar"]).get(reverse("staff_home")).content.decode()
    assert ">2026-03-03</time>" in page


def test_a_receipt_cites_the_law_in_the_law_s_own_numerals(world: World, on_day: Days) -> None:
    on_day("2026-03-02")
    _answer, number, code = send(world.bureau)
    words = words_of(own(number, code).content)
    assert "第三十一条第（三）项" in words
    assert "第三十三条第二款" in words


def test_who_signs_sees_the_letter_with_the_applicant_s_name_as_masked_as_elsewhere(world: World, on_day: Days) -> None:
    on_day("2026-03-03")
    house = world.bureau
    name_the_internet_way(house)
    _answer, number, _code = send(house)
    case = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", case, "confirm", how="电话")
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="合格率为百分之九十八点五。")
    take(house, "handler", case, "submit")
    for role, addressee in (("legal_reviewer", "𠮷**："), ("secrecy_reviewer", "＊＊＊：")):
        page = as_person(house.people[role]).get(reverse("cases_step", args=[case.key, "sign"])).content.decode()
        assert ASKED["name"] not in page
        assert f"<p>{addressee}</p>" in page
        take(house, role, case, "sign", note="")
