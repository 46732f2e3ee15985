"""Random lawful lives of requests, event by event, for properties: every move is one that the law allows on that day.

What is allowed when is told here by counting days one by one, not by `gongkai.statute.deadlines`.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

from gongkai.cases import events as e
from gongkai.cases import ledger
from gongkai.cases.needs import unmet
from gongkai.statute.calendar import Calendar
from gongkai.statute.outcomes import applicant_column, form_row
from gongkai.statute.readings import readings

CHINA, DEFAULT = Calendar(), readings()
ARRIVES = {"in_person", "signed_mail"}  # Reg. 31: received on the day of arrival
CONFIRMED = {"ordinary_mail", "internet", "email", "fax"}  # received on the day of the confirmation
KINDS = ("natural_person", "business", "research", "public_interest", "law_firm", "other", "individual_business")
ANSWERS = ("disclosed", "needs_creation", "internal_affairs", "not_this_organ")
STOPS = {"third_party": 15, "joint_maker": 15, "other_organ": None, "authority": None}
PRINTED = {"number": "1", "data": "a", "docx": "b", "pdf": "c"}
ONE = dt.timedelta(days=1)


def nth_workday(start: dt.date, count: int) -> dt.date:
    """The working day number `count` after `start`, found by walking."""
    day = start
    while count:
        day += ONE
        count -= CHINA.is_workday(day)
    return day


@dataclass
class Asked:
    """A letter that stops the clock: when it went out, arrived, was answered or given up."""

    whom: str
    sent: dt.date | None = None
    reached: dt.date | None = None
    over: dt.date | None = None

    def last(self) -> dt.date | None:
        """The last day that does not count; None while nobody knows."""
        most = STOPS[self.whom]
        time = nth_workday(self.reached, most) if most and self.reached else None
        return min((day for day in (self.over, time) if day), default=None)

    def leaves_out(self, day: dt.date, on: dt.date) -> bool:
        """Whether `day` does not count, as things are on `on`."""
        return self.sent is not None and self.sent < day <= min(self.last() or on, on)


@dataclass
class Model:
    """The slow clock: what matters of the events so far, and the days counted one by one."""

    received: dt.date | None = None
    start: dt.date | None = None
    proposed: int = 0
    extension: int = 0
    extended_on: dt.date | None = None
    later: dt.date | None = None
    later_told: bool = False
    asked: list[Asked] = field(default_factory=list)
    in_time: bool = False
    corrected: dt.date | None = None
    waits: bool = False
    closed: dt.date | None = None
    closed_due: dt.date | None = None

    def due(self, on: dt.date) -> dt.date | None:
        """The last day of the period, as things are on `on`."""
        if self.closed:
            return self.closed_due
        if self.start is None or self.waits:
            return None
        counted = self.counted(on)[-1]
        return max(counted, self.later) if self.later and self.later_told else counted

    def counted(self, on: dt.date, length: int = 0) -> list[dt.date]:
        """The days that count, from the first to the last: `length` of them, else 20 and those of the extension."""
        days: list[dt.date] = []
        day = self.start or on
        while len(days) < (length or 20 + self.extension):
            day += ONE
            if CHINA.is_workday(day) and not any(one.leaves_out(day, on) for one in self.asked):
                days.append(day)
        return days

    def take(self, event: e.Event) -> None:
        """What the event means for the days; most mean nothing."""
        match event:
            case e.RequestArrived(channel=channel) if channel in ARRIVES:
                self.received = self.start = event.on
            case e.ReceiptConfirmed() | e.RequestWithdrawn() if self.received is None:
                self.received = self.start = event.on
            case e.ExtensionProposed():
                self.proposed = event.days
            case e.ExtensionTold():
                self.extension, self.extended_on = self.proposed, event.on
            case e.DelayDecided():
                self.later = event.until
            case e.DelayTold():
                self.later_told = True
        self._take_correction(event)
        self._take_letter(event)
        if isinstance(event, e.Closes):
            self.closed, self.closed_due = event.on, event.due

    def _take_correction(self, event: e.Event) -> None:
        match event:
            case e.CorrectionNoticeSent() if self.received:
                self.in_time = self.waits = event.on <= nth_workday(self.received, 7)
            case e.LateCorrectionAllowed():
                self.in_time, self.waits = True, self.corrected is None
                if self.corrected and self.extended_on and self.extended_on < self.corrected:
                    self.extension = 0
                self.start = self.corrected or self.start
            case e.CorrectionReceived():
                self.corrected, self.waits = event.on, False
                if self.in_time:
                    self.start, self.extension = event.on, 0

    def _take_letter(self, event: e.Event) -> None:
        match event:
            case e.ConsultationAsked():
                self.asked.append(Asked(event.whom))
            case e.ConsultationSent():
                self.asked[event.consultation - 1].sent = event.on
                self.asked[event.consultation - 1].reached = event.reached
            case e.ConsultationReached():
                self.asked[event.consultation - 1].reached = event.on
            case e.ConsultationAnswered() | e.ConsultationEnded():
                self.asked[event.consultation - 1].over = event.on


@dataclass
class Life:
    """A request: what happened, where it stands, the slow clock."""

    draw: st.DrawFn
    events: list[e.Event]
    state: ledger.Case
    model: Model

    @property
    def day(self) -> dt.date:
        """The day of the last step."""
        return self.events[-1].on

    def happen(self, *events: e.Event) -> None:
        """One after the other; the fold refuses none of them."""
        for event in events:
            self.state = ledger.step(self.state, event)
            self.model.take(event)
            self.events.append(event)

    def closing(self, on: dt.date, *codes: str) -> dict[str, object]:
        """What closing on `on` fixes, by the slow clock."""
        return {
            "edition": "2021",
            "row": form_row(codes, "2021", DEFAULT),
            "column": applicant_column(self.state.arrived.applicant_kind, DEFAULT),
            "due": self.model.due(on),
            "calendar": "v",
        }


@st.composite
def lives(draw: st.DrawFn, most: int = 12) -> Life:
    """A request from its arrival through up to `most` moves, often to its end."""
    channel = draw(st.sampled_from(sorted(ARRIVES | CONFIRMED)))
    arrived = e.RequestArrived(
        on=draw(st.dates(dt.date(2023, 6, 1), dt.date(2026, 3, 31))),
        channel=channel,
        number="1",
        applicant="p",
        applicant_kind=draw(st.sampled_from(KINDS)),
        items=("甲", "乙"),
        form="any",
        delivery="post",
    )
    model = Model()
    model.take(arrived)
    life = Life(draw, [arrived], ledger.fold([arrived]), model)
    for _move in range(draw(st.integers(0, most))):
        on = life.day + dt.timedelta(days=draw(st.sampled_from((0, 1, 2, 3, 5, 8, 13, 21))))
        offered = [move for move, weight in MOVES.items() if move(life, on) is not None for _time in range(weight)]
        if life.state.stage == "closed" or not offered:
            break
        chosen = draw(st.sampled_from(offered))
        life.happen(*(chosen(life, on) or ()))
    return life


Move = Callable[[Life, dt.date], tuple[e.Event, ...] | None]
"""What happens on a day, all of it; None: not now."""


def _confirm(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    return (e.ReceiptConfirmed(on=on, how="电话"),) if life.state.stage == "arrived" else None


def _withdraw(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    if life.state.stage == "closed":
        return None
    fixed = life.closing(on, "withdrawn")
    if life.model.received is None:  # that day is the day of receipt, too
        fixed["due"] = nth_workday(on, 20)
    return (e.RequestWithdrawn(on=on, how="来函", **fixed),)  # type: ignore[arg-type]


def _ask_correction(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    if life.state.stage != "open" or life.state.correction or life.model.received is None:
        return None
    by_post = on.day % 2 == 0
    limit = nth_workday(life.model.received, 7)
    sent = e.CorrectionNoticeSent(on=on, way="post" if by_post else "electronic", reached=None if by_post else on, limit=limit)
    return (e.CorrectionAsked(on=on, what="写明", days=15, **PRINTED), sent)


def _notice_reached(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    found = life.state.correction
    waits = found and found.is_awaited and found.reached is None and life.state.stage in {"open", "waiting_for_correction"}
    return (e.CorrectionNoticeReached(on=on),) if waits else None


def _allow_late(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    found = life.state.correction
    late = life.state.stage == "open" and found and found.sent and not life.model.in_time
    return (e.LateCorrectionAllowed(on=on, reason="需要"),) if late else None


def _correct(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    found = life.state.correction
    waits = found and found.is_awaited and life.state.stage in {"open", "waiting_for_correction"}
    return (e.CorrectionReceived(on=on, items=("甲", "丙"), excuse="住院"),) if waits else None


def _abandon(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    found = life.state.correction
    if life.state.stage != "waiting_for_correction" or found is None or found.reached is None:
        return None
    until = nth_workday(found.reached, 15)
    later = max(on, until + ONE)
    fixed = life.closing(later, "not_corrected")
    return (e.RequestAbandoned(on=later, outcome="not_corrected", until=until, **fixed),)  # type: ignore[arg-type]


def _extend(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    if life.state.stage not in {"open", "joined"} or life.state.extension or life.model.start is None or on > life.model.counted(on, 20)[-1]:
        return None
    proposed = e.ExtensionProposed(on=on, days=1 + on.toordinal() % 20, reason="检索", chain=("office_head",))
    signed = e.ExtensionSigned(on=on, role="office_head")
    return (proposed, signed, e.ExtensionNoticeIssued(on=on, **PRINTED), e.ExtensionTold(on=on, way="electronic"))


def _ask_others(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    if life.state.stage != "open" or len(life.model.asked) > 2:
        return None
    whom = list(STOPS)[on.toordinal() % len(STOPS)]
    who = {"party": "q"} if whom == "third_party" else {"organ": "某局"}
    asked = e.ConsultationAsked(on=on, whom=whom, items=(1,), what="甲", **who, **PRINTED)
    by_post = on.day % 3 > 0
    number = len(life.model.asked) + 1
    sent = e.ConsultationSent(on=on, way="post" if by_post else "served", consultation=number, reached=None if by_post else on)
    return (asked, sent)


def _waiting(life: Life) -> Iterator[tuple[int, Asked]]:
    """The letters that wait for an answer, by number."""
    if life.state.stage != "closed":
        yield from ((number, one) for number, one in enumerate(life.model.asked, 1) if one.sent and one.over is None)


def _reach(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    found = [number for number, one in _waiting(life) if one.reached is None]
    return (e.ConsultationReached(on=on, consultation=found[-1]),) if found else None


def _reply(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    found = [number for number, _one in _waiting(life)]
    return (e.ConsultationAnswered(on=on, consultation=found[0], response="objects", text="不同意"),) if found else None


def _give_up(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    found = [number for number, one in _waiting(life) if one.whom != "third_party" or one.reached is None]
    return (e.ConsultationEnded(on=on, consultation=found[0], reason="退回"),) if found else None


def _weigh(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    asked = [one for one in life.state.consultations if one.asked.whom == "third_party" and one.answered]
    if life.state.stage != "open" or not asked:
        return None
    return (e.ThirdPartyWeighed(on=on, consultation=asked[0].number, response="objects_without_reason", decision="disclose", reason="不合理"),)


def _delay(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    due = life.model.due(on)
    if life.state.stage != "open" or life.state.reasons or due is None or on > due:
        return None
    asked = e.ReasonsAsked(on=on, why="大量", until=on + ONE, **PRINTED)
    given = (e.ReasonsNoticeSent(on=on, way="electronic"), e.ReasonsReceived(on=on, text="研究"))
    decided = e.DelayDecided(on=on, until=due + dt.timedelta(days=1 + 4 * on.day), reason="数量大", **PRINTED)
    return (asked, *given, decided, e.DelayTold(on=on, way="electronic"))


def answer(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    """Answered, submitted, signed, made; where nothing is missing."""
    codes = [ANSWERS[(on.toordinal() + number) % len(ANSWERS)] for number in range(2)]
    answers = tuple(e.ItemAnswered(on=on, item=number, answer=code, text="见附件") for number, code in enumerate(codes, 1))
    if life.state.stage != "open":
        return None
    state = life.state
    for event in answers:
        state = ledger.step(state, event)
    if any(unmet(state, on)):
        return None
    signed = e.AnswerSigned(on=on, role="office_head")
    return (*answers, e.AnswerSubmitted(on=on, chain=("office_head",)), signed, e.LetterIssued(on=on, **PRINTED))


def serve(life: Life, on: dt.date) -> tuple[e.Event, ...] | None:
    if life.state.stage != "signed":
        return None
    return (e.AnswerServed(on=on, way="post", mail_number="1", **life.closing(on, *life.state.answers)),)  # type: ignore[arg-type]


MOVES: dict[Move, int] = {
    _confirm: 6,
    _ask_others: 6,
    _reach: 4,
    _reply: 4,
    _weigh: 2,
    _give_up: 1,
    _ask_correction: 3,
    _notice_reached: 3,
    _correct: 4,
    _allow_late: 3,
    _abandon: 2,
    _extend: 3,
    _delay: 2,
    answer: 2,
    serve: 6,
    _withdraw: 1,
}
"""How often each is chosen, where it can be."""
