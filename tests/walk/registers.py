"""Entries of an organ's registers and imports of its requests, a marked word in what people wrote."""

import io
import uuid

from django.utils import timezone
from openpyxl import Workbook

from gongkai.audit.actors import Actor
from gongkai.cases.importing.actions import ImportRequests, KeepImport, MakeToken
from gongkai.cases.importing.columns import COLUMNS
from gongkai.cases.importing.rows import Row
from gongkai.cases.models import Case
from gongkai.organs.actions import Document
from gongkai.persons.models import Person
from gongkai.registers.actions import RegisterEntry, TakeStep
from gongkai.registers.models import Entry, EntryEvent, EntryFile
from gongkai.registers.papers import Papers
from walk.filling import Side
from walk.words import SEALED

_PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
_FACTS = {"complaint": ("about",), "correction": ("about",), "consultation": (), "help": ()}


def registers(side: Side) -> None:
    """An entry in every register; a complaint that was passed on; a workbook that waits, a request that came by one, a token."""
    for kind, facts in _FACTS.items():
        _entry(side, kind, facts)
    TakeStep(
        entry=Entry.objects.get(organ=side.organ, kind="complaint"),
        step="transfer",
        outcome="transferred",
        way="post",
        organ=side.words.text(side.letter, "organ an entry was passed on to", 80),
        text=side.words.text(side.letter, "why an entry was passed on", 80),
    ).by(_actor(side, "office_head"))
    for model, organ in ((Entry, "organ"), (EntryEvent, "entry__organ"), (EntryFile, "entry__organ")):
        for row in model.objects.filter(**{organ: side.organ}):
            side.keep(row)
    _imports(side)


def _entry(side: Side, kind: str, facts: tuple[str, ...]) -> None:
    letter = SEALED[side.letter]
    words = {name: side.words.text(side.letter, f"{name} of an entry ({kind})", 80) for name in facts}
    entry = RegisterEntry(
        organ=side.organ,
        kind=kind,
        form=uuid.uuid4(),
        text=side.words.text(side.letter, f"text of an entry ({kind})", 80),
        way="post",
        on=timezone.localdate(),
        values={"name": side.words.word(letter, f"name of who wrote ({kind})"), "phone": "05565550199"},
        facts={**words, **({"difficulty": "writing"} if kind == "help" else {})},
        papers=Papers([Document("scan.png", _PNG + side.words.text(side.letter, f"scan of an entry ({kind})", 80).encode())]),
    ).by(_actor(side, "registrar"))
    side.keep(Person.objects.get(pk=entry.person_id))


def _imports(side: Side) -> None:
    letter, source = SEALED[side.letter], side.words.text(side.letter, "source of an import", 40)
    texts = {
        "foreign_number": side.words.word(side.letter, "foreign number"),
        "on": timezone.localdate().isoformat(),
        "kind": "natural_person",
        "name": side.words.word(letter, "name of who asks elsewhere"),
        "items": side.words.text(side.letter, "what is asked for (elsewhere)", 80),
    }
    ((case, _is_new),) = ImportRequests(organ=side.organ, source=source, rows=[Row(2, texts)]).by(_actor(side, "registrar"))
    side.keep(Case.objects.get(pk=case.pk))
    side.keep(Person.objects.get(pk=case.applicant_id))
    book = Workbook()
    book.worksheets[0].append([one.heading for one in COLUMNS])
    waits = {**texts, "foreign_number": side.words.word(side.letter, "foreign number of a workbook")}
    book.worksheets[0].append([waits.get(one.code, "") for one in COLUMNS])
    out = io.BytesIO()
    book.save(out)
    side.keep(KeepImport(organ=side.organ, source=source, data=out.getvalue()).by(_actor(side, "registrar")))
    side.keep(MakeToken(organ=side.organ, source=source).by(_actor(side, "administrator")))


def _actor(side: Side, role: str) -> Actor:
    return Actor.of(side.house.people[role])
