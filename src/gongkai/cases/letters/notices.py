"""Letters to the applicant that are not answers (告知书): composed from `notices.toml`, numbered, printed and kept."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from django.core.exceptions import ValidationError

from gongkai.cases import ledger
from gongkai.cases.letters.answer import printed
from gongkai.cases.letters.letter import Letter, filled
from gongkai.cases.models import Case
from gongkai.cases.numbers import next_number
from gongkai.messages import UserError
from gongkai.organs.actions.basis import file_store
from gongkai.organs.lineage import answering
from gongkai.organs.telling import told
from gongkai.persons import kinds, sealing

NOTICES: Mapping[str, Any] = tomllib.loads(files("gongkai.cases.letters").joinpath("notices.toml").read_text(encoding="utf-8"))


def compose(case: Case, state: ledger.Case, on: dt.date, notice: str, number: str, **fields: str) -> Letter:
    """The letter `notice` (a table of `notices.toml`) of the day `on`; nothing is written."""
    you = "您" if kinds.name_is_personal(case.applicant_kind) else "贵单位"
    received = printed(state.confirmed or state.arrived.on)
    words = NOTICES[notice]
    return Letter(
        title=words["title"],
        number=number,
        addressee=sealing.values(case.applicant, ["name"])["name"],
        paragraphs=tuple(filled(one, received=received, you=you, number=case.number, **fields) for one in words["paragraphs"]),
        remedies="",
        organ=answering(case.organ, on).name_on(on),
        date=printed(on),
    )


def issue(case: Case, state: ledger.Case, on: dt.date, notice: str, **fields: str) -> dict[str, str]:
    """Number the letter, print it, keep data and prints: the fields `number`, `data`, `docx`, `pdf` of the event that names it.

    Raises ValidationError: it cannot be numbered or printed; the sentence says what to do.
    """
    try:
        letter = compose(case, state, on, notice, next_number(answering(case.organ, on), "letter", on), **fields)
        kept = {"data": letter.dumped(), "docx": letter.docx(), "pdf": letter.pdf()}
    except UserError as error:
        raise ValidationError(told(error.message)) from error
    store = file_store()
    return {"number": letter.number, **{purpose: store.put(data) for purpose, data in kept.items()}}
