"""Rows by exact value, through the blind index: no part of a value finds anything."""

from django.db.models import Q, QuerySet

from gongkai.persons import sealing
from gongkai.persons.fields import BY_CODE, SEARCHED, Field
from gongkai.persons.models import Person

MOST = 100
"""Rows shown of one search; a value that more have finds nobody in particular."""


def indexes(field: Field, value: str) -> list[str]:
    """What rows with exactly this value have in the index column; empty when nothing of the value is compared."""
    return sealing.indexes(field, value)


def with_index(rows: QuerySet[Person], field: Field, held: list[str]) -> QuerySet[Person]:
    """Those of `rows` with one of these indexes."""
    return rows.filter(**{f"{field.index_column}__in": held}).select_related("organ")


def same_as(person: Person, rows: QuerySet[Person]) -> QuerySet[Person]:
    """Those of `rows` in the same organ that may be the same person: the same document number, or both name and telephone.

    Raises VaultError: a ciphertext does not open.
    """
    values = sealing.values(person, [one.code for one in SEARCHED])
    alike = {code: Q(**{f"{BY_CODE[code].index_column}__in": held}) for code, value in values.items() if (held := indexes(BY_CODE[code], value))}
    either = [alike["number"]] if "number" in alike else []
    either += [alike["name"] & alike["phone"]] if {"name", "phone"} <= alike.keys() else []
    if not either:
        return rows.none()
    one_of = either[0] if len(either) == 1 else either[0] | either[1]
    return rows.filter(one_of, organ=person.organ).exclude(pk=person.pk).select_related("organ")
