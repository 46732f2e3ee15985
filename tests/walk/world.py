"""Two organs that have nothing to do with each other, one above the first; every model filled for each, a marked word in every text field."""

# ruff: noqa: SLF001  # _meta and _default_manager are Django's documented names

import datetime as dt
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import UploadedFile

from gongkai.accounts.models import User
from gongkai.audit.actors import Actor
from gongkai.audit.trail import record
from gongkai.organs import policies
from gongkai.organs.actions.basis import file_store
from gongkai.organs.models import Deputy, Membership, Organ, OrganEvent, OrganName, OrganSetting, Relation
from gongkai.organs.roles import ROLE_CODES
from gongkai.persons.actions import RegisterPerson
from gongkai.portal.models import ContentPage, OrganPage
from gongkai.portal.spaces import make_space
from platform_parts import LONG_AGO, House, make_house
from walk.filling import Side, make, mark, stream, text_for
from walk.registers import registers
from walk.requests import requests
from walk.snapshot import Snapshot
from walk.visiting import Person, World
from walk.words import PUBLIC, SEALED, SOUGHT, Words

OWN, OTHER, ABOVE = "a", "b", "c"
PLACES = {OWN: ("walk-own", "340899"), OTHER: ("walk-other", "510199"), ABOVE: ("walk-above", "340800")}


def build() -> World:
    """The world, in an empty migrated database."""
    words = Words()
    sides = {letter: Side(letter, _house(letter, *place, words), words) for letter, place in PLACES.items()}
    sides[OWN].keep(Relation.objects.create(kind="supervision", superior=sides[ABOVE].organ, subordinate=sides[OWN].organ, since=LONG_AGO))
    for side in sides.values():
        _fill(side)
    found = World(sides, words, _people(sides))
    found.before = Snapshot.taken(sides)
    return found


def _house(letter: str, code: str, region: str, words: Words) -> House:
    return make_house(code, words.text(PUBLIC, "organs.Organ.name") + f" {letter}", region)


def _fill(side: Side) -> None:
    side.keep(mark(side.organ, side, PUBLIC, frozenset({"code", "credit_code", "region_code"})))
    side.house.organ.refresh_from_db()
    for role, user in side.house.people.items():
        side.house.people[role] = side.keep(mark(user, side))
    for model in (Membership, OrganName):
        for row in model.objects.filter(organ=side.organ):
            side.keep(row)
    side.keep(mark(side.house.division, side))
    for step in STEPS:
        step(side)
    for model in scoped():
        if not any(issubclass(known, model) for known in side.made):
            make(model, side)


def scoped() -> list[Any]:
    """The models that belong to an organ."""
    return [model for model in apps.get_models() if policies.is_scoped(model)]


def _deputy(side: Side) -> None:
    """Somebody without a role of their own who stands in for the head of the office, and an absence of the past."""
    stand_in = side.keep(mark(_account(side, "stand-in"), side))
    side.house.people["stand_in"] = stand_in
    for role, since, until in (("office_head", LONG_AGO, dt.date(2099, 12, 31)), ("editor", LONG_AGO, LONG_AGO)):
        row = Deputy.objects.create(organ=side.organ, absent=side.house.people[role], deputy=stand_in, since=since, until=until)
        side.keep(mark(row, side))


def _account(side: Side, name: str) -> User:
    user = User(username=f"{side.organ.code}-{name}", name=name)
    user.set_unusable_password()
    user.save()
    return user


def _guidance(side: Side) -> None:
    """An organ that guides the business, has nobody here, and is none's own."""
    guide = Organ.objects.create(
        code=f"{side.organ.code}-guide",
        name=side.words.text(PUBLIC, "an organ that guides"),
        kind="department",
        level="provincial",
        region_code="340000",
        created_on=LONG_AGO,
    )
    OrganName.objects.create(organ=guide, name=guide.name, since=LONG_AGO)
    side.keep(Relation.objects.create(kind="guidance", superior=guide, subordinate=side.organ, since=LONG_AGO))


def _events(side: Side) -> None:
    """What the supervisor sent back, with a document in the file store."""
    stored = file_store().put(side.words.text(side.letter, "content of an event's document").encode())
    make(OrganEvent, side, kind=OrganEvent.Kind.SENT_BACK, other=None, file=stored, recorded_by=f"user:{side.house.people['head'].pk}")
    make(OrganSetting, side, name="court", value=side.words.text(side.letter, "organs.OrganSetting.value"))


def _trail(side: Side) -> None:
    for role in ("registrar", "administrator"):
        detail = {"note": side.words.text(side.letter, "audit.AuditRow.detail")}
        side.keep(record("organ.facts", Actor.of(side.house.people[role]), organ=side.organ.pk, subject=side.organ, detail=detail))


def picture_bytes(side: Side, number: int = 0) -> bytes:
    """A picture of its own for each side."""
    out = BytesIO()
    Image.new("RGB", (8, 8), (ord(side.letter), number, 7)).save(out, "PNG")
    return out.getvalue()


def _files(side: Side) -> None:
    """A picture and a file that only drafts show."""
    for model, name, data in (
        (get_image_model(), "bild.png", picture_bytes(side)),
        (get_document_model(), "text.txt", side.words.text(side.letter, "content of a file").encode()),
    ):
        row = model(title="x", collection=side.organ.space.collection, uploaded_by_user=side.house.people["editor"])
        row.file = ContentFile(data, name=f"{side.words.word(side.letter, 'name of an uploaded file')}-{name}")
        row.save()
        side.keep(mark(row, side, leave=frozenset({"file_hash"})))
    side.keep(
        UploadedFile.objects.create(
            file=ContentFile(picture_bytes(side, 1), name="hochgeladen.png"), uploaded_by_user=side.house.people["editor"], for_content_type=None
        )
    )


def _space(side: Side) -> None:
    space = side.keep(make_space(side.organ))
    side.keep(OrganPage.objects.get(pk=space.page_id))
    side.keep(space.collection)


def _page(side: Side, parent: Any, letter: str, slug: str) -> Any:
    page = ContentPage(
        title=side.words.text(letter, "title of a page"),
        slug=f"{slug}-{side.words.word(letter, 'slug of a page')}",
        date=dt.date(2024, 3, 1),
        live=False,
    )
    page.seo_title = side.words.text(letter, "seo title of a page")
    page.search_description = side.words.text(letter, "description of a page")
    page.owner = side.house.people["editor"]
    field = ContentPage._meta.get_field("body")
    page.body = stream(field.stream_block, lambda name: side.words.text(letter, name), f"body ({'published' if letter == PUBLIC else 'draft'})", side)
    return parent.add_child(instance=page)


def _pages(side: Side) -> None:
    """A published page with a newer draft, a draft, a page in its workflow; their children are drafts."""
    top = OrganPage.objects.get(pk=side.organ.space.page_id)
    editor = side.house.people["editor"]
    picture = side.first(get_image_model())
    published = _page(side, top, PUBLIC, "published")
    published.body = []
    published.save_revision(user=editor).publish(user=side.house.people["office_head"])
    published = ContentPage.objects.get(pk=published.pk)
    published.title = side.words.text(side.letter, "title of a newer draft")
    published.body = text_for(ContentPage._meta.get_field("body"), side)
    side.keep(published.save_revision(user=editor, log_action=True))
    side.keep(ContentPage.objects.get(pk=published.pk))
    side.keep(picture.get_rendition("width-100"))
    side.keep(EditingSession.objects.create(user=editor, content_object=published, last_seen_at=timezone.now()))
    top.refresh_from_db()
    draft = side.keep(_page(side, top, side.letter, "draft"))
    side.keep(draft.save_revision(user=editor, log_action=True))
    below = side.keep(_page(side, draft, side.letter, "below-draft"))
    side.keep(below.save_revision(user=editor))
    submitted = side.keep(_page(side, OrganPage.objects.get(pk=top.pk), side.letter, "submitted"))
    side.keep(submitted.save_revision(user=editor, log_action=True))
    state = side.keep(submitted.get_workflow().start(submitted, editor))
    side.keep(state.current_task_state)


def _persons(side: Side) -> None:
    """Somebody whose data stand sealed in a row; telephone and document number are looked for as they are."""
    letter, place = SEALED[side.letter], "abc".index(side.letter)
    values = {code: side.words.word(letter, f"a person's {code}") for code in ("name", "address", "contact")}
    values["email"] = side.words.word(letter, "a person's e-mail") + "@example.org"
    values["phone"] = side.words.number(letter, "a person's telephone", f"1395550173{place}")
    values["number"] = side.words.number(letter, "a person's document number", f"E7305519{place}")
    action = RegisterPerson(organ=side.organ, kind="natural_person", document="passport", values=values)
    side.keep(action.by(Actor.command("walk")))


STEPS: tuple[Callable[[Side], None], ...] = (_deputy, _guidance, _events, _trail, _space, _files, _pages, _persons, requests, registers)


def _people(sides: Mapping[str, Side]) -> dict[str, Person]:
    everybody = [
        Person("nobody signed in", None, frozenset()),
        Person("an account without a role", User.objects.create(username="walk-roleless", name=SOUGHT), frozenset()),
    ]
    for letter in (OWN, OTHER):
        people = sides[letter].house.people
        everybody += [Person(f"{role} of {letter}", people[role], frozenset({letter})) for role in ROLE_CODES]
    everybody.append(Person("stand-in for the office head of a", sides[OWN].house.people["stand_in"], frozenset({OWN})))
    everybody.append(Person("supervisor above a", sides[ABOVE].house.people["supervisor"], frozenset({OWN, ABOVE})))
    return {one.label: one for one in everybody}
