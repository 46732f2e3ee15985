"""The answer to a request (答复书): composed from the case and the organ, numbered, printed and kept."""

import datetime as dt
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.cases import ledger
from gongkai.cases.events import ItemAnswered, LetterIssued
from gongkai.cases.letters.letter import Letter, filled
from gongkai.cases.letters.remedies import clause
from gongkai.cases.letters.words import ANSWER, KINDS, WITHHELD, said
from gongkai.cases.models import Case
from gongkai.cases.needs import unmet
from gongkai.cases.numbers import next_number
from gongkai.messages import UserError
from gongkai.organs.actions.basis import file_store
from gongkai.organs.derived import bodies_of
from gongkai.organs.facts import facts_of
from gongkai.organs.lineage import answering
from gongkai.organs.setting_table import readings_of
from gongkai.organs.telling import told
from gongkai.persons import kinds, sealing
from gongkai.statute.remedies_letter import AnsweredItem, letter_remedies

_NUMERALS = "一二三四五六七八九十"


def compose(case: Case, state: ledger.Case, on: dt.date, number: str) -> Letter:
    """The letter of `on` that says what `state` answers; nothing is written.

    Raises ValidationError: an item without an answer or without what its answer needs, or a body of the remedies clause that nobody has named.
    """
    missing = [told(sentence) for sentence in unmet(state, on)]
    if missing:
        raise ValidationError(missing)
    addressee = sealing.values(case.applicant, ["name"])["name"]
    you = "您" if kinds.name_is_personal(case.applicant_kind) else "贵单位"
    received = state.confirmed or state.arrived.on
    others = "，于".join(_others(case, you))
    opening = filled(ANSWER["opening_joint" if others else "opening"], received=printed(received), you=you, number=case.number, others=others)
    return Letter(
        title=ANSWER["title"],
        number=number,
        addressee=addressee,
        paragraphs=(opening, *_items(state, you)),
        remedies=_remedies(case, state, on),
        organ=answering(case.organ, on).name_on(on),
        date=printed(on),
    )


def _others(case: Case, you: str) -> Iterator[str]:
    """The requests that get their answer by this letter, too (一并答复): they are joined to the case."""
    for one in case.joined.filter(stage=Case.Stage.JOINED).order_by("arrived_on", "pk") if case.pk else ():
        yield filled(ANSWER["other"], received=printed(one.received_on or one.arrived_on), you=you, number=one.number)


def _items(state: ledger.Case, you: str) -> list[str]:
    paragraphs = []
    for item in state.items:
        if item.answered is None:
            raise ValidationError(_("Item %(item)s has no answer yet.") % {"item": item.number})
        count = filled(ANSWER["count"], numeral=_NUMERALS[item.number - 1]) if len(state.items) > 1 else ""
        asked = filled(ANSWER["item"], count=count, asked=" ".join(item.text.split()))
        words = asked + said(KINDS[item.answered.answer], {"you": you, **_fields(state, item.answered)})
        paragraphs += [line.strip() for line in words.splitlines() if line.strip()]
    return paragraphs


def _fields(state: ledger.Case, answered: ItemAnswered) -> dict[str, str]:
    """What the words of an answer can name, empty where there is none."""
    searches = [one for one in state.searches if one.item == answered.item]
    places = list(dict.fromkeys(place for one in searches for place in one.places))
    return {
        **{name: getattr(answered, name) for name in ("text", "rest", "rule", "organ", "contact", "earlier", "channel")},
        "earlier_on": printed(answered.earlier_on) if answered.earlier_on else "",
        "grounds": "、".join(WITHHELD[code] for code in answered.withheld),
        "places": "、".join([*places, *([ANSWER["archive"]] if any(one.archive for one in searches) else [])]),
        "words": "、".join(dict.fromkeys(one.words for one in searches)),
    }


def _remedies(case: Case, state: ledger.Case, on: dt.date) -> str:
    """The remedies clause (救济告知): the organ and the court by name, the periods of the law of that day."""
    items = [AnsweredItem(item.number, item.answered.answer, item.answered.withheld) for item in state.items if item.answered]
    electronic = state.arrived.delivery == "electronic"
    organ = answering(case.organ, on)
    found = letter_remedies(items, facts_of(organ, on), on, readings_of(organ, on), bodies_of(organ, on), electronic=electronic)
    return clause(found)


def printed(day: dt.date) -> str:
    """A day as an official document prints it (GB/T 9704-2012, 7.3.5.4): 2026年11月22日, without zeros before."""
    return f"{day.year}年{day.month}月{day.day}日"


def issue(case: Case, state: ledger.Case, on: dt.date) -> LetterIssued:
    """Number the letter, print it, keep data and prints; the files are on the disk before the rows that name them can be committed.

    Raises ValidationError: it cannot be composed, numbered or printed; the sentence says what to do.
    """
    try:
        letter = compose(case, state, on, next_number(answering(case.organ, on), "letter", on))
        kept = {"data": letter.dumped(), "docx": letter.docx(), "pdf": letter.pdf()}
    except UserError as error:
        raise ValidationError(told(error.message)) from error
    store = file_store()
    return LetterIssued(on=on, number=letter.number, **{purpose: store.put(data) for purpose, data in kept.items()})
