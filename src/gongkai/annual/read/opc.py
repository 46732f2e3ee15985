"""Office files as packages (ISO/IEC 29500-2): the parts of a ZIP file, unpacked within bounds, their XML without anything from outside."""

import posixpath
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZLibError  # noqa: N812 - a class in all but its name

from lxml import etree

from gongkai.annual.read import archives
from gongkai.annual.read.kinds import MEBIBYTE
from gongkai.messages import UserError, message

PARTS = 2_000
"""A report has twenty parts, and one for each picture."""
UNPACKED = 200 * MEBIBYTE
MARKUP = 32 * MEBIBYTE
"""Bytes of one XML part: its tree takes ten times as much memory. A report's text is one or two MiB."""
TAGS = 1_000_000
"""Tags of one XML part, opening and closing ones: a report has fifty thousand."""
RATIO = 200
"""A package that unpacks to more than this many times its size, and to more than `MARKUP`, is made to harm: text shrinks to a twentieth."""
_DIRECTORY_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1

_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
"""The strict namespaces (ISO/IEC 29500-1) and the same ones of the transitional form that nearly every file has."""
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True)
class Relation:
    """What a part refers to: the last word of the relation's type (`officeDocument`, `styles`, `image`) and the name of the other part."""

    kind: str
    part: str


class Package:
    """The parts of an Office file, by names without a leading slash; capitals do not count."""

    def __init__(self, data: bytes) -> None:
        """Open a file; what it declares is within bounds, or it is refused.

        Raises:
            UserError: it is damaged, under a password, or declares more than a report can hold.

        """
        if data.count(_DIRECTORY_ENTRY) > 2 * PARTS:  # before a list of them is made
            raise _too_much()
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise UserError(archives.refusal("damaged", b"")) from error
        entries = self._zip.infolist()
        declared = sum(entry.file_size for entry in entries)
        if len(entries) > PARTS or declared > UNPACKED or declared > max(MARKUP, RATIO * len(data)):
            raise _too_much()
        self._parts = {_name(entry.filename): entry for entry in entries}
        self._left = UNPACKED

    def names(self) -> list[str]:
        """The names of all parts, in small letters."""
        return list(self._parts)

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is none.

        Raises:
            UserError: it is damaged, or the parts read so far are more than a report can hold.

        """
        entry = self._parts.get(_name(name))
        return None if entry is None else self._read(entry)

    def _read(self, entry: ZipInfo) -> bytes:
        if entry.flag_bits & _ENCRYPTED:
            raise UserError(archives.refusal("encrypted", b""))
        try:
            with self._zip.open(entry) as file:
                data = file.read(min(self._left, entry.file_size) + 1)  # what it holds, not what it declares
        except (BadZipFile, NotImplementedError, EOFError, OSError, ValueError, ZLibError) as error:
            raise UserError(archives.refusal("damaged", b"")) from error
        self._left -= len(data)
        if self._left < 0:
            raise _too_much()
        return data

    def xml(self, name: str) -> Any | None:
        """The root element of an XML part in the transitional namespaces, or None where there is no such part.

        Raises:
            ValueError: it has a document type declaration, which no Office file may have.
            lxml.etree.XMLSyntaxError: it is no XML.

        """
        data = self.part(name)
        if data is None:
            return None
        if len(data) > MARKUP:
            raise _too_much()
        if data.count(b"<") > TAGS:
            raise UserError(message("{source} has more than {tags} tags in one of its parts: that is no report.", tags=TAGS))
        if b"http://purl.oclc.org/ooxml/" in data:
            for strict, transitional in _TRANSITIONAL:
                data = data.replace(strict, transitional)
        if b"<!DOCTYPE" in data or b"<\x00!\x00D\x00O" in data or b"\x00<\x00!\x00D" in data:
            raise ValueError("document type declaration")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        return etree.fromstring(data, parser)

    def relations(self, name: str) -> dict[str, Relation]:
        """What the part `name` refers to inside the package, by the relation's id; the package's own relations for an empty name."""
        folder, _, file = name.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relation] = {}
        for one in () if root is None else root.iter(_RELATIONSHIP):
            if one.get("TargetMode") != "External":
                target = posixpath.join("/", folder, one.get("Target", ""))
                found[one.get("Id", "")] = Relation(one.get("Type", "").rpartition("/")[2], posixpath.normpath(target).lstrip("/"))
        return found

    def main(self, usual: str) -> str:
        """The name of the main part: what the package's relations say, else the `usual` one."""
        return next((one.part for one in self.relations("").values() if one.kind == "officeDocument"), usual)


def _name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _too_much() -> UserError:
    return UserError(
        message(
            "{source} unpacks to more than {mebibytes} MiB or to more than {parts} parts, or to a great many times its size: that is no report.",
            mebibytes=UNPACKED // MEBIBYTE,
            parts=PARTS,
        )
    )
