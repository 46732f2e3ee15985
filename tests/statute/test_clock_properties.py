import datetime as dt
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongkai.statute.calendar import Calendar
from gongkai.statute.deadlines import Extension, Timeline, answer_due, lateness
from gongkai.statute.fees import Basis, processing_fee
from gongkai.statute.periods import proactive
from gongkai.statute.readings import readings
from gongkai.statute.stops import Stop

D = dt.date
untimed = settings(deadline=None)  # the first look at a year is slow, and so is a busy machine
CHINA = Calendar()
DEFAULT = readings()
NEW_LAW = D(2019, 5, 15)

dates = st.dates(D(2008, 5, 1), D(2027, 12, 31))
gaps = st.integers(0, 40).map(lambda n: dt.timedelta(days=n))


@st.composite
def stops_near(draw: st.DrawFn, received: D) -> Stop:
    begin = received + draw(gaps)
    return Stop(begin, begin + draw(gaps))


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    received = draw(dates)
    stops = tuple(draw(st.lists(stops_near(received), max_size=3)))
    corrected = draw(st.none() | gaps.map(lambda gap: received + gap))
    extension = draw(st.none() | st.integers(1, 15).map(Extension))
    return Timeline(received, corrected=corrected, stops=stops, extension=extension)


@untimed
@given(timelines())
def test_a_clock_never_runs_backwards(timeline: Timeline) -> None:
    found = answer_due(timeline, CHINA, DEFAULT)
    assert found.received <= found.start < found.first_due <= found.due
    numbers = [line.number for line in found.days if line.counted]
    assert numbers == list(range(1, found.length + 1))
    assert [line.day for line in found.days] == [found.start + dt.timedelta(days=n) for n in range((found.due - found.start).days + 1)]
    left = [found.days_left(line.day) for line in found.days]
    assert left == sorted(left, reverse=True)
    assert left[-1] == 0


@untimed
@given(dates, gaps)
def test_a_request_received_later_is_never_due_earlier_under_the_same_law(received: D, gap: dt.timedelta) -> None:
    later = received + gap
    assume((received < NEW_LAW) == (later < NEW_LAW))
    assert answer_due(Timeline(received), CHINA, DEFAULT).due <= answer_due(Timeline(later), CHINA, DEFAULT).due


@untimed
@given(timelines(), st.data())
def test_a_stop_never_shortens_the_time_left(timeline: Timeline, data: st.DataObject) -> None:
    stop = data.draw(stops_near(timeline.received))
    before = answer_due(timeline, CHINA, DEFAULT)
    after = answer_due(replace(timeline, stops=(*timeline.stops, stop)), CHINA, DEFAULT)
    assert after.due >= before.due
    assert all(after.days_left(line.day) >= before.days_left(line.day) for line in before.days)


@untimed
@given(timelines(), st.data())
def test_a_stop_told_twice_or_inside_another_changes_nothing(timeline: Timeline, data: st.DataObject) -> None:
    assume(timeline.stops)
    twice = answer_due(replace(timeline, stops=timeline.stops * 2), CHINA, DEFAULT)
    once = answer_due(timeline, CHINA, DEFAULT)
    assert (twice.due, twice.days) == (once.due, once.days)
    outer = timeline.stops[0]
    begin = data.draw(st.dates(outer.begin, outer.end))
    inner = Stop(begin, data.draw(st.dates(begin, outer.end)))
    assert answer_due(replace(timeline, stops=(inner, *timeline.stops)), CHINA, DEFAULT).days == once.days


@untimed
@given(timelines(), st.permutations(range(3)))
def test_the_order_of_the_stops_does_not_matter(timeline: Timeline, order: list[int]) -> None:
    shuffled = tuple(timeline.stops[n] for n in order if n < len(timeline.stops))
    assert answer_due(replace(timeline, stops=shuffled), CHINA, DEFAULT).days == answer_due(timeline, CHINA, DEFAULT).days


@untimed
@given(timelines(), st.integers(1, 5))
def test_a_longer_extension_is_never_due_earlier(timeline: Timeline, more: int) -> None:
    days = timeline.extension.days if timeline.extension else 0
    assume(days + more <= 15)
    longer = answer_due(replace(timeline, extension=Extension(days + more)), CHINA, DEFAULT)
    assert longer.due > answer_due(timeline, CHINA, DEFAULT).due


@untimed
@given(timelines())
def test_a_result_that_rests_on_a_year_without_notice_says_so(timeline: Timeline) -> None:
    found = answer_due(timeline, CHINA, DEFAULT)
    assert found.provisional == (found.due.year > 2026)
    through_2010 = answer_due(timeline, Calendar(announced_through=2010), DEFAULT)
    assert through_2010.provisional == (found.due.year > 2010)
    assert through_2010.due == found.due


@untimed
@given(dates, st.integers(1, 300))
def test_counting_forwards_and_counting_between_agree(start: D, count: int) -> None:
    end = CHINA.add_workdays(start, count)
    assert CHINA.is_workday(end.day)
    between = CHINA.workdays_between(start, end.day)
    assert (between.days, between.provisional) == (count, end.provisional)


@untimed
@given(dates, st.integers(0, 100))
def test_what_is_provisional_in_the_calendar_is_provisional_in_every_period(start: D, days: int) -> None:
    assert proactive(start, CHINA).provisional == CHINA.add_workdays(start, 20).provisional
    later = start + dt.timedelta(days=days)
    assert lateness(start, later, CHINA).provisional == CHINA.workdays_between(start, later).provisional


@untimed
@given(st.sampled_from(["pieces", "pages"]), st.integers(0, 2000), st.integers(0, 200))
def test_fees_never_fall_as_the_count_grows(basis: Basis, count: int, more: int) -> None:
    day = D(2024, 3, 1)
    fee = processing_fee(basis, count, day)
    assert processing_fee(basis, count + more, day).total >= fee.total
    assert sum(step.count for step in fee.steps) == count
    assert [step.rate for step in fee.steps] == sorted({step.rate for step in fee.steps})


@untimed
@given(st.integers(0, 200), st.integers(0, 200))
def test_pieces_of_a_month_cost_the_same_however_they_arrive(first: int, then: int) -> None:
    day = D(2024, 3, 1)
    apart = processing_fee("pieces", first, day).total + processing_fee("pieces", then, day, already=first).total
    assert apart == processing_fee("pieces", first + then, day).total
