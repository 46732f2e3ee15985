"""Rows from JSON. What must hold is said by `requests.schema.json`; here it is checked, so that what is wrong is told by its path in a sentence."""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from gongkai.cases.importing.actions import MOST_FILES
from gongkai.cases.importing.columns import BY_COLUMN_CODE, COLUMNS
from gongkai.cases.importing.rows import Row
from gongkai.organs.actions import Document

MOST_REQUESTS = 100
_EMPTY_LINES = re.compile(r"\n\s*\n")
_TEXTS = tuple(one.code for one in COLUMNS if one.code != "items")
_KNOWN = {*BY_COLUMN_CODE, "attachments"}

Errors = list[tuple[str, str]]
"""Paths, each with a sentence."""


def rows_of(data: bytes) -> tuple[list[Row], Errors]:
    """The requests of a body; or what is wrong with it, by path."""
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        return [], [("", _("This is no JSON in UTF-8."))]
    if not isinstance(body, dict) or set(body) != {"requests"} or not isinstance(body["requests"], list):
        return [], [("", _("Send an object with one field, requests: a list."))]
    requests = body["requests"]
    if not 1 <= len(requests) <= MOST_REQUESTS:
        return [], [("requests", _("Send 1 to %(most)s requests at once.") % {"most": MOST_REQUESTS})]
    errors: Errors = []
    rows = []
    for number, one in enumerate(requests):
        if not isinstance(one, dict):
            errors.append((f"requests/{number}", _("A request is an object.")))
            continue
        wrong = list(_wrong(one))
        errors += [(f"requests/{number}/{path}", sentence) for path, sentence in wrong]
        if not wrong:
            rows.append(Row(number, _texts(one), _files(one.get("attachments", []))))
    return rows, errors


def _wrong(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in sorted(set(one) - _KNOWN):
        yield name, _("No field has this name.")
    for code in _TEXTS:
        if code in one and not isinstance(one[code], str):
            yield code, _("This is a text.")
    items = one.get("items", [])
    if not isinstance(items, list) or not all(isinstance(text, str) for text in items):
        yield "items", _("This is a list of texts.")
    files = one.get("attachments", [])
    if not isinstance(files, list) or len(files) > MOST_FILES:
        yield "attachments", _("This is a list of at most %(most)s files.") % {"most": MOST_FILES}
        return
    for number, file in enumerate(files):
        if not isinstance(file, dict) or set(file) != {"name", "content"} or not all(isinstance(value, str) for value in file.values()):
            yield f"attachments/{number}", _("A file is an object with the texts name and content (Base64).")
        elif _decoded(file["content"]) is None:
            yield f"attachments/{number}/content", _("This is no Base64.")


def _texts(one: Mapping[str, Any]) -> dict[str, str]:
    """By column; an empty line separates pieces of information there, so that one within a text is a simple line break."""
    items = "\n\n".join(_EMPTY_LINES.sub("\n", text.strip()) for text in one.get("items", []))
    return {**{code: one[code] for code in _TEXTS if code in one}, "items": items}


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _files(files: Sequence[Mapping[str, str]]) -> tuple[Document, ...]:
    return tuple(Document(one["name"][:200], _decoded(one["content"]) or b"") for one in files)
