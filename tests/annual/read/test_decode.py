"""Bytes become the text that the office wrote, whatever the page says of its encoding."""

import codecs
from pathlib import Path

import pytest

from gongkai.annual.read import CannotReadError, NotAReportError, read_bytes, read_path
from gongkai.annual.read.decode import decode
from gongkai.messages import UserError

TEXT = "青石县水利局2023年政府信息公开工作年度报告\n一、总体情况\n收到政府信息公开申请12件，行政复议0件。\n"
TRADITIONAL = "青石縣水利局2023年政府信息公開工作年度報告\n一、總體情況\n收到政府信息公開申請12件，行政復議0件。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_the_text_is_the_same_in_every_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "x") == (TEXT, False)


@pytest.mark.parametrize("bom", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_tells_the_encoding(bom: bytes) -> None:
    encoding = "utf-16-le" if bom == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(bom + TEXT.encode(encoding), "x") == (TEXT, False)


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs"])
def test_big5_is_told_from_gb18030_by_the_words_of_the_form(encoding: str) -> None:
    # every one of these bytes is valid GB18030 too, but none of the form's words comes out of it
    assert TRADITIONAL.encode(encoding).decode("gb18030") != TRADITIONAL
    assert decode(TRADITIONAL.encode(encoding), "x") == (TRADITIONAL, False)


def test_big5_with_the_characters_of_hong_kong_is_read_whatever_it_declares() -> None:
    page = f"<meta charset=big5><p>{TRADITIONAL}啲嘅噏</p>"  # no character of the last three is in plain Big5
    with pytest.raises(UnicodeEncodeError):
        page.encode("big5")
    assert decode(page.encode("big5hkscs"), "x") == (page, False)


@pytest.mark.parametrize("declared", ["utf-8", "big5", "iso-8859-1", "gb2312", "GBK", "'gb2312", "ISO-2022-CN"])
def test_a_wrong_declaration_does_not_decide(declared: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><body>{TEXT}㐂</body></html>'
    assert decode(page.encode("gb18030"), "x") == (page, False)
    assert decode(page.encode("utf-8"), "x") == (page, False)


@pytest.mark.parametrize("declared", ["undefined", "none", "x-user", "base64", "rot13", "idna", "unicode_escape"])
def test_a_declared_encoding_that_is_none_is_passed_over(declared: str) -> None:
    page = f'<?xml version="1.0" encoding="{declared}"?><html><body>{TEXT}</body></html>'
    assert decode(page.encode("gb18030"), "x") == (page, False)


@pytest.mark.parametrize(("encoding", "text"), [("utf-8", TEXT), ("gb18030", TEXT)])
def test_damaged_bytes_are_read_around_and_told(encoding: str, text: str) -> None:
    cut = text.encode(encoding)
    place = cut.index("总体".encode(encoding))
    read, damaged = decode(cut[:place] + b"\xff\xff" + cut[place:], "x")
    assert damaged
    assert "收到政府信息公开申请12件，行政复议0件。" in read
    assert "\ufffd" in read


def test_half_a_character_after_a_byte_order_mark_is_damage() -> None:
    read, damaged = decode("\ufeff政府信息公开".encode("utf-16-le") + b"\x00", "x")
    assert damaged
    assert read.startswith("政府信息公开")
    read, damaged = decode("\ufeff政府信息公开".encode() + b"\xe4\xb8", "x")
    assert (read, damaged) == ("政府信息公开\ufffd", True)


def test_a_report_of_damaged_bytes_says_so_where_it_is_read() -> None:
    report = read_bytes(TEXT.encode() + b"\xff\xff\n", "x")
    assert "encoding.damaged" in {doubt.code for doubt in report.warnings}
    assert report.organ == "青石县水利局"
    assert "encoding.damaged" not in {doubt.code for doubt in read_bytes(TEXT.encode(), "x").warnings}


def said(error: UserError) -> tuple[str, str]:
    both = error.message.both()
    return both["zh"], both["en"]


def test_a_stray_control_character_does_not_make_a_text_binary() -> None:
    assert decode(b"\x0c\x01" + TEXT.encode(), "x") == ("\x0c\x01" + TEXT, False)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u3000\u3000".encode("gbk")])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(NotAReportError) as raised:
        decode(data, "empty.html")
    chinese, english = said(raised.value)
    assert english == "empty.html is empty: there is nothing to read."
    assert "empty.html" in chinese


def test_a_file_that_cannot_be_opened_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError) as raised:
        read_path(tmp_path / "没有.html")
    chinese, english = said(raised.value)
    assert english == f"{tmp_path / '没有.html'} cannot be opened: there is no such file or folder."
    assert "没有.html" in chinese


def test_a_file_is_read_like_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    assert read_path(path) == read_bytes(TEXT.encode("gb18030"), str(path))
