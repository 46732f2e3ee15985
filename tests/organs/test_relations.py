"""Supervision and guidance over time."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.audit.actors import Actor
from gongkai.organs import policies
from gongkai.organs.actions import CreateOrgan, Facts, SetGuidance, SetSupervision
from gongkai.organs.actions.relations import would_circle
from gongkai.organs.models import Organ, OrganEvent, Relation
from platform_parts import LONG_AGO, World

COMMAND = Actor.command("test")
START = dt.date(2015, 1, 1)


@pytest.fixture
def four(db: None) -> list[Organ]:  # noqa: ARG001  # the fixture opens the database
    return [
        CreateOrgan(code=code, name=f"{code}局", facts=Facts("department", "county", "340899"), created_on=START).by(COMMAND)
        for code in ("a", "b", "c", "d")
    ]


def rows(kind: str, organ: Organ) -> list[tuple[str, str, str | None]]:
    found = Relation.objects.filter(kind=kind, subordinate=organ).order_by("since", "superior__code")
    return [(row.superior.code, str(row.since), str(row.until) if row.until else None) for row in found.select_related("superior")]


def test_a_new_superior_ends_the_old_one_the_day_before(four: list[Organ]) -> None:
    a, b, c, _d = four
    SetSupervision(organ=c, superior=a, since=dt.date(2016, 1, 1)).by(COMMAND)
    SetSupervision(organ=c, superior=b, since=dt.date(2018, 3, 1)).by(COMMAND)
    assert rows("supervision", c) == [("a", "2016-01-01", "2018-02-28"), ("b", "2018-03-01", None)]
    assert policies.below([a.pk], dt.date(2018, 2, 28)) == {c.pk}
    assert policies.below([a.pk], dt.date(2018, 3, 1)) == set()
    event = OrganEvent.objects.filter(organ=c, kind="related").last()
    assert (event.detail["from"], event.detail["to"]) == (["a"], ["b"])


def test_a_superior_recorded_by_mistake_is_replaced_on_the_same_day_and_the_event_tells(four: list[Organ]) -> None:
    a, b, c, _d = four
    SetSupervision(organ=c, superior=a, since=dt.date(2016, 1, 1)).by(COMMAND)
    SetSupervision(organ=c, superior=b, since=dt.date(2016, 1, 1)).by(COMMAND)
    assert rows("supervision", c) == [("b", "2016-01-01", None)]
    assert [event.detail["from"] for event in OrganEvent.objects.filter(organ=c, kind="related")] == [[], ["a"]]


def test_history_is_not_rewritten_before_what_is_recorded(four: list[Organ]) -> None:
    a, b, c, _d = four
    SetSupervision(organ=c, superior=a, since=dt.date(2018, 1, 1)).by(COMMAND)
    with pytest.raises(ValidationError) as refused:
        SetSupervision(organ=c, superior=b, since=dt.date(2017, 12, 31)).by(COMMAND)
    assert set(refused.value.message_dict) == {"since"}
    SetSupervision(organ=c, superior=None, since=dt.date(2019, 1, 1)).by(COMMAND)
    with pytest.raises(ValidationError):
        SetSupervision(organ=c, superior=b, since=dt.date(2018, 12, 31)).by(COMMAND)
    SetSupervision(organ=c, superior=b, since=dt.date(2019, 1, 1)).by(COMMAND)


def test_nobody_stands_above_itself_directly_through_others_or_later(four: list[Organ]) -> None:
    a, b, c, _d = four
    SetSupervision(organ=b, superior=a, since=dt.date(2016, 1, 1)).by(COMMAND)
    SetSupervision(organ=c, superior=b, since=dt.date(2020, 1, 1)).by(COMMAND)  # later than what follows
    for superior in (a, b, c):
        with pytest.raises(ValidationError) as refused:
            SetSupervision(organ=a, superior=superior, since=dt.date(2017, 1, 1)).by(COMMAND)
        assert set(refused.value.message_dict) == {"superior"}


def test_an_organ_may_guide_another_that_supervises_it(four: list[Organ]) -> None:
    a, b, c, _d = four
    SetSupervision(organ=b, superior=a, since=START).by(COMMAND)
    SetGuidance(organ=a, superiors=(b,), since=START).by(COMMAND)
    SetGuidance(organ=c, superiors=(a, b), since=dt.date(2016, 1, 1)).by(COMMAND)
    SetGuidance(organ=c, superiors=(b,), since=dt.date(2017, 1, 1)).by(COMMAND)
    assert rows("guidance", c) == [("a", "2016-01-01", "2016-12-31"), ("b", "2016-01-01", None)]


def test_guidance_gives_no_right_to_see(world: World) -> None:
    SetGuidance(organ=world.bureau.organ, superiors=(world.stranger.organ,), since=LONG_AGO).by(COMMAND)
    assert set(policies.visible(world.stranger.people["supervisor"], Organ)) == {world.stranger.organ}


_CHANGE = st.tuples(st.integers(0, 3), st.one_of(st.none(), st.integers(0, 3)), st.integers(0, 8), st.booleans())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(_CHANGE, max_size=12))
def test_whatever_is_tried_there_is_never_a_circle_and_never_two_superiors_on_a_day(
    four: list[Organ], changes: list[tuple[int, int | None, int, bool]]
) -> None:
    Relation.objects.all().delete()
    for subordinate, superior, months, is_supervision in changes:
        since = START + dt.timedelta(days=31 * months)
        above = () if superior is None else (four[superior],)
        action = (
            SetSupervision(organ=four[subordinate], superior=above[0] if above else None, since=since)
            if is_supervision
            else SetGuidance(organ=four[subordinate], superiors=above, since=since)
        )
        try:
            action.by(COMMAND)
        except ValidationError:
            continue
    for month in range(10):
        day = START + dt.timedelta(days=31 * month)
        for kind in ("supervision", "guidance"):
            current = [row for row in Relation.objects.filter(kind=kind) if row.since <= day and (row.until is None or day <= row.until)]
            edges = {(row.subordinate_id, row.superior_id) for row in current}
            if kind == "supervision":
                assert len({below for below, _above in edges}) == len(current)
            assert not _has_circle(edges)


def _has_circle(edges: set[tuple[int, int]]) -> bool:
    """By brute force: some organ can be reached from itself."""
    keys = {one for edge in edges for one in edge}
    reach = set(edges)
    for _round in keys:
        reach |= {(first, last) for (first, middle), (other, last) in itertools.product(reach, reach) if middle == other}
    return any(first == last for first, last in reach)


def test_the_circle_is_found_on_a_later_day_too(four: list[Organ]) -> None:
    a, b, _c, _d = four
    Relation.objects.create(kind="supervision", superior=a, subordinate=b, since=dt.date(2020, 1, 1))
    assert would_circle("supervision", a, (b,), dt.date(2016, 1, 1))
    Relation.objects.update(until=dt.date(2020, 6, 30))
    assert would_circle("supervision", a, (b,), dt.date(2020, 6, 30))
    assert not would_circle("supervision", a, (b,), dt.date(2020, 7, 1))


def test_two_changes_of_relations_never_go_on_at_once(four: list[Organ]) -> None:
    with CaptureQueriesContext(connection) as made:
        SetSupervision(organ=four[0], superior=four[1], since=START).by(COMMAND)
    first = next(one["sql"] for one in made if '"organs_' in one["sql"])
    if connection.vendor == "postgresql":
        assert "FOR NO KEY UPDATE" in first
    else:
        assert connection.transaction_mode == "IMMEDIATE"
