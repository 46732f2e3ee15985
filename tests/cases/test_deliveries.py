"""The register of services (送达登记): posted, signed for, returned, sent once more; the clock ended with the posting. Days by hand (2026)."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from cases.test_assigning import opened
from cases.test_correcting import Days, asked_to_correct, on_day
from cases.walk_through import name_the_internet_way, take
from gongkai.cases import store, waiting_work
from gongkai.cases.models import Case, CaseService
from platform_parts import House, World, as_person

__all__ = ["on_day"]  # the fixture


def posted(house: House, on_day: Days) -> Case:
    """A request received on 3 March whose answer was handed to the post on 31 March, its last day."""
    name_the_internet_way(house)
    on_day("2026-03-03")
    case = opened(house)
    on_day("2026-03-30")
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="见附件")
    take(house, "handler", case, "submit")
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        take(house, role, case, "sign", note="")
    on_day("2026-03-31")
    assert take(house, "registrar", case, "serve", way="post", on="2026-03-31", mail_number="XA123").status_code == 302
    case.refresh_from_db()
    return case


def errands(house: House) -> list[str]:
    with translation.override("en"):
        return [one.title for one in waiting_work.waiting(house.people["registrar"], timezone.localdate())]


def services() -> list[tuple[int, str, str]]:
    return list(CaseService.objects.order_by("number").values_list("number", "standing", "mail_number"))


def test_the_day_it_is_handed_to_the_post_ends_the_clock_whatever_becomes_of_it(world: World, on_day: Days) -> None:
    house = world.bureau
    case = posted(house, on_day)
    closed = (case.closed_on, case.late_days, case.row)
    assert closed == (dt.date(2026, 3, 31), 0, "granted")
    assert services() == [(1, "posted", "XA123")]
    on_day("2026-04-08")
    assert take(house, "handler", case, "delivery-returned", service="1", on="2026-04-08", reason="原址查无此人").status_code == 403
    assert take(house, "registrar", case, "delivery-returned", service="1", on="2026-04-08", reason=" ").status_code == 422
    assert take(house, "registrar", case, "delivery-returned", service="1", on="2026-03-30", reason="原址查无此人").status_code == 422
    assert take(house, "registrar", case, "delivery-returned", service="1", on="2026-04-08", reason="原址查无此人").status_code == 302
    case.refresh_from_db()
    assert (case.closed_on, case.late_days, case.row, case.stage) == (*closed, "closed")
    assert f"A letter of {case.number} came back: send it once more" in errands(house)
    assert take(house, "registrar", case, "send-again", service="1", way="post", on="2026-04-09", mail_number="XA9").status_code == 422  # lies ahead
    assert take(house, "registrar", case, "send-again", service="1", way="post", on="2026-04-08", mail_number="").status_code == 422
    assert take(house, "registrar", case, "send-again", service="1", way="post", on="2026-04-08", mail_number="XA124").status_code == 302
    assert services() == [(1, "repeated", "XA123"), (2, "posted", "XA124")]
    assert not [one for one in errands(house) if "came back" in one]
    on_day("2026-04-10")
    assert take(house, "registrar", case, "delivery-signed", service="2", on="2026-04-10").status_code == 302
    assert services() == [(1, "repeated", "XA123"), (2, "signed", "XA124")]
    assert take(house, "registrar", case, "delivery-signed", service="2", on="2026-04-10").status_code == 403  # nothing is under way any more
    case.refresh_from_db()
    assert (case.closed_on, case.late_days, case.row, case.stage) == (*closed, "closed")
    call_command("cases", "verify")


def test_the_register_shows_every_service_of_the_organ_by_its_state_and_no_other_organ_s(world: World, on_day: Days) -> None:
    case = posted(world.bureau, on_day)
    address = reverse("cases_deliveries")
    browser = as_person(world.bureau.people["registrar"])
    assert case.number in browser.get(address).content.decode()
    assert "XA123" in browser.get(address, {"standing": "posted"}).content.decode()
    assert "XA123" not in browser.get(address, {"standing": "returned"}).content.decode()
    take(world.bureau, "registrar", case, "delivery-returned", service="1", on="2026-03-31", reason="拒收")
    shown = browser.get(address, {"standing": "returned"}).content.decode()
    assert "拒收" in shown
    assert reverse("cases_step", args=[case.key, "send-again"]) in shown
    assert reverse("cases_step", args=[case.key, "send-again"]) not in as_person(world.bureau.people["head"]).get(address).content.decode()
    assert "XA123" not in as_person(world.stranger.people["registrar"]).get(address).content.decode()
    assert as_person(world.bureau.people["editor"]).get(address).status_code == 403


def test_what_comes_back_twice_is_not_sent_a_third_time(world: World, on_day: Days) -> None:
    house = world.bureau
    case = posted(house, on_day)
    take(house, "registrar", case, "delivery-returned", service="1", on="2026-03-31", reason="拒收")
    take(house, "registrar", case, "send-again", service="1", way="post", on="2026-03-31", mail_number="XA124")
    take(house, "registrar", case, "delivery-returned", service="2", on="2026-03-31", reason="拒收")
    assert not [one for one in errands(house) if "came back" in one]
    assert [one.attempt for one in store.state_of(case).services] == [1, 2]


@pytest.mark.parametrize("step", ["delivery-signed", "send-again"])
def test_a_notice_of_correction_that_arrives_begins_the_applicant_s_time(world: World, on_day: Days, step: str) -> None:
    house = world.bureau
    case, _code = asked_to_correct(house, on_day, way="post")
    on_day("2026-03-12")
    if step == "send-again":
        take(house, "registrar", case, "delivery-returned", service="1", on="2026-03-11", reason="地址不详")
        assert take(house, "registrar", case, step, service="1", way="served", on="2026-03-12", mail_number="").status_code == 302
    else:
        assert take(house, "registrar", case, step, service="1", on="2026-03-12").status_code == 302
    case.refresh_from_db()
    # 13 March is 1, 16 to 20 and 23 to 27 make 11, 30 March to 2 April are 12 to 15.
    assert (case.errand, case.waits_until) == ("", dt.date(2026, 4, 2))
    assert store.state_of(case).services[-1].standing == "signed"
    call_command("cases", "verify")


def test_a_letter_that_is_shown_or_handed_over_has_arrived(world: World, on_day: Days) -> None:
    asked_to_correct(world.bureau, on_day, way="served")
    assert services() == [(1, "signed", "")]
