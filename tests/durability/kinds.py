"""What clients do through the staff site, kind by kind: how it is asked for, what the acknowledgement is, what must be there then.

Each thing has a name of its own. `found` tells for every name that the database knows whether the thing is there once and whole ("") or what
is wrong with it; rows of the trail that belong to no thing have a name there, too.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from wagtail.models import Revision

from durability.browser import Answer, Browser
from gongkai.accounts.models import User
from gongkai.audit.models import AuditRow
from gongkai.organs.actions.basis import file_store
from gongkai.organs.models import Membership, Organ, OrganEvent, OrganName, OrganSetting, Relation
from gongkai.persons import sealing
from gongkai.persons.models import Person
from gongkai.portal.models import ContentPage, PublicFile
from gongkai.staff.models import OrganSpace

CODE = "qingshi"
_AT = f"/staff/organs/at/{CODE}"
_DAY_ONE, _DAYS_EACH = dt.date(2030, 1, 1), 10_000
_SURNAME = "欧阳"
PHONE = "13812345678"
NUMBER = "11010519491231002X"  # the example of GB 11643-1999
_ORGAN = {
    "kind": "department",
    "level": "county",
    "region_code": "340822",
    "management": "own_government",
    "line": "general",
    "created_on": "2020-01-02",
    "basis": "青政发〔2020〕1号",
}
_PAGE = {"date": "2026-03-02", "body-count": "0", "attachments-INITIAL_FORMS": "0", "attachments-TOTAL_FORMS": "0"} | {
    f"attachments-{name}_NUM_FORMS": value for name, value in (("MIN", "0"), ("MAX", "1000"))
}

Found = dict[str, str]


@dataclass(frozen=True)
class Place:
    """What forms must name: the keys of the organ, of its page, of a person."""

    organ: int
    page: int
    person: str


Send = Callable[[Browser, Place, str], Answer]


@dataclass(frozen=True)
class Kind:
    """`send` asks for the thing of that name, `done` reads the acknowledgement; `found` looks, and into the files of the names given, too."""

    send: Send
    done: Callable[[Answer], bool]
    found: Callable[[set[str]], Found]


def document_of(name: str) -> bytes:
    """The document sent with a thing: another one each."""
    return b"%PDF-1.7\n" + name.encode() * 500 + b"\n%%EOF\n"


def _to(start: str) -> Callable[[Answer], bool]:
    return lambda answer: answer.status == 302 and answer.where.startswith(start)


def _judged(things: Iterable[tuple[str, Any]], verb: str, parts: Callable[[Any], list[Any]]) -> Found:
    """Each thing by its name: it is there once, `parts` are as they must be, and the trail has one row `verb` about it; rows without a thing."""
    rows = Counter(AuditRow.objects.filter(verb=verb, actor_kind="user").values_list("subject", flat=True))
    told: Found = {}
    for name, thing in things:
        wrong = ["twice"] if name in told else []
        trail = rows.pop(str(thing.pk), 0)
        wrong += [] if trail == 1 else [f"{trail} audit rows"]
        told[name] = ", ".join(wrong + [str(part) for part in parts(thing) if part is not True])
    return told | {f"{verb} of {subject}": "an audit row about nothing" for subject in rows}


# --- an organ below, with the document that says so: event, name, relation, page and collection, encrypted file


def _create_organ(browser: Browser, _place: Place, name: str) -> Answer:
    return browser.post(f"{_AT}/create/", {**_ORGAN, "code": name, "name": f"青石县{name}局"}, ("document", document_of(name)))


def _organs(names: set[str]) -> Found:
    counted = [
        Counter(rows.values_list(column, flat=True))
        for rows, column in (
            (OrganEvent.objects.filter(kind="created"), "organ"),
            (OrganName.objects.all(), "organ"),
            (Relation.objects.filter(kind="supervision"), "subordinate"),
            (OrganSpace.objects.filter(page__live=True), "organ"),
        )
    ]
    files = dict(OrganEvent.objects.filter(kind="created").values_list("organ", "file"))

    def parts(organ: Any) -> list[Any]:
        told = [count[organ.pk] for count in counted]
        whole = organ.code not in names or file_store().read(files[organ.pk]) == document_of(organ.code)
        return [told == [1, 1, 1, 1] or f"parts {told}", whole or "another file"]

    return _judged(((one.code, one) for one in Organ.objects.exclude(code=CODE)), "organ.create", parts)


# --- an account with two roles


def _create_account(browser: Browser, _place: Place, name: str) -> Answer:
    fields = {"name": f"张{name}", "username": name, "roles": ["editor", "head"], "since": "2026-01-05"}
    return browser.post(f"{_AT}/people/create/", fields)


def _accounts(_names: set[str]) -> Found:
    roles = Counter(Membership.objects.values_list("user", flat=True))
    made = User.objects.filter(name__startswith="张")

    def parts(user: Any) -> list[Any]:
        return [roles[user.pk] == 2 or f"{roles[user.pk]} roles", user.has_usable_password() or "no password"]

    return _judged(((one.username, one) for one in made), "account.create", parts)


# --- a role for a day; the name says which day


def _day_of(name: str) -> dt.date:
    """A day of its own for each name: w, a client's number, a dash, a number below `_DAYS_EACH`."""
    client, number = name.removeprefix("w").split("-")
    return _DAY_ONE + dt.timedelta(days=_DAYS_EACH * int(client) + int(number))


def _named_by(day: dt.date) -> str:
    return "w{}-{}".format(*divmod((day - _DAY_ONE).days, _DAYS_EACH))


def _appoint(browser: Browser, _place: Place, name: str) -> Answer:
    day = _day_of(name).isoformat()
    return browser.post(f"{_AT}/people/appoint/", {"username": f"{CODE}-head", "role": "registrar", "since": day, "until": day})


def _appointments(_names: set[str]) -> Found:
    held = Membership.objects.filter(role="registrar", user__username=f"{CODE}-head")
    return _judged(((_named_by(one.since), one) for one in held), "people.appoint", lambda _one: [])


# --- a setting from a day on


def _set(browser: Browser, _place: Place, name: str) -> Answer:
    return browser.post(f"{_AT}/settings/court/", {"value": f"{name}法院", "since": _day_of(name).isoformat()})


def _settings(_names: set[str]) -> Found:
    return _judged(((one.value.removesuffix("法院"), one) for one in OrganSetting.objects.filter(name="court")), "organ.setting", lambda _one: [])


# --- a person whose data are sealed


def _register(browser: Browser, place: Place, name: str) -> Answer:
    fields = {"organ": place.organ, "kind": "natural_person", "document": "resident_card", "name": f"{_SURNAME}{name}", "number": NUMBER}
    return browser.post("/staff/persons/new/", {**fields, "phone": PHONE, "address": f"{name}号"})


def _persons(_names: set[str]) -> Found:
    opened = [(sealing.values(one, ["name", "address", "number"]), one) for one in Person.objects.all()]
    ours = [(values["name"].removeprefix(_SURNAME), values, one) for values, one in opened if values["name"].startswith(_SURNAME)]
    right = {one.pk: (values["address"], values["number"]) == (f"{name}号", NUMBER) for name, values, one in ours}
    return _judged(((name, one) for name, _values, one in ours), "person.register", lambda one: [right[one.pk] or "other values"])


# --- a look at what is sealed: nothing but a row of the trail, with the name as its note


def _reveal(browser: Browser, place: Place, name: str) -> Answer:
    return browser.post(f"/staff/persons/{place.person}/reveal/", {"fields": ["name", "phone"], "reason": "contact", "note": name})


def _looks(_names: set[str]) -> Found:
    notes = Counter(json.loads(detail)["note"] for detail in AuditRow.objects.filter(verb="person.reveal").values_list("detail", flat=True))
    return {note: "" if count == 1 else f"{count} audit rows" for note, count in notes.items()}


# --- a page's draft, and a file


def _draft(browser: Browser, place: Place, name: str) -> Answer:
    return browser.post(f"/staff/pages/add/portal/contentpage/{place.page}/", {**_PAGE, "title": f"公告{name}", "slug": name})


def _drafts(_names: set[str]) -> Found:
    revisions = Counter(Revision.objects.filter(content_type__model="contentpage").values_list("object_id", flat=True))
    pages = list(ContentPage.objects.all())
    paths = Counter(one.path for one in pages)

    def parts(page: Any) -> list[Any]:
        told = (revisions[str(page.pk)], paths[page.path], page.live)
        return [told == (1, 1, False) or f"revisions, places, live: {told}"]

    return _judged(((one.slug, one) for one in pages), "page.created", parts)


def _upload(browser: Browser, _place: Place, name: str) -> Answer:
    return browser.post("/staff/documents/add/", {"title": name}, ("file", document_of(name)))


def _files(names: set[str]) -> Found:
    def parts(file: Any) -> list[Any]:
        if file.title not in names:
            return []
        with default_storage.open(file.file.name) as kept:
            return [kept.read() == document_of(file.title) or "another file"]

    return _judged(((one.title, one) for one in PublicFile.objects.all()), "file.uploaded", parts)


KINDS = {
    "organ": Kind(_create_organ, _to("/staff/organs/at/"), _organs),
    "account": Kind(_create_account, lambda answer: answer.status == 200 and "organs-password" in answer.text, _accounts),
    "appointment": Kind(_appoint, _to(f"{_AT}/people/"), _appointments),
    "setting": Kind(_set, _to(f"{_AT}/settings/"), _settings),
    "person": Kind(_register, _to("/staff/persons/"), _persons),
    "look": Kind(_reveal, lambda answer: answer.status == 200 and PHONE in answer.text, _looks),
    "draft": Kind(_draft, _to("/staff/pages/"), _drafts),
    "file": Kind(_upload, _to("/staff/documents/"), _files),
}
