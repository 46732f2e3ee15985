"""From values to columns and back: the only module that seals and opens person rows."""

from collections.abc import Iterable, Mapping

from django.db import connection

from gongkai.audit.keys import ring
from gongkai.persons.fields import BY_CODE, FIELDS, SEARCHED, Field
from gongkai.persons.models import Person
from gongkai.vault.blind import blind_index
from gongkai.vault.cipher import seal_text, sealed_with, unseal_text
from gongkai.vault.keyring import Key

PURPOSE, INDEX_PURPOSE = "personal", "blind_index"
_FENCE = 0x676F6E676B6170  # held shared by who seals, alone by who rotates


def fence(*, alone: bool = False) -> None:
    """Until the transaction ends no rotation may believe that all who seal know its new key; `alone` waits for those who do not yet.

    Comes before the key is looked up. SQLite's transactions are that already: they begin IMMEDIATE, one at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock{'' if alone else '_shared'}(%s)", [_FENCE])


def context(person: Person, field: Field) -> bytes:
    """The place that a ciphertext is bound to."""
    return f"persons.person:{person.pk}:{field.code}".encode()


def put(person: Person, values: Mapping[str, str]) -> list[str]:
    """Seal `values` by field code into the row's columns and index them; empty texts empty the column. Returns the columns; saves nothing.

    Called inside the transaction that saves the row.

    Raises VaultError: a text holds half a character.
    """
    fence()
    columns = []
    for code, value in values.items():
        field = BY_CODE[code]
        seal_into(person, field, value)
        columns.append(field.column)
        if field.compared:
            setattr(person, field.index_column, index(field, value))
            columns.append(field.index_column)
    return columns


def seal_into(person: Person, field: Field, value: str) -> None:
    """Seal one value into its column with the current key, and leave the index as it is; behind a `fence`.

    Raises VaultError: the text holds half a character.
    """
    setattr(person, field.column, seal_text(ring().current(PURPOSE), value, context(person, field)) if value else b"")


def values(person: Person, codes: Iterable[str]) -> dict[str, str]:
    """The values by field code, empty texts where there are none. Leaves no audit row: for screens, use `reading`.

    Raises VaultError: a ciphertext does not open.
    """
    return {code: _value(person, BY_CODE[code]) for code in codes}


def _value(person: Person, field: Field) -> str:
    sealed = bytes(getattr(person, field.column))
    return unseal_text(ring(), PURPOSE, sealed, context(person, field)) if sealed else ""


def index(field: Field, value: str) -> str:
    """The blind index of a value under the current key; empty for a value of which nothing is compared."""
    return _index(ring().current(INDEX_PURPOSE), field, value)


def indexes(field: Field, value: str) -> list[str]:
    """The blind indexes of a value under every key that is held: while indexes are computed anew, rows have one or the other."""
    return [found for key in ring().all(INDEX_PURPOSE) if (found := _index(key, field, value))]


def _index(key: Key, field: Field, value: str) -> str:
    if field.compared is None:
        raise KeyError(field.code)
    compared = field.compared(value)
    return f"{key.number}:{blind_index(key, field.code, compared)}" if compared else ""


def under_an_older_key(person: Person, number: int) -> list[Field]:
    """The fields of the row that are not sealed with key `number`.

    Raises VaultError: a ciphertext is cut off.
    """
    return [field for field in FIELDS if (sealed := bytes(getattr(person, field.column))) and sealed_with(sealed) != number]


def indexed_with_an_older_key(person: Person, number: int) -> list[Field]:
    """The fields of the row whose index is not of key `number`."""
    return [field for field in SEARCHED if (held := getattr(person, field.index_column)) and not held.startswith(f"{number}:")]
