"""What has to be on file before an answer is submitted (`statute.outcomes.AnswerKind.needs`), asked of a case's state. Pure.

Every need of the law's table stands here: as a field of the answer that says it (`WRITTEN`), as a step that has to be on record, or as what only
a step of its own can close.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from gongkai.messages import Message, message
from gongkai.statute.outcomes import answer_kind

if TYPE_CHECKING:
    from gongkai.cases.consulted import Consultation
    from gongkai.cases.state import Case, Item

    Need = Callable[[Case, Item, dt.date], Message | None]

TOUCHED = frozenset({"disclosed", "partly", "third_party_rights"})
"""Answers for which it matters what a third party said: they disclose what is about it, or withhold it on its behalf."""


def unmet(case: "Case", on: dt.date | None = None) -> Iterator[Message]:
    """What is missing on the day `on` (None: the day of the last step), a sentence each: letters that are out, then item by item."""
    yield from _open_letters(case)
    for item in case.items:
        if item.answered is None:
            continue
        kinds = dict.fromkeys((item.answered.answer, *item.answered.withheld))
        for need in dict.fromkeys(need for code in kinds for need in answer_kind(code).needs):
            sentence = NEEDS[need](case, item, on or case.last)
            if sentence is not None:
                yield sentence
        if item.answered.answer in TOUCHED:
            yield from _third_parties(case, item)


def untold(case: "Case") -> Iterator[Message]:
    """Which third parties have to be told in writing before the answer is given: information goes out against their reasoned objection (Reg. 32)."""
    for one in case.consultations:
        if one.tells and one.told is None:
            yield message(
                "The third party of consultation {number} objected with reasons: send it the notice of what is disclosed and why first (Reg. 32)",
                number=one.number,
            )


def _open_letters(case: "Case") -> Iterator[Message]:
    """Letters that do not wait to be sent, questions that wait for no answer: silence of other organs gives nothing (Reg. 11, 17)."""
    for one in case.consultations:
        if one.sent is None and one.ended is None:
            yield message("The letter of consultation {number} has not been sent: send it, or record that it is not sent", number=one.number)
        elif one.stop == "inquiry" and one.over is None:
            yield message("Consultation {number} waits for its answer: silence gives nothing (Reg. 11, 17)", number=one.number)


def _third_parties(case: "Case", item: "Item") -> Iterator[Message]:
    """Reg. 15, 32: each third party was weighed, and the answer is what was decided."""
    for one in _asked(case, item):
        if one.weighed is None:
            yield message("Item {item}: what the third party of consultation {number} said is not weighed yet", item=item.number, number=one.number)
        elif item.answered and item.answered.answer == "disclosed" and one.weighed.decision == "withhold":
            yield message(
                "Item {item} is disclosed, but for the third party of consultation {number} it was decided to withhold: answer partly, or weigh anew",
                item=item.number,
                number=one.number,
            )


def _asked(case: "Case", item: "Item") -> "list[Consultation]":
    """The third parties that were asked about an item."""
    return [one for one in case.consultations if one.stop == "third_party" and item.number in one.asked.items and not one.is_dropped]


def _third_party(case: "Case", item: "Item", on: dt.date) -> Message | None:  # noqa: ARG001  # the day does not matter
    """Reg. 32: a third party's rights are a ground only after it was asked in writing, and where the organ decided to withhold."""
    asked = [one for one in _asked(case, item) if one.sent is not None]
    if not asked:
        return message("Item {item} is withheld for a third party's rights: first ask the third party in writing (Reg. 32)", item=item.number)
    weighed = [one.weighed for one in asked if one.weighed is not None]
    if len(weighed) == len(asked) and not any(one.decision == "withhold" and one.response != "consents" for one in weighed):
        return message("Item {item}: no third party's rights stand against giving it; weigh it anew, or name another ground", item=item.number)
    return None


def _reasons(case: "Case", item: "Item", on: dt.date) -> Message | None:
    """Reg. 35: too many without good reason is who was asked for reasons, and gave none in time or no good ones."""
    found = case.reasons
    if found is None or found.sent is None:
        return message("Item {item} is said to be one of too many: first ask the applicant for the reasons (Reg. 35)", item=item.number)
    if found.received is None and on <= found.asked.until:
        return message("The applicant has until {day} to give reasons", day=found.asked.until)
    if case.delay is not None and case.delay.told is not None:
        return message("The applicant was told of a later day because the reasons are good: the request has to be answered (Reg. 35)")
    return None


def _search(case: "Case", item: "Item", on: dt.date) -> Message | None:  # noqa: ARG001  # the day does not matter
    """Reg. 36(4): told that it does not exist is who asks for what was searched for, in the divisions and the archive, and not found."""
    records = [one for one in case.searches if one.item == item.number]
    if not records:
        return message("Item {item} is said not to exist: first record the search for it (Reg. 36(4))", item=item.number)
    if records[-1].found:
        return message("The last search for item {item} found something: it cannot be said not to exist", item=item.number)
    if not any(one.places for one in records):
        return message("The search for item {item} names no division", item=item.number)
    if not any(one.archive for one in records):
        return message("The search for item {item} leaves out the archive", item=item.number)
    return None


def _correction(case: "Case", item: "Item", on: dt.date) -> Message | None:  # noqa: ARG001  # the day does not matter
    """Reg. 30: unclear even after the correction is what the applicant was asked to correct and did."""
    if case.correction is None or case.correction.received is None:
        return message("Item {item} is said to be unclear after the correction: first ask for one and receive it (Reg. 30)", item=item.number)
    return None


def _own_step(case: "Case", item: "Item", on: dt.date) -> Message | None:  # noqa: ARG001  # neither matters
    """What ends a request by a step of its own is never answered."""
    return message("Item {item}: a request that ends so is closed by a step of its own, not by an answer", item=item.number)


WRITTEN: Mapping[str, tuple[str, ...]] = {
    "reason": ("text", "rest"),
    "where_published": ("text",),
    "rule_that_forbids": ("rule", "rest"),
    "rule_that_governs": ("rule",),
    "earlier_answer": ("earlier",),
}
"""Needs that the answer itself says: the fields of `events.ItemAnswered`, one of which is filled in (`rest` where it is only a part)."""


def _written(fields: tuple[str, ...]) -> "Need":
    def missing(case: "Case", item: "Item", on: dt.date) -> Message | None:  # noqa: ARG001  # the item says it
        if any(getattr(item.answered, name) for name in fields):
            return None
        return message("The answer to item {item} does not say what its ground needs: open it and fill it in", item=item.number)

    return missing


NEEDS: "Mapping[str, Need]" = {
    "search_record": _search,
    "correction_notice": _correction,
    "third_party_asked": _third_party,
    "reasons_asked": _reasons,
    **dict.fromkeys(("correction_time_over", "fee_notice", "payment_time_over", "withdrawal"), _own_step),
    **{code: _written(fields) for code, fields in WRITTEN.items()},
}
"""By the codes of `statute.outcomes.needs`."""
