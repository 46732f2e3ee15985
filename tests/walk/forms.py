"""Forms as a page shows them, and what somebody could send instead."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from walk.filling import Side
from walk.variants import foreign_values
from walk.words import SOUGHT

Sent = dict[str, Any]

SCRIPTED = {"body-count": "0"}  # what Wagtail's script adds to the form of a page
# What somebody could type into an empty field, by its type.
PLAUSIBLE = {
    "date": "2026-03-02",
    "datetime-local": "2026-03-02T09:00",
    "number": "1",
    "email": "xunzhao@example.org",
    "url": "https://xunzhao.example/",
    "tel": "010-12345678",
    "hidden": "",
    "submit": "",
    "button": "",
    "checkbox": "on",
}


@dataclass(frozen=True)
class Form:
    """A form that is sent by POST: where to (None: the page itself), and its fields as they stand."""

    action: str | None
    fields: dict[str, Any]


def forms(html: str) -> list[Form]:
    """The forms of a page that change something."""
    tree = LexborHTMLParser(html)
    return [
        Form(one.attributes.get("action") or None, _fields(one)) for one in tree.css("form") if (one.attributes.get("method") or "").lower() == "post"
    ]


def _fields(form: LexborNode) -> Sent:
    found: Sent = dict(SCRIPTED)
    for one in form.css("input, textarea, select, button"):
        name, kind = one.attributes.get("name"), (one.attributes.get("type") or "").lower()
        if not name or name == "csrfmiddlewaretoken" or kind == "file":
            continue
        if one.tag == "select":
            found[name] = _chosen(one)
        elif kind not in {"checkbox", "radio"} or "checked" in one.attributes or name not in found:
            found[name] = one.attributes.get("value") or (one.text() if one.tag == "textarea" else "") or PLAUSIBLE.get(kind, SOUGHT)
    return found


def _chosen(select: LexborNode) -> Any:
    options = select.css("option")
    chosen = [one for one in options if "selected" in one.attributes and one.attributes.get("value")] or [
        one for one in options if one.attributes.get("value")
    ][:1]
    return [one.attributes.get("value") or "" for one in chosen]


def tampered(form: Form, other: Side) -> Iterator[Sent]:
    """What the form sends with one field after the other holding a key of `other`'s."""
    for name in form.fields:
        for value in foreign_values(other, name):
            yield {**form.fields, name: value}
