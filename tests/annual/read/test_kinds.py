"""What kind of file some bytes are is told by what is in them; what is not read is refused with what it is and what to do."""

import io
import struct
import zipfile

import pytest

from gongkai.annual.read import NotAReportError, read_bytes
from gongkai.annual.read.kinds import LARGEST, MEBIBYTE, is_marked, kind_of

PAGE = "<html><body><p>青石县水利局2023年政府信息公开工作年度报告</p></body></html>"
SAVED_PAGE = (
    "From: <Saved by a browser>\r\nSubject: report\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="=_part"\r\n\r\n'
    '--=_part\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n--=_part--\r\n'
)


def archive(*names: str, stored: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for name in names:
            written.writestr(name, stored)
    return file.getvalue()


def bitmap() -> bytes:
    return b"BM" + struct.pack("<IHHI", 70, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 1, 1, 1, 24, 0, 16, 2835, 2835, 0, 0) + b"\0" * 16


DOCX = archive("[Content_Types].xml", "_rels/.rels", "word/document.xml")
XLSX = archive("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\xef\xbb\xbf\r\n" + b" " * 1000 + b"%PDF-1.4\n", "pdf"),
        (DOCX, "docx"),
        (XLSX, "xlsx"),
        (archive("[Content_Types].xml", "word/document.xml", "word/embeddings/book.xlsx", stored=XLSX), "docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml", "xl/embeddings/letter.docx", stored=DOCX), "xlsx"),
        (DOCX[:-60], "docx"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"II*\x00\x08\0\0\0", "picture"),
        (b"MM\x00*\0\0\0\x08", "picture"),
        (b"GIF89a\1\0\1\0", "picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "picture"),
        (bitmap(), "picture"),
        (b'{"source": "a.html"}', "json"),
        (b'\xef\xbb\xbf\n [\n{"source": "a.html"}]', "json"),
        (SAVED_PAGE.encode(), "mhtml"),
        (PAGE.encode(), "text"),
        (PAGE.encode("gb18030"), "text"),
        ("\ufeff" + PAGE, "text"),
        ("BMW公司2023年报告".encode(), "text"),
        ("[索 引 号] 12345\n[发文机关] 青石县水利局".encode(), "text"),
        ("{数字} 不是 JSON".encode(), "text"),
    ],
)
def test_the_content_tells_the_kind_whatever_the_name(data: bytes | str, kind: str) -> None:
    assert kind_of(data if isinstance(data, bytes) else data.encode("utf-16"), "年报.doc") == kind


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty: there is nothing to read"),
        (b" \r\n\t", "is empty: there is nothing to read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "open it in Word or WPS and save it as DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "open it in Excel or WPS and save it as XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Contents".encode("utf-16-le"), "file of an old Office or WPS"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (archive("OFD.xml", "Doc_0/Document.xml"), "OFD document, which is not read; print it to a PDF"),
        (archive("年报.docx", stored=DOCX)[:40] + archive("a.html"), "is a ZIP archive; unpack it"),
        (archive(), "is a ZIP archive; unpack it"),
        (archive("mimetype", stored=b"application/vnd.oasis.opendocument.text"), "is an OpenDocument file"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "is a presentation"),
        (b"PK\x03\x04\x14\x00", "damaged or incomplete ZIP file; get it again"),
        (b"Rar!\x1a\x07\x01\x00", "is an archive; unpack it"),
        (b"7z\xbc\xaf\x27\x1c\x00", "is an archive; unpack it"),
        (b"\x1f\x8b\x08\x00", "is an archive; unpack it"),
        (rb"{\rtf1\ansi", "RTF document"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "save it as JPEG or PNG"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x">', "Word document saved as XML"),
        (b'<?xml version="1.0"?><pkg:package>', "Word document saved as XML"),
        (bytes(range(256)) * 40, "binary file of an unknown kind"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(NotAReportError) as raised:
        read_bytes(data, "年报/2023.dat")
    english = raised.value.message.text("en")
    assert english.startswith("年报/2023.dat is ")
    assert says in english
    assert english.endswith(".")


def test_a_zip_archive_that_holds_a_document_is_an_archive() -> None:
    with pytest.raises(NotAReportError, match="ZIP"):
        kind_of(archive("年报.docx", "扫描.jpg"), "x")


@pytest.mark.parametrize("kind", ["text", "json"])
def test_a_text_larger_than_any_report_is_refused(kind: str) -> None:
    begin = b'{"' if kind == "json" else b"<p>"
    data = begin + b" " * (LARGEST[kind] * MEBIBYTE)
    with pytest.raises(NotAReportError) as raised:
        kind_of(data, "x.html")
    assert raised.value.message.text("en") == "x.html is larger than 20 MiB: that is no report."
    assert kind_of(data[: LARGEST[kind] * MEBIBYTE], "x.html") == kind


def test_the_first_bytes_tell_whether_a_large_file_may_be_a_document() -> None:
    assert is_marked(DOCX)
    assert is_marked(b"%PDF-1.4")
    assert is_marked(b"\xff\xd8\xff\xe0")
    assert not is_marked(PAGE.encode())
