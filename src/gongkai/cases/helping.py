"""Help for the handler (办理参考): the applicant's earlier requests, earlier answers to the same information, the number of the month.

All of it is exact. Two persons are the same by their document number, or by name and telephone (blind index); two texts by
`gongkai.cases.same_information`; a repeat follows from `statute.consultations.relation` (Reg. 36(6)). What is told of persons only who may see
persons is told. The number of queries does not depend on how much is found.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from gongkai.cases import ledger
from gongkai.cases.joining import HOSTS
from gongkai.cases.models import Case, CaseItem
from gongkai.cases.same_information import information
from gongkai.organs import policies
from gongkai.organs.telling import told
from gongkai.persons.finding import same_as
from gongkai.persons.models import Person
from gongkai.statute.consultations import Earlier, Relation, relation
from gongkai.statute.fees import Fee, processing_fee
from gongkai.statute.laws import StatuteError
from gongkai.statute.outcomes import answer_kind
from gongkai.vault.cipher import VaultError

if TYPE_CHECKING:
    from gongkai.cases.parts import Seen

MOST = 20
"""Requests shown of each kind; how many there are is said."""
_MOST_ITEMS = 200


@dataclass(frozen=True)
class Found:
    """Another request: `pairs`, the items that ask for the same information, ours and theirs; `relation`, None where the law says nothing.

    `answered`: the day of its answer, `answers`: what was answered to the items of the pairs, in the reader's language.
    """

    case: Case
    pairs: tuple[tuple[int, int], ...]
    relation: Relation | None
    answered: dt.date | None
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Month:
    """What the applicant asked for in the calendar month of this request, this one included: `requests`, `pieces` (items).

    `fee`: what this request's pieces would cost (国办函〔2020〕109号), None where there is no fee or it cannot be computed.
    """

    day: dt.date
    requests: int
    pieces: int
    fee: Fee | None


@dataclass(frozen=True)
class Help:
    """`earlier`: the applicant's requests before this one, newest first, at most `MOST` of `count`; None for who may not see persons.

    `answers`: answers to the same information, whoever asked. `asked`: how many requests ask for it, this one included, of how many `applicants`
    (None for who may not see persons). `readable`: whether the applicant's data could be compared. `joins`: the keys of the earlier requests to which
    the reader can join this one, as far as is seen here (`actions.join`).
    """

    earlier: tuple[Found, ...] | None
    count: int
    month: Month | None
    answers: tuple[Found, ...]
    asked: int
    applicants: int | None
    readable: bool
    joins: frozenset[int] = frozenset()


def same_people(person: Person, rows: QuerySet[Person]) -> set[Any]:
    """The keys of the entries of this person among `rows`, its own first of all.

    Raises VaultError: its data do not open, so that nothing can be compared.
    """
    return {person.pk, *same_as(person, rows).values_list("pk", flat=True)}


def help_of(seen: "Seen") -> Help | None:
    """What the case page tells; None where there is nothing to tell."""
    case, rows = seen.case, policies.visible(seen.user, Case).filter(organ=seen.case.organ_id)
    persons = policies.visible(seen.user, Person).select_related("organ")
    person = persons.filter(pk=case.applicant_id).first()
    people, readable = _people(person, persons)
    theirs = rows.filter(_before(case), applicant__in=people).order_by("-arrived_on", "-pk")
    newest = list(theirs[:MOST]) if person else []
    keys = keys_of(seen.state)
    same = policies.visible(seen.user, CaseItem).filter(case__organ=case.organ_id, information__in=list(keys))
    by_case = _by_case(seen.user, same, newest)
    asked = 1 + same.exclude(case=case).order_by().values("case").distinct().count()
    earlier = tuple(found_of(case, one, by_case.get(one.pk, []), keys, same_applicant=True) for one in newest) if person else None
    found = Help(
        earlier=earlier,
        count=theirs.count() if person else 0,
        month=_month(seen, theirs) if person else None,
        answers=tuple(_answers(case, by_case, keys, people))[:MOST],
        asked=asked,
        applicants=_applicants(same, person, persons) if person and asked > 1 else None,
        readable=readable,
        joins=_joins(seen, earlier or ()),
    )
    return found if person or found.answers or asked > 1 else None


def _joins(seen: "Seen", earlier: Iterable[Found]) -> frozenset[int]:
    """Those of the `earlier` requests whose answer would be one to every item of this one."""
    if seen.state.stage != "open" or not policies.may(seen.user, "case.answer", seen.case.organ):
        return frozenset()
    items = {item.number for item in seen.state.items}
    return frozenset(
        one.case.pk for one in earlier if one.relation == "join" and one.case.stage in HOSTS and items == {ours for ours, _theirs in one.pairs}
    )


def _by_case(user: Any, same: QuerySet[CaseItem], newest: Collection[Case]) -> dict[int, list[CaseItem]]:
    """The items of the applicant's newest requests, and those of the same information, by their request; the newest first."""
    wanted = same.order_by("-case__arrived_on", "-pk").values_list("pk", flat=True)[:_MOST_ITEMS]
    rows = policies.visible(user, CaseItem).filter(Q(pk__in=list(wanted)) | Q(case__in=[one.pk for one in newest]))
    found: dict[int, list[CaseItem]] = {}
    for item in rows.select_related("case").order_by("-case__arrived_on", "-case", "number"):
        found.setdefault(item.case_id, []).append(item)
    return found


def _people(person: Person | None, rows: QuerySet[Person]) -> tuple[Collection[Any], bool]:
    if person is None:
        return (), True
    try:
        return same_people(person, rows), True
    except VaultError:
        return {person.pk}, False


def keys_of(state: ledger.Case) -> dict[str, int]:
    """What stands for each item's information, and the item."""
    return {key: one.number for one in reversed(state.items) if (key := information(one.text))}


def _before(case: Case) -> Q:
    return Q(arrived_on__lt=case.arrived_on) | Q(arrived_on=case.arrived_on, pk__lt=case.pk)


def _is_before(one: Case, case: Case) -> bool:
    return (one.arrived_on, one.pk) < (case.arrived_on, case.pk)


def _answers(case: Case, by_case: dict[int, list[CaseItem]], keys: dict[str, int], people: Collection[Any]) -> Iterable[Found]:
    """Answers that were given to the same information, the newest first; what the applicant itself was answered stands above them."""
    for items in by_case.values():
        other = items[0].case
        if other.pk == case.pk or other.applicant_id in people or items[0].answered_on is None:
            continue
        if any(one.information in keys for one in items):
            yield found_of(case, other, items, keys, same_applicant=False)


def found_of(case: Case, other: Case, items: Sequence[CaseItem], keys: dict[str, int], *, same_applicant: bool) -> Found:
    """What an `other` request of these `items` is to `case`, whose information is `keys`."""
    pairs = tuple((keys[one.information], one.number) for one in items if one.information in keys)
    answered = items[0].answered_on if items else None
    numbers = {theirs for _ours, theirs in pairs}
    answers = tuple(told(answer_kind(one.answer).text) for one in items if one.answer and one.number in numbers)
    related = relation_of(case, other, answered, same_applicant=same_applicant, same_information=bool(pairs))
    return Found(other, pairs, related, answered, answers)


def relation_of(case: Case, other: Case, answered: dt.date | None, *, same_applicant: bool, same_information: bool) -> Relation | None:
    """What `case` is to an earlier one; None where the law of its day says nothing, or `other` is no earlier one.

    Closed without an answer, as withdrawn or given up, the earlier one leaves nothing to repeat or to join.
    """
    if not _is_before(other, case):
        return None
    if other.stage == "closed" and answered is None:
        return "new"
    first, received = other.received_on or other.arrived_on, case.received_on or case.arrived_on
    try:
        return relation(Earlier(same_applicant, same_information, first, answered), received)
    except StatuteError:
        return None


def _month(seen: "Seen", earlier: QuerySet[Case]) -> Month:
    """Counted by the day of arrival: the fee counts what one applicant asks for in a calendar month (国办函〔2020〕109号)."""
    day, own = seen.case.arrived_on, len(seen.state.items)
    of_month = earlier.filter(arrived_on__gte=day.replace(day=1)).order_by()
    requests = of_month.count()
    pieces = policies.visible(seen.user, CaseItem).filter(case__in=of_month.values("pk")).count()
    try:
        fee = processing_fee("pieces", own, day, already=pieces)
    except StatuteError:
        fee = None
    return Month(day, requests + 1, pieces + own, fee if fee and fee.steps else None)


def _applicants(same: QuerySet[CaseItem], person: Person, persons: QuerySet[Person]) -> int:
    """How many different applicants ask for the same information, this one included."""
    keyed = persons.filter(Q(pk=person.pk) | Q(pk__in=same.values("case__applicant")))
    rows = keyed.values_list("pk", "index_number", "index_name", "index_phone")
    return len({number or (name and phone and (name, phone)) or pk for pk, number, name, phone in rows})
