"""A raw page on its way from the process that read it: length-prefixed JSON. No pickle: what reads hostile files may itself be taken over."""

import json
import struct
from typing import Any, BinaryIO

from gongkai.annual.model import Doubt
from gongkai.annual.read.raw import Grid, Line, Page
from gongkai.messages import Message

_LENGTH = struct.Struct(">Q")
LARGEST_ANSWER = 64 << 20
"""Bytes. The page of a report is a hundred thousand; this many would be a book of two hundred."""


class TooLargeError(Exception):
    """The other side announced more than `LARGEST_ANSWER`."""


def send(stream: BinaryIO, *parts: bytes) -> None:
    """One frame of several parts."""
    stream.write(_LENGTH.pack(sum(map(len, parts))))
    stream.writelines(parts)
    stream.flush()


def receive(stream: BinaryIO, largest: int | None = None) -> bytes | None:
    """The next frame, or None where the stream ends before or within it.

    Raises:
        TooLargeError: the frame is longer than `largest`; nothing of it was read.

    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if largest is not None and length > largest:
        raise TooLargeError
    body = stream.read(length)
    return body if len(body) == length else None


def dumps(answer: object) -> bytes:
    """An answer as bytes."""
    return json.dumps(answer, ensure_ascii=True, separators=(",", ":")).encode()


def page_to_json(page: Page) -> dict[str, Any]:
    """A page as JSON values."""
    return {
        "blocks": [
            {"line": block.text, "number": block.number, "sheet": block.sheet}
            if isinstance(block, Line)
            else {"grid": block.kind, "rows": block.rows, "number": block.number, "sheet": block.sheet}
            for block in page.blocks
        ],
        "title": page.title,
        "doubts": [{"code": doubt.code, "message": message_to_json(doubt.message), "place": message_to_json(doubt.place)} for doubt in page.doubts],
    }


def page_from_json(answer: dict[str, Any]) -> Page:
    """The page of `page_to_json`.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: the answer is none.

    """
    blocks = tuple(
        Line(_text(one["line"]), int(one["number"]), int(one["sheet"]))
        if "line" in one
        else Grid(_text(one["grid"]), tuple(tuple(_text(cell) for cell in row) for row in one["rows"]), int(one["number"]), int(one["sheet"]))
        for one in answer["blocks"]
    )
    doubts = tuple(Doubt(_text(one["code"]), message_from_json(one["message"]), message_from_json(one["place"])) for one in answer["doubts"])
    return Page(blocks, _text(answer["title"]), doubts)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def message_to_json(message: Message) -> dict[str, Any]:
    """A message as JSON values; fields that are neither numbers, messages nor tuples go as text."""
    return {"msgid": message.msgid, "fields": {name: _field_to_json(value) for name, value in message.fields.items()}}


def _field_to_json(value: object) -> object:
    if isinstance(value, Message):
        return message_to_json(value)
    if isinstance(value, tuple | list):
        return [_field_to_json(part) for part in value]
    return value if isinstance(value, int) else str(value)


def message_from_json(told: dict[str, Any]) -> Message:
    """The message of `message_to_json`."""
    return Message(_text(told["msgid"]), {name: _field_from_json(value) for name, value in told["fields"].items()})


def _field_from_json(value: object) -> object:
    if isinstance(value, dict):
        return message_from_json(value)
    return tuple(_field_from_json(part) for part in value) if isinstance(value, list) else value
