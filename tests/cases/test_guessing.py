"""Guessing codes is slowed down, counted across processes, and never keeps out who has the right code."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.walk_through import send
from gongkai.cases import guessing
from gongkai.cases.models import Tries
from gongkai.operations.daily import JOBS
from platform_parts import World

WRONG = "1" * 20
HERE, ELSEWHERE = "198.51.100.7", "203.0.113.9"


def ask(number: str, code: str, address: str = HERE, page: str = "requests_status", **more: str) -> Any:
    return Client(REMOTE_ADDR=address).post(reverse(page), {"number": number, "code": code, **more})


def fail(number: str, times: int, address: str = HERE) -> None:
    for _one in range(times):
        assert ask(number, WRONG, address).status_code == 422


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let so much time pass for the counters."""
    real, passed = timezone.now, dt.timedelta()

    def pass_by(more: dt.timedelta) -> None:
        nonlocal passed
        passed += more
        monkeypatch.setattr("django.utils.timezone.now", lambda: real() + passed)

    return pass_by


def test_after_the_free_tries_nothing_is_heard_and_the_time_to_wait_is_told(world: World) -> None:
    _answer, number, code = send(world.bureau)
    fail(number, guessing.FREE + 1)
    answer = ask(number, code)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= guessing.FIRST.total_seconds()
    page = answer.content.decode()
    assert re.search(r"\d+ (seconds?|秒)|\d+ ?秒", page)
    assert 'role="alert"' in page


def test_every_page_that_takes_a_code_is_behind_the_same_counter(world: World) -> None:
    _answer, number, code = send(world.bureau)
    pages = ("requests_letter", "requests_correct", "requests_withdraw", "requests_receipt", "requests_status", "requests_letter")
    assert [ask(number, WRONG, page=page).status_code for page in pages] == [422] * 6
    for page in pages:
        assert ask(number, code, page=page, sure="yes").status_code == 429


def test_a_right_code_within_the_allowed_tries_opens_and_does_not_count(world: World) -> None:
    _answer, number, code = send(world.bureau)
    fail(number, guessing.FREE)
    for _one in range(3):
        assert ask(number, code).status_code == 200
    assert set(Tries.objects.values_list("failures", flat=True)) == {guessing.FREE}


def test_each_wrong_try_doubles_the_time_up_to_a_quarter_of_an_hour_and_waiting_it_out_helps(world: World, later: Any) -> None:
    _answer, number, code = send(world.bureau)
    fail(number, guessing.FREE)
    waits = []
    for _one in range(8):
        fail(number, 1)
        waits.append(int(ask(number, code)["Retry-After"]))
        later(dt.timedelta(seconds=waits[-1] + 1))
    assert [round(one, -1) for one in waits] == [30, 60, 120, 240, 480, 900, 900, 900]
    assert ask(number, code).status_code == 200


def test_what_comes_too_early_is_not_counted_so_asking_on_makes_nothing_worse(world: World) -> None:
    _answer, number, code = send(world.bureau)
    fail(number, guessing.FREE + 1)
    before = list(Tries.objects.order_by("key").values_list("key", "failures", "until"))
    for _one in range(20):
        assert ask(number, code).status_code == 429
    assert list(Tries.objects.order_by("key").values_list("key", "failures", "until")) == before


def test_who_has_the_code_is_heard_while_others_guess_at_the_number(world: World) -> None:
    _answer, number, code = send(world.bureau)
    for one in range(40):
        fail(number, 1, f"198.51.100.{one}")
    assert ask(number, code, ELSEWHERE).status_code == 200


def test_an_address_that_has_guessed_once_waits_for_the_number_too(world: World) -> None:
    _answer, number, _code = send(world.bureau)
    fail(number, guessing.FREE + 1)
    fail(number, 1, ELSEWHERE)
    assert ask(number, WRONG, ELSEWHERE).status_code == 429


def test_many_numbers_from_one_address_are_slowed_down_by_the_address(world: World) -> None:
    _answer, number, code = send(world.bureau)
    for one in range(guessing.FREE + 1):
        fail(f"2026-9{one:04}", 1)
    assert ask(number, code).status_code == 429


def test_no_request_and_a_wrong_code_look_the_same(world: World) -> None:
    _answer, number, _code = send(world.bureau)
    pages = [ask(one, WRONG).content.decode() for one in (number, "2026-99999")]
    hide = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|2026-\d+')
    assert len({hide.sub("", page) for page in pages}) == 1


def test_a_customers_part_of_ipv6_is_one_address() -> None:
    same = {guessing.digest_of_address(one) for one in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")}
    assert len(same) == 1
    assert guessing.digest_of_address("2001:db8:1:3::1") not in same
    assert guessing.digest_of_address("") == ""


def test_neither_address_nor_number_is_kept(world: World) -> None:
    _answer, number, _code = send(world.bureau)
    fail(number, 1)
    held = " ".join(Tries.objects.values_list("key", flat=True))
    assert len(Tries.objects.all()) == 2
    assert HERE not in held
    assert number not in held


def test_counters_are_forgotten_and_swept(world: World, later: Any) -> None:
    _answer, number, code = send(world.bureau)
    fail(number, guessing.FREE + 1)
    JOBS["tries"].work(timezone.localdate())
    assert Tries.objects.count() == 2
    later(guessing.FORGOTTEN + dt.timedelta(minutes=1))
    assert ask(number, code).status_code == 200
    assert set(Tries.objects.values_list("failures", flat=True)) == {0}
    later(guessing.FORGOTTEN + dt.timedelta(minutes=1))
    JOBS["tries"].work(timezone.localdate())
    assert not Tries.objects.exists()
