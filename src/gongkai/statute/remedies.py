"""Reconsideration and litigation (行政复议、行政诉讼): the clause of an answer, the organ that decides, the organs' own clocks."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from gongkai.messages import Message, message
from gongkai.statute.calendar import Calendar
from gongkai.statute.laws import StatuteError, Term, citation, in_force, load, table, term
from gongkai.statute.outcomes import answer_kind
from gongkai.statute.periods import Period, period
from gongkai.statute.readings import Readings

First = Literal["none", "withheld_part", "whole"]
SILENCE = "silence"


@dataclass(frozen=True)
class Answer:
    """An answer of `kind` (a code of `outcomes.answer_kinds`, or `silence`) given on `given`.

    `withheld`: for a partial answer, the kinds that its withheld part rests on, as far as known.
    """

    kind: str
    given: dt.date
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReviewOrgan:
    """Who decides on reconsideration: `choices` (several: as the applicant likes) with their words.

    `state_council`: against its decision one may go to a court or ask the State Council for a final ruling.
    """

    choices: tuple[str, ...]
    names: tuple[Term, ...]
    state_council: bool
    article: Term


@dataclass(frozen=True)
class Clause:
    """What an answer tells of remedies.

    `review_first`: reconsideration comes before a suit for the `whole` answer, for its `withheld_part`, or for `none` of it;
    `must_tell`: the article by which the organ must say so itself. `review` and `suit` are counted from the day of service;
    `suit` is None where the `whole` answer goes to reconsideration first, which leaves no direct suit. `suit_after_review_days`
    are counted from the decision on reconsideration.
    """

    review_first: First
    must_tell: Term | None
    organ: ReviewOrgan
    review: Period
    suit: Period | None
    suit_after_review_days: int
    articles: tuple[Term, ...]

    @property
    def text(self) -> Message:
        """The choice in one sentence."""
        review = self.review.end
        if self.suit is None:
            return message("First reconsideration, then a suit; reconsideration by {day}", day=review)
        free = message("Reconsideration by {review} or a suit by {suit}, as the applicant likes", review=review, suit=self.suit.end)
        if self.review_first == "none":
            return free
        return message("For the part withheld, first reconsideration by {day}, then a suit. For the rest: {free}", day=review, free=free)


def review_first(answer: Answer) -> First:
    """Whether reconsideration must come before a suit (复议前置): the day the answer was given chooses the law.

    ARL 23, 法释〔2025〕8号: since 2024-01-01 for refusals under Reg. 14, 15, 16 only; for a partial answer (`partly`) for the withheld
    part, unless its grounds are known and none of them is of these. Everything else, silence included: free choice.
    Raises StatuteError for an unknown kind, NoLawError for a day no law covers.
    """
    grounds = in_force(table("remedies", "review_first"), answer.given).more["grounds"]
    if answer.kind == SILENCE:
        return "none"
    for code in (answer.kind, *answer.withheld):
        answer_kind(code)
    if answer.kind == "partly" and grounds:
        return "withheld_part" if not answer.withheld or set(answer.withheld) & set(grounds) else "none"
    return "whole" if answer.kind in grounds else "none"


def review_organ(kind: str, day: dt.date, settings: Readings) -> ReviewOrgan:
    """Who decides on reconsideration of an act of an organ of `kind` on `day`.

    ARL 24 to 28 since 2024: `department`, its own government; `government`, the next higher one; `province` and `ministry`, itself;
    `vertical` (customs, finance, foreign exchange, tax, state security and the like), the next higher department; `justice_bureau`,
    its government or the next higher justice organ; `sub_provincial_vertical` by its reading. Before 2024 (ARL 1999, 12 to 14; the
    rules of 2007, 24) the applicant of such a department chose between its government and the next higher department.
    Raises StatuteError for an unknown kind, NoLawError for a day no law covers.
    """
    kinds = load("remedies")["organs"]
    if kind not in kinds:
        raise StatuteError(message("Kind of organ “{kind}” is not known; use one of {known}", kind=kind, known=tuple(kinds)))
    rule = in_force(table("remedies", f"organs.{kind}"), day)
    read = [str(getattr(settings, value[1:])).split("_or_") if value.startswith("@") else [value] for value in rule.value]
    choices = tuple(choice for group in read for choice in group)
    names = load("remedies")["organ_names"]
    return ReviewOrgan(choices, tuple(term(names[choice]) for choice in choices), rule.more.get("state_council", False), rule.article)


def clause(answer: Answer, organ_kind: str, served: dt.date, calendar: Calendar, settings: Readings) -> Clause:
    """The remedies of `answer` by an organ of `organ_kind`, learnt of on `served`: a table of organ, answer kind and date.

    Reconsideration within 60 days (ARL 20), suit within 6 months (3 where that was over before 2015-05-01), after reconsideration
    15 days; a last day on a holiday moves to the next workday. The day of the answer chooses whether and where, that of service the periods.
    For `silence` the answer and its service are the day the answer was due.
    Raises StatuteError for service before the answer, and as `review_first` and `review_organ` do.
    """
    if served < answer.given:
        raise StatuteError(message("The answer cannot be served on {served}, before it was given on {given}", served=served, given=answer.given))
    first_rule = in_force(table("remedies", "review_first"), answer.given)
    first = review_first(answer)
    review, suit, after = (in_force(table("remedies", f"periods.{name}"), served) for name in ("review", "suit", "suit_after_review"))
    organ = review_organ(organ_kind, answer.given, settings)
    return Clause(
        review_first=first,
        must_tell=citation("arl2023", first_rule.more["must_tell"]) if first != "none" else None,
        organ=organ,
        review=period(review, served, calendar),
        suit=None if first == "whole" else period(suit, served, calendar),
        suit_after_review_days=after.value,
        articles=(first_rule.article, review.article, suit.article, after.article, organ.article),
    )


def suit_after_review(decision_served: dt.date, calendar: Calendar) -> Period:
    """The time for a suit after a decision on reconsideration: 15 days from its service (Administrative Litigation Law, 45)."""
    return period(in_force(table("remedies", "periods.suit_after_review"), decision_served), decision_served, calendar)


def clocks() -> tuple[str, ...]:
    """The steps whose time `clock` knows."""
    return tuple(load("remedies")["clocks"])


def clock(step: str, start: dt.date, calendar: Calendar) -> Period:
    """The organ's own time for `step`, counted from `start`.

    ARL 48, 54, 62: copy of the application within 7 WD of acceptance (3 in the simplified procedure, allowed for disclosure cases by
    ARL 53), defence within 10 WD of the copy (5), decision within 60 days (30), 30 more (`decision_extended`). Litigation Law 67, 85:
    defence within 15 days of the copy, appeal 15 days from a judgment, 10 from a ruling, all calendar days.
    Raises StatuteError for an unknown step, NoLawError for a day on which the law had no such step.
    """
    if step not in clocks():
        raise StatuteError(message("Step “{step}” is not known; use one of {known}", step=step, known=clocks()))
    return period(in_force(table("remedies", f"clocks.{step}"), start), start, calendar)
