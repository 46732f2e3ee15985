"""What a rotation of keys goes over: person rows, their indexes, stored files, second-factor secrets."""

from collections.abc import Callable, Iterator
from itertools import islice

from django.conf import settings
from django.db import transaction

from gongkai.accounts import second_factor
from gongkai.audit.keys import ring
from gongkai.messages import Message, message
from gongkai.persons import sealing
from gongkai.persons.fields import Field
from gongkai.persons.models import Person
from gongkai.persons.rotation import Renewal, Renewed
from gongkai.vault.cipher import VaultError
from gongkai.vault.files import FileStore

BATCH = 200

Old = Callable[[Person], list[Field]]
Renew = Callable[[Person, Field, str], list[str]]


def person_rows() -> Iterator[Renewed]:
    """Every ciphertext of a person row that is not under the current key is sealed anew."""
    number = ring().current(sealing.PURPOSE).number
    return _rows(lambda person: sealing.under_an_older_key(person, number), _seal_anew)


def person_indexes() -> Iterator[Renewed]:
    """Every blind index that is not of the current key is computed anew."""
    number = ring().current(sealing.INDEX_PURPOSE).number
    return _rows(lambda person: sealing.indexed_with_an_older_key(person, number), _index_anew)


def _seal_anew(person: Person, field: Field, value: str) -> list[str]:
    sealing.seal_into(person, field, value)
    return [field.column]


def _index_anew(person: Person, field: Field, value: str) -> list[str]:
    setattr(person, field.index_column, sealing.index(field, value))
    return [field.index_column]


def _rows(old: Old, renew: Renew) -> Iterator[Renewed]:
    with transaction.atomic():
        sealing.fence(alone=True)  # who looked up an older key has committed; whoever comes now finds the new one
    for batch in _in_batches():
        problems: list[Message] = []
        waiting = [person.pk for person in batch if _old_fields(person, old, problems)]
        count = _renew(waiting, old, renew, problems) if waiting else 0
        yield Renewed(count, tuple(problems))


def _in_batches() -> Iterator[list[Person]]:
    """All rows by key, read without a lock: most passes find nothing."""
    rows = Person.objects.order_by("pk")
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:BATCH])


def _old_fields(person: Person, old: Old, problems: list[Message]) -> list[Field]:
    try:
        return old(person)
    except VaultError as error:
        problems.append(_told(person, error))
        return []


def _renew(keys: list[object], old: Old, renew: Renew, problems: list[Message]) -> int:
    """Lock the rows, look again, and renew what is still old; returns how many rows."""
    count = 0
    with transaction.atomic():
        for person in Person.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
            columns: list[str] = []
            for field in _old_fields(person, old, []):
                try:
                    columns += renew(person, field, sealing.values(person, [field.code])[field.code])
                except VaultError as error:
                    problems.append(_told(person, error))
            if columns:
                person.save(update_fields=columns)
                count += 1
    return count


def _told(person: Person, error: VaultError) -> Message:
    return message("The entry {key} of a person: {problem}", key=person.pk, problem=error.message)


def stored_files() -> Iterator[Renewed]:
    """Every stored file that is not under the current key is encrypted anew, under the same name."""
    store = FileStore(settings.GONGKAI_FILES, ring())
    names = store.names()
    while batch := list(islice(names, BATCH)):
        problems: list[Message] = []
        count = sum(_reseal(store, name, problems) for name in batch)
        yield Renewed(count, tuple(problems))


def _reseal(store: FileStore, name: str, problems: list[Message]) -> bool:
    try:
        return store.reseal(name)
    except VaultError as error:
        if store.exists(name):  # else it was destroyed meanwhile
            problems.append(message("The stored file {name}: {problem}", name=name, problem=error.message))
        return False


def second_factors() -> Iterator[Renewed]:
    """Every second-factor secret that is not under the current key, in one go: there is one for each account."""
    try:
        yield Renewed(second_factor.seal_anew())
    except VaultError as error:
        yield Renewed(0, (error.message,))


RENEWALS = (
    Renewal(sealing.PURPOSE, person_rows),
    Renewal(sealing.INDEX_PURPOSE, person_indexes),
    Renewal("files", stored_files),
    Renewal("second_factor", second_factors),
)
