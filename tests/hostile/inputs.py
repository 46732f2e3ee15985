"""Files made to hurt a reader, by name; each is small to make and named by what it tries."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

LABEL = "一、本年新收政府信息公开申请数量"


def cut_docx() -> bytes:
    return docx(f"<w:p><w:r><w:t>{LABEL}</w:t></w:r></w:p>" * 2000)[:-400]


def docx(body: str) -> bytes:
    """A Word file of the fewest parts."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relations)
        document = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def zip_bomb() -> bytes:
    """A Word file of 2 MB whose text is 500 MB of blanks."""
    plain = docx("@")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as part:
                start, _, end = old.read(name).partition(b"@")
                part.write(start)
                if end:
                    for _ in range(500):
                        part.write(b" " * 1_000_000)
                part.write(end)
    return out.getvalue()


def entity_bomb() -> bytes:
    """A Word file whose document type defines entities of entities."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    plain = docx("<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "boom">{entities}]>'.encode() + data
            new.writestr(name, data)
    return out.getvalue()


def pdf(*, locked: bool = False) -> bytes:
    """A page with one line; a locked one opens with a password only."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("guess", strength=128) if locked else None, pageCompression=0)
    canvas.drawString(72, 720, "1 2 3")
    canvas.save()
    return out.getvalue()


def _objects(*bodies: str) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return data + end.encode()


def pages_of_themselves() -> bytes:
    """A page tree that is its own child."""
    return _objects("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[2 0 R]>>")


def drawing_itself() -> bytes:
    """A form that draws itself, twice."""
    form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 11>>stream\n/F Do /F Do\nendstream"
    return _objects(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</XObject<</F 5 0 R>>>>/Contents 4 0 R>>",
        "<</Length 5>>stream\n/F Do\nendstream",
        form,
    )


def deflated(bytes_of: int) -> bytes:
    """A page whose drawing is a text without end, packed small."""
    packed = zlib.compress(b"BT /F 9 Tf (1) Tj ET\n" * (bytes_of // 21), 1).decode("latin-1")
    return _objects(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents 4 0 R>>",
        f"<</Filter/FlateDecode/Length {len(packed)}>>stream\n{packed}\nendstream",
    )


def png(width: int, height: int) -> bytes:
    """A white picture, one bit a point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * (width // 8)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


INPUTS: dict[str, Callable[[], bytes]] = {
    "nothing.html": lambda: b"",
    "blanks.html": lambda: b" \r\n" * 1000,
    "binary.html": lambda: bytes(range(256)) * 4000,
    "nulls.pdf": lambda: bytes(1_000_000),
    "50-megabytes.html": lambda: b"<html><p>" + b"1 " * 25_000_000,
    "20-megabytes-of-digits.txt": lambda: b"1" * 20_000_000,
    "a-million-nested-tags.html": lambda: b"<html>" + b"<div>" * 1_000_000,
    "100000-nested-tables.html": lambda: b"<html>" + b"<table><tr><td>" * 100_000,
    "a-tag-of-a-million-attributes.html": lambda: b"<div " + b" ".join(b"a%d=1" % number for number in range(1_000_000)) + b">",
    "a-million-cells.html": lambda: b"<table><tr>" + b"<td>1</td>" * 1_000_000,
    "cut.docx": cut_docx,
    "zip-bomb.docx": zip_bomb,
    "entity-bomb.docx": entity_bomb,
    "nested-tables.docx": lambda: docx("<w:tbl><w:tr><w:tc>" * 20_000),
    "not-word.zip": lambda: b"PK\x05\x06" + bytes(18),
    "encrypted.pdf": lambda: pdf(locked=True),
    "cut.pdf": lambda: pdf()[:300],
    "pages-of-themselves.pdf": pages_of_themselves,
    "drawing-itself.pdf": drawing_itself,
    "a-gigabyte-packed.pdf": lambda: deflated(1_000_000_000),
    "100-megapixels.png": lambda: png(10_000, 10_000),
    "cut.png": lambda: png(1000, 1000)[:80],
}
