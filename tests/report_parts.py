"""What the tests of reports share: rows of requests without their events, and every figure that people enter."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.audit.actors import Actor
from gongkai.cases.models import Case
from gongkai.organs.models import Organ
from gongkai.reports.actions import EnterFigures
from person_parts import register


@dataclass(frozen=True)
class Request:
    """A request as its row: the answer counts in `row` where it was closed; `column` is that of `kind`."""

    received: dt.date | None
    closed: dt.date | None = None
    row: str = ""
    kind: str = "natural_person"
    column: str = "natural_person"


def make_cases(organ: Organ, requests: Iterable[Request]) -> list[Case]:
    """Their rows, all of one applicant; open ones have no row and no column yet."""
    applicant, before = register(organ), Case.objects.filter(organ=organ).count()
    made: list[Case] = Case.objects.bulk_create(
        Case(
            organ=organ,
            number=f"{organ.code}-{number}",
            channel="internet",
            applicant=applicant,
            applicant_kind=one.kind,
            summary=f"第{number}件",
            stage="closed" if one.closed else "open" if one.received else "arrived",
            arrived_on=one.received or dt.date(2025, 1, 1),
            received_on=one.received,
            closed_on=one.closed,
            edition=("2019" if one.closed.year <= 2020 else "2021") if one.closed else "",
            row=one.row if one.closed else "",
            column=one.column if one.closed else "",
        )
        for number, one in enumerate(requests, before + 1)
    )
    return made


# Sections 2 and 4 of the form of 2021, the totals of section 4 left out: those follow. They are 2 + 1 + 0 + 1 = 4, 0 and 0.
ENTERED = {
    "article20.rules.made": "0", "article20.rules.repealed": "0", "article20.rules.in_force": "0",
    "article20.normative_documents.made": "2", "article20.normative_documents.repealed": "1", "article20.normative_documents.in_force": "9",
    "article20.licences.decisions": "412", "article20.penalties.decisions": "77", "article20.coercion.decisions": "4",
    "article20.fees.amount": "36.20",
    "remedies.review.upheld": "2", "remedies.review.corrected": "1", "remedies.review.other": "0", "remedies.review.pending": "1",
    **{f"remedies.litigation_direct.{result}": "0" for result in ("upheld", "corrected", "other", "pending")},
    **{f"remedies.litigation_after_review.{result}": "0" for result in ("upheld", "corrected", "other", "pending")},
}  # fmt: skip


def enter(organ: Organ, year: int, **changed: str) -> None:
    """All of them are entered, by a command."""
    EnterFigures(organ=organ, year=year, figures={**ENTERED, **changed}, source="登记簿").by(Actor.command("test"))
