"""What an answer says, whatever it is packed in."""

import io
import json
import zipfile
from typing import Any
from urllib.parse import unquote

import pdfplumber

PACKED = ("zip", "officedocument", "wordprocessing", "spreadsheet")


def said(response: Any) -> str:
    """All text of an answer: headers, cookies, body; archives and PDF opened."""
    headers = "\n".join(f"{name}: {unquote(value)}" for name, value in response.items())
    cookies = response.cookies.output(header="")
    return f"{headers}\n{cookies}\n{read(body(response), response.get('Content-Type', ''))}"


def body(response: Any) -> bytes:
    """The bytes of an answer, streamed or not; read once."""
    if not hasattr(response, "walked"):
        response.walked = b"".join(response.streaming_content) if response.streaming else response.content
    whole: bytes = response.walked
    return whole


def read(data: bytes, kind: str) -> str:
    """The text of bytes of a type."""
    if data[:4] == b"PK\x03\x04" or any(word in kind for word in PACKED):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(f"{name}\n{read(archive.read(name), '')}" for name in archive.namelist())
    if data[:5] == b"%PDF-":
        with pdfplumber.open(io.BytesIO(data)) as document:
            return "\n".join(page.extract_text() for page in document.pages)
    text = data.decode("utf-8", "replace")
    return _unescaped(text) if "json" in kind else text


def _unescaped(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text
