"""Rows from JSON. What must hold is said by `requests.schema.json`; here it is checked, so that what is wrong is told by its path in a sentence."""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from gongkai.cases import channels
from gongkai.cases.actions.register import BREAK
from gongkai.cases.importing.columns import BY_COLUMN_CODE, COLUMNS, LISTS
from gongkai.cases.importing.requests import MOST_FILES
from gongkai.cases.importing.rows import Enclosed, Row
from gongkai.organs.actions import Document

MOST_REQUESTS = 100
_EMPTY_LINES = re.compile(r"\n\s*\n")
_TEXTS = tuple(one.code for one in COLUMNS if one.code not in LISTS)
_WHATS = tuple(code for code, _label in channels.SCANS)
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
    yield from _wrong_joint(one.get("joint", []))
    files = one.get("attachments", [])
    if not isinstance(files, list) or len(files) > MOST_FILES:
        yield "attachments", _("This is a list of at most %(most)s files.") % {"most": MOST_FILES}
        return
    for number, file in enumerate(files):
        if not _is_object(file, {"name", "content"}, {"what"}):
            yield f"attachments/{number}", _("A file is an object with the texts name and content (Base64).")
        elif file.get("what", "attachment") not in _WHATS:
            yield f"attachments/{number}/what", _("This word is not known here. Use one of: %(words)s") % {"words": ", ".join(_WHATS)}
        elif _decoded(file["content"]) is None:
            yield f"attachments/{number}/content", _("This is no Base64.")


def _wrong_joint(joint: Any) -> Iterator[tuple[str, str]]:
    """Joint applicants become lines, as a registrar types them: what would be read as something else then is refused."""
    if not isinstance(joint, list):
        yield "joint", _("This is a list of joint applicants.")
        return
    for number, one in enumerate(joint):
        if not _is_object(one, {"name"}, {"number"}):
            yield f"joint/{number}", _("A joint applicant is an object with the texts name and number.")
        elif any(len(text.strip().splitlines()) > 1 for text in one.values()) or BREAK.search(one["name"]):
            yield f"joint/{number}", _("Name and number stand in a line each, and no comma or semicolon in the name.")


def _is_object(value: Any, needed: set[str], more: set[str]) -> bool:
    """Whether it is an object with these texts."""
    return isinstance(value, dict) and needed <= set(value) <= needed | more and all(isinstance(text, str) for text in value.values())


def _texts(one: Mapping[str, Any]) -> dict[str, str]:
    """By column; an empty line separates pieces of information there, so that one within a text is a simple line break."""
    items = "\n\n".join(_EMPTY_LINES.sub("\n", text.strip()) for text in one.get("items", []))
    joint = "\n".join(f"{party['name'].strip()}，{party.get('number', '').strip()}" for party in one.get("joint", []))
    return {**{code: one[code] for code in _TEXTS if code in one}, "items": items, "joint": joint}


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _files(files: Sequence[Mapping[str, str]]) -> tuple[Enclosed, ...]:
    return tuple(Enclosed(Document(one["name"][:200], _decoded(one["content"]) or b""), one.get("what", "attachment")) for one in files)
