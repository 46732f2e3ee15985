"""Looking at a person: masked without a trace, unmasked with one. The way for every app above."""

from collections.abc import Iterable

from gongkai.audit.actors import Actor
from gongkai.persons import sealing
from gongkai.persons.actions import RevealPerson
from gongkai.persons.fields import BY_CODE, CODES
from gongkai.persons.models import Person


def masked(person: Person, fields: Iterable[str] = CODES) -> dict[str, str]:
    """The fields by code as they may stand on a screen (脱敏); empty texts where there is no value. No query.

    Raises VaultError: a ciphertext does not open.
    """
    return {code: BY_CODE[code].mask(person, value) for code, value in sealing.values(person, fields).items()}


def read(actor: Actor, person: Person, fields: Iterable[str], reason: str, note: str = "") -> dict[str, str]:
    """The values of `fields` by code, for `reason` (`gongkai.persons.reasons`); the audit row is written first.

    Raises NotAllowed: no right to see it. ValidationError: no such reason, no fields. VaultError: a ciphertext does not open.
    """
    found: dict[str, str] = RevealPerson(person=person, fields=tuple(fields), reason=reason, note=note).by(actor)
    return found
