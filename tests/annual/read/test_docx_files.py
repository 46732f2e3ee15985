"""DOCX files that are not as they should be: read where nothing is lost by it, refused in a sentence elsewhere."""

import io
import zipfile
from collections.abc import Callable

import pytest

from annual.read.office import cell, cells, docx, grid, p, relations, table, zipped
from gongkai.annual.read import NotAReportError, opc, read_bytes
from gongkai.annual.read import docx as reader
from gongkai.annual.read.raw import Line
from gongkai.messages import UserError


def said(data: bytes) -> str:
    with pytest.raises(UserError) as raised:
        reader.page(data)
    return raised.value.message.msgid


def test_the_strict_form_of_the_standard_is_read_the_same() -> None:
    body = p("甲") + table(cells("甲", "1"), cells("乙", "2"))
    usual = docx(body, styles="")
    strict = {name: content.replace(_USUAL, _STRICT).replace(_USUAL_RELATIONS, _STRICT_RELATIONS) for name, content in unzipped(usual).items()}
    assert strict != unzipped(usual)
    assert reader.page(zipped(strict)) == reader.page(usual)


_USUAL, _STRICT = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL_RELATIONS, _STRICT_RELATIONS = (
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
)


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_names_of_parts_may_have_capitals_backslashes_and_a_slash_before() -> None:
    parts = unzipped(docx(p("甲"), styles=""))
    assert reader.page(zipped({name.replace("word/", "/Word\\"): content for name, content in parts.items()})).blocks == (Line("甲", 1),)


def test_a_document_without_relations_is_found_by_its_usual_name() -> None:
    parts = unzipped(docx(p("甲")))
    assert reader.page(zipped({name: content for name, content in parts.items() if not name.endswith(".rels")})).blocks == (Line("甲", 1),)


def test_what_is_outside_the_file_is_not_looked_for() -> None:
    parts = {"word/_rels/document.xml.rels": relations(styles="https://example.org/styles.xml", image_1="../../../etc/passwd")}
    assert reader.page(docx(p("甲") + '<w:p><w:r><w:pict><v:imagedata r:id="image_1"/><v:imagedata/></w:pict></w:r></w:p>', parts=parts)).blocks == (
        Line("甲", 1),
    )


@pytest.mark.parametrize("parts", [{"word/document.xml": ""}, {"word/document.xml": "<x/>"}])
def test_a_document_without_its_text_is_refused(parts: dict[str, str | bytes]) -> None:
    if not parts["word/document.xml"]:
        assert "has no text of a Word document" in said(zipped({"[Content_Types].xml": "", "word/x": ""}))
    else:
        assert "has no text of a Word document" in said(docx("", parts=parts))


@pytest.mark.parametrize("damage", ["cut", "checksum", "method"])
def test_a_damaged_file_is_refused(damage: str) -> None:
    data = bytearray(docx(p("甲" * 500)))
    at = data.index(b"PK\x01\x02")
    if damage == "cut":
        del data[at:]
    elif damage == "checksum":
        at = data.rindex(b"PK\x01\x02")
        data[at + 16 : at + 20] = b"abcd"
    else:
        at = data.rindex(b"PK\x01\x02")
        local = int.from_bytes(data[at + 42 : at + 46], "little")
        data[at + 10] = data[local + 8] = 99
    assert "damaged or incomplete ZIP file" in said(bytes(data))


def test_a_part_under_a_password_is_told() -> None:
    data = bytearray(docx(p("甲")))
    at = data.rindex(b"PK\x01\x02")
    local = int.from_bytes(data[at + 42 : at + 46], "little")
    data[at + 8] |= 1
    data[local + 6] |= 1
    assert "protected by a password" in said(bytes(data))


BOMBS: dict[str, Callable[[], dict[str, str | bytes]]] = {
    "one part that unpacks to 210 MiB": lambda: {"word/media/a.bin": bytes(210 << 20)},
    "two thousand and one parts": lambda: {f"word/{number}": "" for number in range(2001)},
    "far more parts than can be listed": lambda: {f"word/{number}": "" for number in range(4001)},
    "a great many times its size": lambda: {"word/media/a.bin": bytes(40 << 20)},
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_before_it_is_unpacked(bomb: str) -> None:
    assert "that is no report" in said(docx(p("甲"), parts=BOMBS[bomb]()))


def test_a_bomb_that_lies_about_its_size_is_refused_while_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opc, "UNPACKED", 1 << 20)
    package = opc.Package(docx(p("甲"), parts={"word/a": bytes(600_000), "word/b": bytes(400_000)}))
    for name in ("word/a", "word/b"):
        package._parts[name].file_size = 10 << 20  # noqa: SLF001 - as if the file had said so
    with pytest.raises(UserError):
        [package.part(name) for name in ("word/a", "word/b", "word/a")]


def test_markup_larger_than_any_text_is_refused() -> None:
    assert "that is no report" in said(docx(p("".join(chr(0x4E00 + number % 20_000) for number in range(2_000_000)) * 6)))


def test_more_paragraphs_than_any_report_has_are_refused() -> None:
    assert "tags in one of its parts" in said(docx("<w:p/>" * 1_000_000))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_no_entity_is_ever_expanded(encoding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "&#39;"><!ENTITY b SYSTEM "file:///etc/passwd">]><x>&a;&b;</x>'
    mark = "" if encoding == "utf-8" else "\ufeff"
    with pytest.raises(ValueError, match="document type declaration"):
        reader.page(docx("", parts={"word/document.xml": (mark + bomb).encode(encoding)}))


def test_tables_nested_without_end_are_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000
    with pytest.raises((ValueError, SyntaxError, RecursionError)):
        reader.page(docx(deep))


@pytest.mark.parametrize("content", ["<w:p", "\x01", "<a><b></a>"])
def test_markup_that_is_none_is_refused_in_a_sentence(content: str) -> None:
    with pytest.raises(NotAReportError) as raised:
        read_bytes(docx("", parts={"word/document.xml": content}), "年报.docx")
    assert raised.value.message.text("en").startswith("年报.docx is damaged, or unlike any file of its kind that we know (XMLSyntaxError")


def test_strange_numbers_in_attributes_are_passed_over() -> None:
    rows = table(
        cell("甲", properties='<w:gridSpan w:val="99999999999"/><w:vMerge w:val="x"/>') + cells("1"),
        cell("乙", properties='<w:gridSpan w:val="-1"/>') + cells("2"),
    )
    assert grid(rows) == (("甲", "1"), ("乙", "2"))
