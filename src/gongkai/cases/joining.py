"""Whether one request can get its answer with another (合并办理), and which answer that is; what the actions and the pages ask. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from gongkai.cases import events as e
from gongkai.cases.channels import KEPT_ELSEWHERE, NOT_SAID
from gongkai.cases.same_information import information
from gongkai.cases.state import Case
from gongkai.messages import N_

HOSTS = ("open", "waiting_for_correction", "waiting_for_payment")
"""Stages of the earlier request in which a later one can be joined to it: it is received, and its answer is not with those who sign yet, so
that the letter names both."""

BECAUSE: Mapping[str, str] = {
    "withdrawn": N_("the applicant withdrew the earlier request"),
    "not_corrected": N_("the earlier request was not corrected in time"),
    "fee_unpaid": N_("the fee of the earlier request was not paid in time"),
    "corrected": N_("since its correction the earlier request asks for something else"),
}
"""Why a request is on its own again, by `events.RELEASED`."""


def pairs(ours: Case, theirs: Case) -> dict[int, int]:
    """The items of `ours` whose information `theirs` asks for, too, each with the first such item there; by their numbers."""
    known: dict[str, int] = {}
    for item in theirs.items:
        known.setdefault(_key(item.text), item.number)
    return {item.number: known[key] for item in ours.items if (key := _key(item.text)) in known and key}


def _key(text: str) -> str:
    """What stands for the information; empty for what stands in the place of a description that is not there."""
    return "" if text in {NOT_SAID, KEPT_ELSEWHERE} else information(text)


def uncovered(ours: Case, theirs: Case) -> list[int]:
    """The items of `ours` that an answer to `theirs` would leave without one."""
    found = pairs(ours, theirs)
    return [item.number for item in ours.items if item.number not in found]


def released(ours: Case, theirs: Case) -> str:
    """Why `ours`, joined to `theirs`, gets no answer from it any more (`events.RELEASED`); empty: it still does, or has got one."""
    if theirs.withdrawn:
        return "withdrawn"
    if isinstance(theirs.closed, e.RequestAbandoned):
        return theirs.closed.outcome
    return "corrected" if uncovered(ours, theirs) else ""


def answers(ours: Case, theirs: Case, served: e.AnswerServed) -> Iterator[e.ItemAnsweredJointly]:
    """What `theirs`, whose answer was `served`, answers to the items of `ours`: the same outcome on the same ground for the same information."""
    given = {item.number: item.answered for item in theirs.items}
    for number, of in pairs(ours, theirs).items():
        answered = given[of]
        if answered is None:
            raise AssertionError
        yield e.ItemAnsweredJointly(**{**asdict(answered), "on": served.on, "item": number, "of": of})
