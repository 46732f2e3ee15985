"""What can happen to an entry, and in which order: pure, with days by hand."""

import datetime as dt

import pytest

from gongkai.registers.events import Entered, Event, PaperFiled, PaperScanned, Stepped, dumped, loaded, name_of
from gongkai.registers.fold import StepError, fold, possible
from gongkai.registers.kinds import KINDS, STAGES, STEPS, capability_of, next_capability, outcomes_of

CAME = dt.date(2026, 3, 2)


def entered(kind: str = "complaint") -> Entered:
    return Entered(on=CAME, kind=kind, number="市监局公开诉〔2026〕1号", way="post", text="三个月没有答复")


def step(code: str, day: int = 3, **more: str) -> Stepped:
    return Stepped(on=dt.date(2026, 3, day), step=code, text="理由", **more)  # type: ignore[arg-type]


def test_a_complaint_goes_from_receipt_to_the_word_that_was_given() -> None:
    events: list[Event] = [entered(), step("accept"), step("ask", 4), step("supplement", 9), step("decide", 10, outcome="substantiated")]
    state = fold(events)
    assert (state.stage, state.outcome, state.runs_from, state.closed) == ("decided", "substantiated", dt.date(2026, 3, 9), None)
    assert possible(state) == ["tell", "file"]
    done = fold([*events, step("tell", 11, way="phone")])
    assert (done.stage, done.closed) == ("closed", dt.date(2026, 3, 11))
    again = fold([*events, step("tell", 11, way="phone"), step("reopen", 20)])
    assert (again.stage, again.outcome, again.closed, again.runs_from) == ("accepted", "", None, dt.date(2026, 3, 20))


def test_a_mistake_is_corrected_by_a_further_event_and_the_day_it_was_done_stays() -> None:
    state = fold([entered("help"), step("amend", 30)])
    assert (state.stage, state.outcome, state.closed) == ("closed", "given", CAME)


def paper(name: str = "a", day: int = 3, *, waits: bool = False) -> PaperFiled:
    return PaperFiled(on=dt.date(2026, 3, day), file=name * 64, what="proof", ending="pdf", waits=waits)


def scanned(name: str = "a", found: str = "") -> PaperScanned:
    return PaperScanned(on=dt.date(2026, 3, 20), scanned=name * 64, found=found)


def test_files_stand_beside_the_steps_and_what_the_scanner_has_not_seen_waits() -> None:
    events: list[Event] = [entered(), paper(day=20, waits=True), paper("b", 20, waits=True), paper("c", 20)]
    waiting = fold([*events, step("accept", 4)])  # on a day before that of the files
    assert (waiting.stage, waiting.unscanned, waiting.infected) == ("accepted", ("a" * 64, "b" * 64), ())
    looked = fold([*events, scanned(), scanned("b", "Test-Signature")])
    assert (looked.stage, looked.unscanned, looked.infected) == ("received", (), ("b" * 64,))


def test_the_day_that_closing_fixed_stays_until_the_entry_is_taken_up_again() -> None:
    due = dt.date(2026, 3, 30)
    told = Stepped(on=dt.date(2026, 3, 11), step="tell", way="phone", due=due)
    closed: list[Event] = [entered(), step("accept"), step("decide", 10, outcome="partly"), told]
    assert (fold(closed).due, fold([*closed, step("amend", 12)]).due, fold([*closed, step("reopen", 12)]).due) == (due, due, None)


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        ([entered(), paper(day=1)], "cannot have happened"),
        ([entered(), paper(), scanned()], "does not wait"),
        ([entered(), paper(waits=True), scanned(), scanned()], "does not wait"),
        ([paper()], "begins with what came in"),
        ([step("accept")], "begins with what came in"),
        ([entered(), entered()], "there already"),
        ([entered(), step("tell", way="phone")], "not possible now"),
        ([entered(), step("answer", outcome="answered")], "not possible now"),
        ([entered("help"), step("reopen")], "not possible now"),
        ([entered(), Stepped(on=dt.date(2026, 3, 1), step="accept")], "cannot have happened"),
        ([entered(), step("accept"), step("decide", outcome="corrected")], "Choose what was decided"),
        ([entered("correction"), step("transfer", outcome="not_corrected")], "Choose what was decided"),
    ],
)
def test_what_is_not_possible_is_refused(events: list[Event], sentence: str) -> None:
    with pytest.raises(StepError) as refused:
        fold(events)
    assert sentence in refused.value.message.text("en")


def test_an_event_is_read_back_as_it_was() -> None:
    for event in (
        entered(),
        Stepped(on=CAME, step="ask", text="身份证明", until=dt.date(2026, 3, 20)),
        Stepped(on=CAME, step="tell", way="phone", due=dt.date(2026, 3, 30)),
        step("transfer", organ="县档案馆"),
        paper(waits=True),
        scanned(found="x"),
    ):
        assert loaded(name_of(event), event.on, dumped(event)) == event


def test_every_register_of_the_table_can_be_worked_to_its_end() -> None:
    for kind in KINDS.values():
        for stage in STAGES:
            ways = [STEPS[code] for code in kind.steps if stage in STEPS[code].begins]
            reachable = stage == kind.begins or any(STEPS[code].ends == stage for code in kind.steps)
            assert bool(ways) or not reachable, (kind.code, stage)
            for one in ways:
                assert capability_of(kind, one)
                assert "outcome" not in one.fields or outcomes_of(kind, one)
        assert next_capability(kind, "closed") == next_capability(kind, "asked") == ""
    assert next_capability(KINDS["complaint"], "accepted") == "case.decide"
    assert next_capability(KINDS["consultation"], "received") == "case.answer"
