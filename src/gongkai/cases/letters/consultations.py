"""Letters to those who are asked for an opinion (征求意见书), and the notice to a third party: composed from `consultations.toml`, numbered, kept."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from django.core.exceptions import ValidationError

from gongkai.cases.letters.answer import printed
from gongkai.cases.letters.letter import Letter, filled
from gongkai.cases.letters.remedies import clause
from gongkai.cases.models import Case
from gongkai.cases.numbers import next_number
from gongkai.messages import UserError
from gongkai.organs.actions.basis import file_store
from gongkai.organs.derived import bodies_of
from gongkai.organs.facts import facts_of
from gongkai.organs.lineage import answering
from gongkai.organs.setting_table import readings_of
from gongkai.organs.telling import told
from gongkai.persons import kinds
from gongkai.statute.remedies_letter import notice_remedies

WORDS: Mapping[str, Any] = tomllib.loads(files("gongkai.cases.letters").joinpath("consultations.toml").read_text(encoding="utf-8"))


WITH_REMEDIES = ("notice",)
"""Letters that tell of a decision against who gets them; the others only ask."""


@dataclass(frozen=True)
class Addressee:
    """Who is written to: by `name`, of a `kind` (`persons.kinds`); empty: an organ."""

    name: str
    kind: str = ""

    @property
    def you(self) -> str:
        """How the letter speaks to it."""
        return "您" if self.kind and kinds.name_is_personal(self.kind) else "贵单位"


def compose(case: Case, on: dt.date, letter: str, number: str, to: Addressee, **fields: str) -> Letter:
    """The letter `letter` (a table of `consultations.toml`) of the day `on`; it says nothing of the applicant. Nothing is written.

    Raises ValidationError: the notice to a third party must name a body that nobody has named.
    """
    words = WORDS[letter]
    return Letter(
        title=words["title"],
        number=number,
        addressee=to.name,
        paragraphs=tuple(filled(one, you=to.you, **fields) for one in words["paragraphs"]),
        remedies=_remedies(case, on) if letter in WITH_REMEDIES else "",
        organ=answering(case.organ, on).name_on(on),
        date=printed(on),
    )


def _remedies(case: Case, on: dt.date) -> str:
    """What a third party can do against the decision to disclose: the organ, the court and the periods of that day."""
    organ = answering(case.organ, on)
    return clause(notice_remedies(facts_of(organ, on), on, readings_of(organ, on), bodies_of(organ, on)))


def issue(case: Case, on: dt.date, letter: str, to: Addressee, **fields: str) -> dict[str, str]:
    """Number the letter, print it, keep data and prints: the fields `number`, `data`, `docx`, `pdf` of the event that names it.

    Raises ValidationError: it cannot be numbered or printed; the sentence says what to do.
    """
    try:
        made = compose(case, on, letter, next_number(answering(case.organ, on), "letter", on), to, **fields)
        kept = {"data": made.dumped(), "docx": made.docx(), "pdf": made.pdf()}
    except UserError as error:
        raise ValidationError(told(error.message)) from error
    store = file_store()
    return {"number": made.number, **{purpose: store.put(data) for purpose, data in kept.items()}}
