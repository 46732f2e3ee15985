"""Whether a repeat (重复申请, Reg. 36(6)) is one: the earlier answer that the handler names is looked for in the ledger.

Same applicant, an answer that was served before this request was received, the same information. Where the words differ, or the earlier answer
was given before the system was in use, the handler says why it is the same.
"""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.cases import ledger
from gongkai.cases.helping import relation_of, same_people
from gongkai.cases.models import Case, CaseEvent, CaseItem
from gongkai.cases.same_information import information, normalised
from gongkai.organs.telling import told
from gongkai.persons.models import Person
from gongkai.vault.cipher import VaultError


@dataclass(frozen=True)
class Named:
    """What the handler says of the earlier answer: its number, its day, and `same`, why it is the same information where the words do not say so."""

    number: str
    on: dt.date
    same: str = ""


def checked_repeat(case: Case, state: ledger.Case, item: int, named: Named) -> str:
    """The number of the earlier answer as it is on record.

    Raises ValidationError at `earlier`, `earlier_on` or `same`: what the law asks for is not there.
    """
    letters = _letters(of_applicant(case))
    wanted = normalised(named.number)
    found = next(((was, number) for was, number in letters if normalised(number) == wanted), None)
    if found is None:
        _refuse_unknown(case, named, letters)
        return named.number
    was, number = found
    items = list(CaseItem.objects.filter(case=was))
    answered = next((one.answered_on for one in items), None)
    if answered is None:
        raise ValidationError({"earlier": _("That answer has not been served: there is nothing yet that this request could repeat.")})
    if named.on != answered:
        raise ValidationError({"earlier_on": _("That answer was given on %(day)s.") % {"day": answered}})
    key = information(state.items[item - 1].text)
    same_words = bool(key) and any(one.information == key for one in items)
    if not same_words and not named.same:
        sentence = _("The words differ from those of %(number)s: say why it is the same information, or answer the request.")
        raise ValidationError({"same": sentence % {"number": was.number}})
    if relation_of(case, was, answered, same_applicant=True, same_information=True) != "repeated":
        raise ValidationError({"earlier": _("By its days that answer makes this request no repeat (Reg. 36(6)).")})
    return number


def of_applicant(case: Case) -> list[Case]:
    """The other requests of the same applicant in the organ."""
    try:
        people = same_people(case.applicant, Person.objects.all())
    except VaultError as error:
        raise ValidationError(told(error.message)) from error
    return list(Case.objects.filter(organ=case.organ, applicant__in=people).exclude(pk=case.pk))


def _letters(cases: list[Case]) -> list[tuple[Case, str]]:
    """The numbers of their letters."""
    by_key = {one.pk: one for one in cases}
    rows = CaseEvent.objects.filter(case__in=by_key, kind__in=("letter_issued", "answered_jointly")).order_by("pk")
    return [(by_key[key], str(number)) for key, number in rows.values_list("case_id", "data__number")]


def _refuse_unknown(case: Case, named: Named, letters: list[tuple[Case, str]]) -> None:
    """A number that none of the applicant's letters has: the request's own number, somebody else's letter, or one from before the system."""
    wanted = normalised(named.number)
    for was, number in letters:
        if normalised(was.number) == wanted:
            sentence = _("This is the number of the request; its answer is %(number)s.")
            raise ValidationError({"earlier": sentence % {"number": number}})
    others = CaseEvent.objects.filter(case__organ=case.organ, kind="letter_issued", data__number=named.number).exclude(case=case)
    if others.exists() or Case.objects.filter(organ=case.organ, number=named.number).exists():
        raise ValidationError(
            {"earlier": _("This is no answer to this applicant: the same information for somebody else is no repeat (Reg. 36(6)).")}
        )
    if not named.same:
        sentence = _(
            "No answer of this number to this applicant is on record. If it was given before this system was in use, say below where its file is "
            "and why it is the same information."
        )
        raise ValidationError({"earlier": sentence})


def likely(case: Case, state: ledger.Case) -> dict[str, object]:
    """The newest answer to this applicant to one of these items' information, for the form; nothing where there is none."""
    keys = {key for one in state.items if (key := information(one.text))}
    try:
        theirs = of_applicant(case)
    except ValidationError:
        return {}
    items = CaseItem.objects.filter(case__in=theirs, information__in=keys, answered_on__isnull=False).select_related("case").order_by("-answered_on")
    newest = items.first()
    number = next((number for _was, number in _letters([newest.case])), "") if newest else ""
    return {"earlier": number, "earlier_on": newest.answered_on} if newest and number else {}
