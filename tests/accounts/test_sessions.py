"""How long a session lasts."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.steps import Clock, rows, sign_in
from gongkai.accounts.models import User


@pytest.mark.usefixtures("person")
def test_after_half_an_hour_without_a_request_the_person_is_signed_out(browser: Client, clock: Clock) -> None:
    sign_in(browser)
    clock.forward(minutes=29, seconds=59)
    assert browser.get("/accounts/").status_code == 200
    clock.forward(minutes=30)
    answer = browser.get("/accounts/sign-ins/?a=1")
    assert answer["Location"] == "/accounts/login/?ended=idle&next=%2Faccounts%2Fsign-ins%2F%3Fa%3D1"
    assert "because nothing was done for a while" in browser.get(answer["Location"]).content.decode()
    assert [row.detail for row in rows("account.signed_out_idle")] == ['{"because":"idle"}']
    assert rows("account.signed_out") == []


@pytest.mark.usefixtures("person")
def test_who_works_on_stays_signed_in_and_twelve_hours_are_the_end_all_the_same(browser: Client, clock: Clock) -> None:
    sign_in(browser)
    for _quarter in range(47):
        clock.forward(minutes=15)
        assert browser.get("/accounts/").status_code == 200
    clock.forward(minutes=15)
    answer = browser.post("/accounts/sign-ins/end-others/")
    assert answer["Location"].startswith("/accounts/login/?ended=time_over")
    assert "next" not in answer["Location"], "a form's address cannot be opened"
    assert [row.detail for row in rows("account.signed_out_idle")] == ['{"because":"time_over"}']


@pytest.mark.usefixtures("person")
def test_not_every_request_writes_the_session(browser: Client, clock: Clock) -> None:
    sign_in(browser)

    def writes() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/accounts/").status_code == 200
        return len([one for one in queries if one["sql"].startswith(("UPDATE", "INSERT", "DELETE"))])

    clock.forward(minutes=2, seconds=59)
    assert writes() == 0
    clock.forward(seconds=1)
    assert writes() == 1
    clock.forward(minutes=2, seconds=59)
    assert writes() == 0


@pytest.mark.usefixtures("person")
def test_a_page_left_open_in_the_editor_is_nobody_at_work(browser: Client, clock: Clock) -> None:
    sign_in(browser)
    for _time in range(6):
        clock.forward(minutes=5)
        answer = browser.post("/staff/editing-sessions/ping/wagtailcore/page/1/1/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?ended=idle")


@pytest.mark.usefixtures("person")
def test_an_office_sets_the_minutes(browser: Client, clock: Clock, settings: Any) -> None:
    settings.GONGKAI_IDLE_MINUTES = 10
    sign_in(browser)
    clock.forward(minutes=10)
    assert browser.get("/accounts/").status_code == 302


def test_other_sessions_are_ended_from_the_list_of_sign_ins(person: User, browser: Client) -> None:
    other = Client()
    sign_in(other)
    sign_in(browser)
    assert browser.post("/accounts/sign-ins/end-others/").status_code == 302
    assert browser.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302
    assert [row.subject for row in rows("account.signed_out_elsewhere")] == [str(person.pk)]


@pytest.mark.usefixtures("person")
def test_the_browser_keeps_neither_the_session_nor_the_pages(browser: Client) -> None:
    cookie = sign_in(browser).cookies["session"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == ("", "", True, "Lax")
    assert browser.get("/accounts/")["Cache-Control"] == "no-store, private"
