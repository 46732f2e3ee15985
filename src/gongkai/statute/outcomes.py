"""Outcomes of requests (办理结果): answer kinds and the row of the form each is counted in; applicants and results of remedies."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from gongkai.messages import Message, message
from gongkai.statute.editions import STATUTORY, editions
from gongkai.statute.laws import NoLawError, StatuteError, Term, citation, load, term
from gongkai.statute.readings import Readings


@dataclass(frozen=True)
class AnswerKind:
    """A kind of answer: its words, its place in the law if it has one, whether it gives information, its row by edition.

    `dropped`: an item answered so is no longer asked for, so the other items of the request decide its row. `needs`: what has to be on
    file before the answer can be approved, codes of `needs`.
    """

    code: str
    text: Term
    article: Term | None
    gives: bool
    dropped: bool
    needs: tuple[str, ...]
    rows: dict[str, str]

    def row(self, edition: str) -> str:
        """The row code of the form's section 3, e.g. `refused.state_secret` (国办公开办函〔2019〕60号, 〔2021〕30号).

        Raises NoLawError for an edition without these rows (`legacy`).
        """
        if edition not in self.rows:
            raise NoLawError(message("The form of edition “{edition}” has no such rows; they exist in {known}", edition=edition, known=STATUTORY))
        return self.rows[edition]


@dataclass(frozen=True)
class Named:
    """A kind of applicant or a result of a review or suit: its words and its column in the form."""

    code: str
    text: Term
    column: str


@cache
def answer_kinds() -> dict[str, AnswerKind]:
    """All answer kinds by code, in the order of the form."""
    return {entry["code"]: _answer_kind(entry) for entry in load("outcomes")["answers"]}


def _answer_kind(entry: dict[str, Any]) -> AnswerKind:
    law = entry.get("law", load("outcomes")["law"])
    article = citation(law, entry.get("article", "")) if "article" in entry or "law" in entry else None
    return AnswerKind(
        entry["code"], term(entry), article, entry.get("gives", False), entry.get("dropped", False), tuple(entry.get("needs", ())), entry["rows"]
    )


def answer_kind(code: str) -> AnswerKind:
    """The answer kind of `code`. Raises StatuteError for a code that does not exist."""
    kinds = answer_kinds()
    if code not in kinds:
        raise StatuteError(message("Answer “{code}” is not known; use one of {known}", code=code, known=tuple(kinds)))
    return kinds[code]


def needs() -> dict[str, Term]:
    """What answers can need before they are approved, by code; `AnswerKind.needs` says which."""
    return {code: term(entry) for code, entry in load("outcomes")["needs"].items()}


@dataclass(frozen=True)
class Counted:
    """The one row in which a request is counted: its code, the form's words, and why."""

    row: str
    label: str
    why: Message


def counted_row(codes: Sequence[str], edition: str, settings: Readings) -> Counted:
    """The one row in which a request is counted whose items were answered by `codes`, with the reason.

    Items taken back are left out while others remain. Some given and some not, or any of them partly: `partly_granted`, and no
    other (Reg. 37; the form: 只计这一情形). All in one row: that row. None given, on different grounds (reading `mixed_items`): the
    first of their rows in the form, or an error that asks.
    Raises StatuteError for no items, an unknown code or a choice that a person has to make; NoLawError for `legacy`.
    """
    kinds = [answer_kind(code) for code in codes]
    if not kinds:
        raise StatuteError(message("A request without answered items has no row in the form"))
    kinds = [kind for kind in kinds if not kind.dropped] or kinds
    rows = sorted({kind.row(edition) for kind in kinds})
    if len(rows) == 1:
        return _counted(rows[0], edition, message("every item that is still asked for is answered so"))
    if any(kind.gives for kind in kinds):
        why = message("part was given and part was not: the form counts this row and no other")
        return _counted(answer_kind("partly").row(edition), edition, why)
    if settings.mixed_items == "ask":
        raise StatuteError(message("The items were refused on different grounds ({rows}); choose the one row to count", rows=tuple(rows)))
    order = [row.code for row in editions()[edition].applications]
    why = message("nothing was given, on different grounds: the first of their rows in the form (reading)")
    return _counted(min(rows, key=order.index), edition, why)


def _counted(code: str, edition: str, why: Message) -> Counted:
    row = next(row for row in editions()[edition].applications if row.code == code)
    return Counted(code, f"{row.number}{row.label}", why)


def form_row(codes: Sequence[str], edition: str, settings: Readings) -> str:
    """The code of the one row in which a request is counted: `counted_row` without its reason, and with its errors."""
    return counted_row(codes, edition, settings).row


@cache
def _named(table: str) -> dict[str, Named]:
    return {entry["code"]: Named(entry["code"], term(entry), entry["column"]) for entry in load("outcomes")[table]}


def _find(table: str, code: str) -> Named:
    known = _named(table)
    if code not in known:
        raise StatuteError(message("“{code}” is not known; use one of {known}", code=code, known=tuple(known)))
    return known[code]


def applicant_kinds() -> dict[str, Named]:
    """All kinds of applicants by code."""
    return _named("applicants")


def applicant_column(code: str, settings: Readings) -> str:
    """The column of section 3 for an applicant: the applicant, not the agent.

    A lawyer with power of attorney counts as the natural person, a law firm in its own name as legal service; 个体工商户 by the
    reading `individual_business`. Raises StatuteError for an unknown kind.
    """
    column = _find("applicants", code).column
    return str(getattr(settings, column.removeprefix("@"))) if column.startswith("@") else column


def remedy_results() -> dict[str, Named]:
    """All results of reviews and suits by code."""
    return _named("remedy_results")


def remedy_column(code: str) -> str:
    """The column of section 4 for the result of a review or suit. Raises StatuteError for an unknown result."""
    return _find("remedy_results", code).column


def remedies_total(filed: int, pending_before: int) -> int:
    """Cases of a row of section 4 in a year: filed in the year and pending at the end of the year before.

    Raises StatuteError for negative numbers.
    """
    if filed < 0 or pending_before < 0:
        raise StatuteError(message("Cases cannot be negative: {filed} filed, {pending} pending before", filed=filed, pending=pending_before))
    return filed + pending_before
