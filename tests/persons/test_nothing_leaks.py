"""After a walk through the pages no piece of a person's data is anywhere but sealed: database, logs, files, addresses."""

import base64
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from gongkai.organs.notices import NoticeTo, give
from gongkai.persons.models import Person
from gongkai.persons.showing import shown
from gongkai.web.logs import JsonFormatter
from person_parts import OUYANG, SECRETS, page, post_correction, post_registration, post_reveal, post_search
from platform_parts import World, as_person

LATER = {"name": "诸葛䶮明", "phone": "13987654321", "address": "安徽省安庆市青石县桂花弄5号", "email": "zhuge@example.org"}
MARKED = (*SECRETS, *LATER.values(), "桂花弄", "110105194912310021")


def forms(secret: str) -> Iterator[bytes]:
    """A text as it may lie in bytes: encodings, JSON, addresses, hexadecimal, base64 (at each of three offsets)."""
    yield from (secret.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"))
    yield json.dumps(secret)[1:-1].encode()
    yield quote(secret).encode()
    yield secret.encode().hex().encode()
    for lead in range(3):
        yield base64.b64encode(b"\0" * lead + secret.encode())[lead + lead // 2 + 1 : -4]


FORMS = {form: secret for secret in MARKED for form in forms(secret) if len(form) > 5}


def found_in(data: bytes) -> set[str]:
    """The marked texts in `data`, in any form."""
    return {secret for form, secret in FORMS.items() if form in data}


def database() -> bytes:
    """Every value of every table, sessions opened."""
    pieces = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # the table's name is the database's own
            pieces += [value for row in cursor.fetchall() for value in row]
    pieces += [json.dumps(one.get_decoded(), ensure_ascii=False) for one in Session.objects.all()]
    return b"\n".join(bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in pieces)


def files() -> bytes:
    """Every file of the data folders, the database's own among them."""
    folders = (Path(site.GONGKAI_DATA), Path(os.environ["GONGKAI_DATA"]))
    return b"\n".join(path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())


def logged(caplog: pytest.LogCaptureFixture) -> bytes:
    """Every record, as text and as our JSON lines with all that was handed over."""
    lines = [JsonFormatter().format(record) + repr(record.args) for record in caplog.records]
    return (caplog.text + "\n".join(lines)).encode()


def walk(client: Client, world: World) -> Person:
    """Register (with mistakes first), search, look, correct, fail."""
    organ = world.bureau.organ
    post_registration(client, organ, number="110105194912310021")
    post_registration(client, organ, phone="13812345678 11010519491231002X")
    post_registration(client, organ)
    person: Person = Person.objects.get()
    for by_field in ("name", "number", "phone", "email"):
        post_search(client, organ, by_field, OUYANG[by_field])
    post_reveal(client, person, *OUYANG, reason="identity")
    post_reveal(client, person, "name", reason="other", note=OUYANG["name"])
    post_correction(client, person, **LATER)
    post_correction(client, person, **OUYANG)  # too late: refused
    for address in ("", "new/", f"{person.pk}/", f"{person.pk}/correct/", f"{person.pk}/reveal/"):
        client.get(f"/staff/persons/{address}")
    return person


def crash(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens when a row cannot be written: the log gets a traceback."""

    def broken(*_arguments: Any, **_more: Any) -> None:
        raise RuntimeError("the disk is gone")

    with monkeypatch.context() as patched:
        patched.setattr(Person, "save", broken)
        client.raise_request_exception = False
        assert post_registration(client, world.bureau.organ).status_code == 500
        client.raise_request_exception = True


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_person_is_anywhere_but_sealed(
    world: World, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    client = as_person(world.bureau.people["registrar"])
    person = walk(client, world)
    crash(client, world, monkeypatch)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint" if connection.vendor == "sqlite" else "CHECKPOINT")
    spoken = "".join(capfd.readouterr()).encode() + logged(caplog)
    assert b"the disk is gone" in spoken
    assert world.bureau.organ.name.encode() in database()  # what is plain is found
    assert str(person.pk).encode() in database()
    assert found_in(database()) == set()
    assert found_in(files()) == set()
    assert found_in(spoken) == set()
    assert found_in(repr([person, vars(person), shown(person)]).encode()) == set()
    assert "诸葛䶮明" in page(post_reveal(client, person, "name"))  # it is there, though


@pytest.mark.django_db(transaction=True)
def test_a_leak_would_be_found(world: World, caplog: pytest.LogCaptureFixture) -> None:
    user = world.bureau.people["registrar"]
    give([NoticeTo(users=(user,), key="leak", text="%(who)s", fields={"who": "欧阳𠮷娜"})])
    logging.getLogger("gongkai.leak").warning("registered", extra={"phone": "13812345678"})
    assert "欧阳𠮷娜" in found_in(database())
    assert "13812345678" in found_in(logged(caplog))
    (Path(site.GONGKAI_DATA) / "leak.txt").write_bytes(base64.b64encode("住址：柳树巷77号".encode()))
    assert "柳树巷" in found_in(files())
