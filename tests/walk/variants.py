"""Further forms of an address: what lists, searches, reports, choosers and exports take as a query, and how browsers' scripts ask."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from walk.filling import Side
from walk.table import KINDS
from walk.words import SOUGHT

SCRIPT = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"}

# Each is put on every address that leads to one's own things or to none in particular; what a page does not know it ignores.
QUERIES: tuple[Mapping[str, str], ...] = (
    {"q": SOUGHT, "search": SOUGHT, "query": SOUGHT, "p": "1", "page": "1"},
    {"q": "qz", "ordering": "-id", "order": "desc"},
)
EXPORTS: tuple[Mapping[str, str], ...] = ({"export": "csv"}, {"export": "xlsx"})

# The same with the keys of another's things: what a filter or a chooser may be asked for. By names of the query, of which kind the key is.
FOREIGN: tuple[Mapping[str, str], ...] = (
    {"organ": "organ", "division": "division", "for_organ": "organ", "superior": "organ", "subordinate": "organ", "successor": "organ"},
    {"user": "person", "actor": "person", "who": "person", "person": "person", "owner": "person", "absent": "person", "deputy": "person"},
    {"id": "page", "page": "page", "parent": "page", "parent_page": "page", "root_page": "page", "subject": "page"},
    {"id": "picture", "collection_id": "collection", "collection": "collection"},
    {"id": "file"},
)

# What Wagtail's API for its own scripts takes; it refuses names that it does not know, so each stands alone.
API = ("fields=*", f"search={SOUGHT}", "for_explorer=1", "order=title", "type=portal.ContentPage&fields=*", "locale=zh-hans")
API_OF_PAGES = ("child_of", "descendant_of", "ancestor_of", "translation_of")


def queries(route: str, page: str, other: Side) -> Iterator[str]:
    """The queries to put on an address of `route` that shows `page`, another's keys taken from `other`."""
    if route.startswith("staff/api/"):
        yield from API
        for name in API_OF_PAGES:
            yield from (f"{name}={key}&fields=*" for key in list(KINDS["page"](other))[:2])
        return
    yield from map(urlencode, (*QUERIES, *(EXPORTS if "export" in page else ())))
    for names in FOREIGN:
        keys = {name: next(iter(KINDS[kind](other)), None) for name, kind in names.items()}
        yield urlencode({name: key for name, key in keys.items() if key is not None})


def scripted(route: str, other: Side) -> Iterator[Mapping[str, Any]]:
    """What Wagtail's script would add to the form of a page, with another's picture, file and page in it."""
    if not route.startswith("staff/pages/"):
        return
    picture, file, page = (next(iter(KINDS[kind](other))) for kind in ("picture", "file", "page"))
    block = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-id": ""}
    yield {**block, "body-0-type": "file", "body-0-value": file}
    yield {**block, "body-0-type": "picture", "body-0-value-image": picture, "body-0-value-alt_text": "", "body-0-value-decorative": "on"}
    links = [{"type": "LINK", "id": page}, {"type": "DOCUMENT", "id": file}]
    yield {**block, "body-0-type": "text", "body-0-value": rich_text(links)}
    row = {"attachments-0-title": SOUGHT, "attachments-0-date": "", "attachments-0-ORDER": "1", "attachments-0-DELETE": "", "attachments-0-id": ""}
    yield {"attachments-TOTAL_FORMS": "1", "attachments-INITIAL_FORMS": "0", **row, "attachments-0-file": file}


def rich_text(links: Sequence[Mapping[str, Any]]) -> str:
    """What the editor of rich text sends: a line with the links."""
    ranges = [{"offset": at, "length": 1, "key": at} for at in range(len(links))]
    block = {"key": "00000", "text": SOUGHT, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": ranges}
    entities = {str(at): {"type": link["type"], "mutability": "MUTABLE", "data": {"id": link["id"]}} for at, link in enumerate(links)}
    return json.dumps({"blocks": [block], "entityMap": entities})


def foreign_values(other: Side, name: str) -> list[Any]:
    """Keys of `other` that a field of a form named `name` could be made to hold."""
    return [key for names in FOREIGN for known, kind in names.items() if known in name for key in list(KINDS[kind](other))[:1]]
