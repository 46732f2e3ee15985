"""Requests over the end of a year: the day of receipt, the day the answer is given and the form of that year decide where they count."""

import datetime as dt

import pytest
from django.core.management import call_command

from cases.test_assigning import opened
from cases.test_correcting import Days, on_day
from cases.walk_through import name_the_internet_way, send, take
from gongkai.cases.models import Case
from gongkai.reports.compiling import compile_report
from platform_parts import House, World

__all__ = ["on_day"]  # the fixture


def people(house: House, year: int, on: str) -> dict[str, int]:
    """The cells of natural persons that are not 0."""
    figures = compile_report(house.organ, year, dt.date.fromisoformat(on)).figures
    cells = {code.removeprefix("applications."): int(count) for code, count in figures.items() if code.startswith("applications.") and count}
    return {code.removesuffix(".natural_person"): count for code, count in cells.items() if code.endswith(".natural_person")}


def test_what_arrives_in_december_and_is_confirmed_in_january_is_received_in_january(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2025-12-31")
    _answer, number, _code = send(house)
    on_day("2026-01-04")  # a Sunday that is worked
    assert people(house, 2025, "2026-01-04") == {}
    assert take(house, "registrar", Case.objects.get(number=number), "confirm", how="电话").status_code == 302
    assert people(house, 2025, "2026-01-04") == {}
    assert people(house, 2026, "2026-01-04") == {"received": 1, "carried_out": 1}


def test_an_answer_posted_in_december_and_recorded_in_january_counts_in_december(world: World, on_day: Days) -> None:
    house = world.bureau
    name_the_internet_way(house)
    on_day("2025-12-22")
    case = opened(house)
    on_day("2025-12-30")
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="见附件。")
    take(house, "handler", case, "submit")
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        take(house, role, case, "sign", note="")
    on_day("2026-01-05")
    assert people(house, 2025, "2026-01-05") == {"received": 1, "carried_out": 1}
    assert take(house, "registrar", case, "serve", way="post", on="2025-12-31", mail_number="1234567890123").status_code == 302
    assert people(house, 2025, "2026-01-05") == {"received": 1, "granted": 1, "total": 1}
    assert people(house, 2026, "2026-01-05") == {}
    call_command("cases", "verify")


@pytest.mark.parametrize(
    ("closed", "in_2020", "in_2021"),
    [
        ("2020-12-31", {"received": 1, "other": 1, "total": 1}, {}),
        ("2021-01-04", {"received": 1, "carried_out": 1}, {"carried_in": 1, "other.other": 1, "total": 1}),
    ],
)
def test_a_request_carried_over_counts_in_the_form_of_the_year_in_which_it_is_closed(
    world: World, on_day: Days, closed: str, in_2020: dict[str, int], in_2021: dict[str, int]
) -> None:
    house = world.bureau
    on_day("2020-12-21")
    case = opened(house)
    on_day(closed)
    assert take(house, "registrar", case, "withdraw", how="来函", on=closed).status_code == 302
    assert people(house, 2020, "2021-01-20") == in_2020
    assert people(house, 2021, "2021-01-20") == in_2021
