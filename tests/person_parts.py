"""What the tests of persons share: somebody to register, and the forms as a browser posts them."""

import json
from typing import Any

from django.test import Client

from gongkai.audit.actors import Actor
from gongkai.audit.models import AuditRow
from gongkai.organs.models import Organ
from gongkai.persons.actions import RegisterPerson
from gongkai.persons.models import Person

OUYANG = {
    "name": "欧阳𠮷娜",
    "number": "11010519491231002X",  # the example of GB 11643-1999
    "phone": "13812345678",
    "address": "安徽省安庆市青石县城关镇柳树巷77号",
    "email": "ouyang.jina@example.com",
    "contact": "龚䶮文",
}
SECRETS = ("欧阳𠮷娜", "𠮷娜", "11010519491231002X", "19491231", "13812345678", "柳树巷", "ouyang.jina", "龚䶮文", "䶮文")
"""Pieces of these values of which none may stand anywhere but sealed, or on the page that shows them."""


def register(organ: Organ, kind: str = "natural_person", document: str = "resident_card", **values: str) -> Person:
    """A person of `organ`, registered by a command; `OUYANG` where no value is given."""
    person: Person = RegisterPerson(organ=organ, kind=kind, document=document, values={**OUYANG, **values}).by(Actor.command("test"))
    return person


def post_registration(client: Client, organ: Organ, **fields: str) -> Any:
    """The form for a new person, posted."""
    return client.post(
        "/staff/persons/new/", {"organ": str(organ.pk), "kind": "natural_person", "document": "resident_card", **OUYANG, **fields}, follow=True
    )


def post_search(client: Client, organ: Organ, by_field: str, value: str) -> Any:
    """The search form, posted."""
    return client.post("/staff/persons/find/", {"organ": str(organ.pk), "by_field": by_field, "value": value})


def post_reveal(client: Client, person: Person, *fields: str, reason: str = "contact", note: str = "") -> Any:
    """The form that asks to see what is masked, posted."""
    return client.post(f"/staff/persons/{person.pk}/reveal/", {"fields": list(fields), "reason": reason, "note": note})


def post_correction(client: Client, person: Person, **fields: Any) -> Any:
    """The form of a correction, posted with the version of `person` as it is at hand."""
    start = {"version": str(person.version), "kind": person.kind, "document": person.document}
    return client.post(f"/staff/persons/{person.pk}/correct/", {**start, **fields}, follow=True)


def page(response: Any) -> str:
    """The text of a page."""
    return str(response.content.decode())


def told(verb: str) -> list[dict[str, Any]]:
    """The details of the audit rows of `verb`."""
    return [json.loads(row.detail) for row in AuditRow.objects.filter(verb=verb).order_by("sequence")]
