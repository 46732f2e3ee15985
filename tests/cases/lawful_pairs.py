"""Random lawful lives of two requests of one applicant, the later of which can be joined to the earlier (合并办理), event by event, for properties.

What follows for the later one from a step of the earlier follows in the same moment, as `gongkai.cases.actions.joined` makes it follow.
"""

import datetime as dt

from hypothesis import strategies as st

from cases.lawful import ARRIVES, KINDS, MOVES, Life, Model, answer, serve
from gongkai.cases import events as e
from gongkai.cases import joining, ledger
from gongkai.cases.fold.joining import unfinished

ASKED = (("甲", "乙"), ("乙", "甲"), ("甲", "丙"))
"""What the later one asks for; the earlier asks for the first of it, and for the last once it is corrected."""
GAPS = (0, 1, 2, 3, 5, 8, 13, 21)


@st.composite
def pairs(draw: st.DrawFn, most: int = 16) -> tuple[Life, Life]:
    """The earlier and the later request, after up to `most` moves of either; joining is a move of the later one."""
    day = draw(st.dates(dt.date(2023, 6, 1), dt.date(2026, 3, 31)))
    kind = draw(st.sampled_from(KINDS))
    first = _arrived(draw, day, kind, ASKED[0])
    later = _arrived(draw, day + dt.timedelta(days=draw(st.sampled_from(GAPS))), kind, draw(st.sampled_from(ASKED)))
    for _move in range(draw(st.integers(0, most))):
        on = max(first.day, later.day) + dt.timedelta(days=draw(st.sampled_from(GAPS)))
        if can_join(later, first) and draw(st.integers(0, 2)):
            later.happen(e.RequestJoined(on=on, to=1, number="1", reason="相同"))
        elif later.state.stage == "joined" and not draw(st.integers(0, 7)):
            later.happen(e.RequestSeparated(on=on, reason="分开"))
        elif later.state.stage == "joined" and (closing := answer(first, on) or serve(first, on)) and draw(st.booleans()):
            first.happen(*closing)
        else:
            _moved(draw, draw(st.sampled_from((first, first, later))), on)
        settle(later, first)
    return first, later


def _arrived(draw: st.DrawFn, on: dt.date, kind: str, items: tuple[str, ...]) -> Life:
    channel = draw(st.sampled_from(sorted(ARRIVES)))
    event = e.RequestArrived(on=on, channel=channel, number="1", applicant="p", applicant_kind=kind, items=items, form="any", delivery="post")
    model = Model()
    model.take(event)
    return Life(draw, [event], ledger.fold([event]), model)


def _moved(draw: st.DrawFn, life: Life, on: dt.date) -> None:
    offered = [move for move, weight in MOVES.items() if move(life, on) is not None for _time in range(weight)]
    if life.state.stage != "closed" and offered:
        life.happen(*(draw(st.sampled_from(offered))(life, on) or ()))


def can_join(later: Life, first: Life) -> bool:
    """As the law and `actions.join` have it; the applicant is the same."""
    if later.state.stage != "open" or first.state.stage not in joining.HOSTS or any(unfinished(later.state)):
        return False
    return not joining.uncovered(later.state, first.state)


def settle(later: Life, first: Life) -> None:
    """What follows for the later one: its answer, or that it waits in vain."""
    if later.state.stage != "joined":
        return
    served = first.state.served
    if served is not None:
        later.happen(*joining.answers(later.state, first.state, served))
        fixed = later.closing(served.on, *later.state.answers)
        later.happen(
            e.AnsweredJointly(on=served.on, to=1, joined_to="1", way=served.way, number="1", data="a", docx="b", pdf="c", **fixed)  # type: ignore[arg-type]
        )
    elif because := joining.released(later.state, first.state):
        later.happen(e.RequestReleased(on=first.day, because=because))
