"""What follows from a third party's answer (第三方意见), and whether a request repeats an earlier one (重复申请)."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from gongkai.messages import message
from gongkai.statute.laws import StatuteError, Term, in_force, load, table, term
from gongkai.statute.periods import in_order

Relation = Literal["new", "join", "repeated"]


@dataclass(frozen=True)
class Consequence:
    """What a decision needs before a case can be closed with it: codes with their words, and the place in the law."""

    needs: dict[str, Term]
    article: Term


def responses() -> tuple[str, ...]:
    """What a third party can say: `consents`, `objects_with_reason`, `objects_without_reason`, `silent`."""
    return tuple(dict.fromkeys(str(rule.more["response"]) for rule in table("consultations", "third_party_decision")))


def third_party_decision(response: str, decision: Literal["disclose", "withhold"], received: dt.date) -> Consequence:
    """What it needs to `disclose` or `withhold` after a third party's `response`, for a request received on `received` (Reg. 15, 32).

    Disclosed against a reasoned objection, for the public interest: the third party is told content and reasons in writing, and without
    that letter (`letter_to_third_party`) the case cannot be closed.
    Raises StatuteError for an unknown response or decision, NoLawError before 2019-05-15.
    """
    rules = table("consultations", "third_party_decision")
    decisions = tuple(dict.fromkeys(str(rule.value) for rule in rules))
    for value, known in ((response, responses()), (decision, decisions)):
        if value not in known:
            raise StatuteError(message("“{code}” is not known; use one of {known}", code=value, known=known))
    rule = in_force([rule for rule in rules if (rule.more["response"], rule.value) == (response, decision)], received)
    words = load("consultations")["needs"]
    return Consequence({code: term(words[code]) for code in rule.more["needs"]}, rule.article)


@dataclass(frozen=True)
class Earlier:
    """An earlier request, compared with a later one: whether applicant and information are the same, and when it was received and answered."""

    same_applicant: bool
    same_information: bool
    received: dt.date
    answered: dt.date | None = None


def relation(earlier: Earlier, received: dt.date) -> Relation:
    """What a request received on `received` is to an `earlier` one: `repeated`, `join` (one answer to both, reading) or `new` (Reg. 36(6)).

    Repeated: same applicant, same information, and an answer existed when it was received; while the first is pending they are joined. The
    same information asked for by somebody else is no repeat. Whether the information is the same is for a person to say.
    Raises StatuteError when the earlier one is later; NoLawError before 2019-05-15.
    """
    in_force(table("consultations", "repeated"), received)
    in_order(received=earlier.received, answered_first=earlier.answered)
    if earlier.received > received:
        raise StatuteError(message("The request of {first} is not earlier than that of {second}", first=earlier.received, second=received))
    if not (earlier.same_applicant and earlier.same_information):
        return "new"
    return "repeated" if earlier.answered and earlier.answered <= received else "join"
