"""PDF files that cannot be read, or not whole: each with a sentence that says why, none with a traceback."""

import io
import random
import re
import zlib

import pytest
from pdfminer.pdfpage import PDFPage
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption

from annual.read.pdf_paper import SONG, Paper
from gongkai.annual.read import ocr, pdf
from gongkai.annual.read.doubts import doubt
from gongkai.annual.read.kinds import InPicturesError
from gongkai.annual.read.pdf import CannotReadPdfError
from gongkai.annual.read.pdf import device as pdf_device
from gongkai.annual.read.pdf.fonts import Fonts
from gongkai.annual.read.pdf.marks import Drawn, draw
from gongkai.annual.read.raw import Grid, Line, Page
from gongkai.messages import UserError, message

SENTENCE = "本年度主动公开政府信息的各项工作逐步推进，取得了新的成效。"


def refused(data: bytes) -> str:
    with pytest.raises(CannotReadPdfError) as caught:
        pdf.page(data)
    return caught.value.message.text("en")


def built(objects: dict[int, bytes], root: int = 1) -> bytes:
    """A file of these objects."""
    out = io.BytesIO(b"%PDF-1.5\n")
    out.seek(0, 2)
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    size = max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    out.write(b"".join(b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, size)))
    out.write(b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, root, start))
    return out.getvalue()


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


# ---- protection ----


def test_a_file_that_only_restricts_copying_is_read() -> None:
    protected = StandardEncryption("", ownerPassword="owner", canPrint=0, canCopy=0, canModify=0)
    assert Paper(encrypt=protected).text(80, 100, LATIN, font="Helvetica").texts() == [LATIN]


def test_a_file_with_a_password_is_refused_with_what_to_do() -> None:
    protected = StandardEncryption("secret", ownerPassword="owner")
    assert refused(Paper(encrypt=protected).text(80, 100, SENTENCE).data()) == "PDF is encrypted with a password. Save it without one and try again."


# ---- damage ----


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>"])
def test_a_file_without_pages_is_refused(data: bytes) -> None:
    assert "PDF" in refused(data)


def test_a_file_cut_in_the_middle_is_refused_or_read_as_far_as_it_goes() -> None:
    data = Paper().text(80, 100, SENTENCE).turn_page().text(80, 100, SENTENCE).data()
    for end in range(0, len(data), 97):
        try:
            blocks = pdf.page(data[:end]).blocks
        except CannotReadPdfError:
            continue
        assert {block.text for block in blocks if isinstance(block, Line)} == {SENTENCE}


def test_changed_bytes_never_make_a_traceback() -> None:
    paper = Paper().text(80, 60, SENTENCE)
    paper.table(50, 100, (100, 60), [("行政处罚", "12"), ("行政强制", "7")])
    data = paper.data()
    dice = random.Random(4)  # noqa: S311 - a test's dice
    for _ in range(60):
        changed = bytearray(data)
        for _ in range(dice.randint(1, 12)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        try:
            pdf.page(bytes(changed))
        except (CannotReadPdfError, InPicturesError):
            continue


def test_a_page_tree_that_holds_itself_ends() -> None:
    assert "pages" in refused(built({1: CATALOG, 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"}))


def form(draws: bytes, resources: bytes) -> bytes:
    return stream(draws, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << %s >> >>" % resources)


WITH_FORM = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"


def test_a_form_that_draws_itself_ends() -> None:
    itself = form(b"/X Do /X Do", b"/X 5 0 R")
    assert refused(built({1: CATALOG, 2: ONE_PAGE, 3: WITH_FORM, 4: stream(b"/X Do"), 5: itself})) == "PDF holds no text."


def test_forms_that_draw_each_other_without_end_are_refused() -> None:
    nested = {number: form(b"/X Do /X Do", b"/X %d 0 R" % (number + 1)) for number in range(5, 80)}
    told = refused(built({1: CATALOG, 2: ONE_PAGE, 3: WITH_FORM, 4: stream(b"/X Do")} | nested))
    assert told == "PDF has a page that draws more than any page of a report, or draws itself; it was not read."


LATIN = "Annual report on open government information"
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def latin_page(content: bytes) -> bytes:
    """A page in Helvetica."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return built({1: CATALOG, 2: ONE_PAGE, 3: page, 4: stream(zlib.compress(content), b"/Filter /FlateDecode"), 5: HELVETICA})


def test_a_page_of_countless_lines_is_a_drawing_and_its_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_device, "MOST", 1000)
    data = latin_page(b"BT /F1 10 Tf 80 700 Td (%s) Tj ET\n" % LATIN.encode() + b"0 0 m 9 9 l S\n" * 1001)
    assert pdf.page(data).blocks == (Line(LATIN, 1, 1),)


def test_a_page_of_countless_characters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_device, "MOST", 1000)
    assert "draws more" in refused(latin_page(b"BT /F1 10 Tf 80 700 Td (%s) Tj ET" % (b"1" * 1001)))


def test_a_form_within_a_form_is_drawn() -> None:
    outer = stream(
        b"BT /F1 10 Tf 80 700 Td (%s) Tj ET" % LATIN.encode(),
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 6 0 R >> >>",
    )
    page = pdf.page(built({1: CATALOG, 2: ONE_PAGE, 3: WITH_FORM, 4: stream(b"/X Do"), 5: outer, 6: HELVETICA}))
    assert page.blocks == (Line(LATIN, 1, 1),)


def test_pages_are_counted_before_they_are_read() -> None:
    kids = b" ".join([b"3 0 R"] + [b"%d 0 R" % number for number in range(10, 10 + pdf.MOST_PAGES)])
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    objects = {1: CATALOG, 2: b"<< /Type /Pages /Kids [%s] /Count 301 >>" % kids, 3: page} | dict.fromkeys(range(10, 10 + pdf.MOST_PAGES), page)
    assert refused(built(objects)).startswith("PDF has more than 300 pages")


def test_a_damaged_page_is_a_warning_beside_the_pages_that_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = Paper().text(80, 100, SENTENCE).turn_page().text(80, 100, "第二页。").data()
    drawn = draw

    def fails_on_the_second(found: PDFPage, fonts: Fonts) -> Drawn:
        if fails_on_the_second.__dict__.setdefault("seen", []):
            raise ValueError("Invalid stream")
        fails_on_the_second.__dict__["seen"].append(found)
        return drawn(found, fonts)

    monkeypatch.setattr(pdf, "draw", fails_on_the_second)
    page = pdf.page(data)
    assert [block.text for block in page.blocks if isinstance(block, Line)] == [SENTENCE]
    assert [(found.code, found.place.text("en")) for found in page.doubts] == [("page.damaged", "page 2")]


def test_a_file_of_damaged_pages_alone_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Drawn:
        raise ValueError("Invalid stream")

    monkeypatch.setattr(pdf, "draw", fails)
    assert refused(Paper().text(80, 100, SENTENCE).data()) == "PDF is damaged: none of its pages could be read. Download it again."


def test_memory_that_runs_out_is_not_taken_for_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(*_: object) -> Drawn:
        raise MemoryError

    data = Paper().text(80, 100, SENTENCE).data()
    monkeypatch.setattr(pdf, "draw", hungry)
    with pytest.raises(MemoryError):
        pdf.page(data)
    monkeypatch.setattr(pdf, "PDFDocument", hungry)
    with pytest.raises(MemoryError):
        pdf.page(data)


# ---- pages that are pictures ----


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)


def scan(paper: Paper) -> Paper:
    return paper.picture(0, 0, paper.width, paper.height)


@pytest.mark.usefixtures("without_recognition")
def test_scanned_pages_beside_text_are_a_warning_where_nothing_recognises_them() -> None:
    page = scan(Paper().text(80, 100, SENTENCE).turn_page()).page()
    assert [found.code for found in page.doubts] == ["page.scanned"]
    assert page.doubts[0].place.text("en") == "page 2"


@pytest.mark.usefixtures("without_recognition")
def test_a_scan_without_recognition_is_refused_with_what_to_install() -> None:
    assert "gongkai[ocr]" in refused(scan(Paper()).data())


@pytest.mark.usefixtures("without_recognition")
def test_the_layer_of_text_under_a_scan_is_no_text() -> None:
    paper = scan(Paper())
    text = paper.canvas.beginText(80, 700)
    text.setFont(SONG, 10)
    text.setTextRenderMode(3)
    text.textOut(SENTENCE)
    paper.canvas.drawText(text)
    assert "pictures of pages" in refused(paper.data())


@pytest.mark.usefixtures("without_recognition")
def test_a_stamp_on_a_scan_does_not_make_it_a_page_of_text() -> None:
    assert "pictures of pages" in refused(scan(Paper()).text(400, 820, "扫描件").data())


@pytest.mark.usefixtures("without_recognition")
def test_letters_drawn_as_outlines_are_a_picture() -> None:
    paper = Paper()
    for number in range(60):
        paper.canvas.bezier(80 + number, 700, 82 + number, 710, 84 + number, 690, 86 + number, 700)
    assert "pictures of pages" in refused(paper.data())


@pytest.mark.usefixtures("without_recognition")
def test_fonts_that_name_no_character_are_a_picture() -> None:
    data = Paper().text(80, 100, SENTENCE).data().replace(b"/UniGB-UCS2-H", b"/Identity-H   ").replace(b"(GB1)", b"(Own)")
    assert "pictures of pages" in refused(data)


def test_a_page_without_anything_holds_no_text() -> None:
    assert refused(Paper().data()) == "PDF holds no text."


def test_scans_are_asked_for_again_where_recognition_is_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    with pytest.raises(InPicturesError):
        pdf.page(scan(Paper()).data())


def recognised(pictures: list[Image.Image], sheet: int) -> Page:
    """What a recognition would say: a line and a table for each picture, each with its page."""
    pages = [number for number, _ in enumerate(pictures, sheet)]
    blocks = [block for number in pages for block in (Line(f"识别{number}", 1, number), Grid("cell", (("行政处罚", "1"),), 1, number))]
    return Page(tuple(blocks), doubts=(doubt("ocr.used"),))


def test_pages_that_are_pictures_are_recognised_in_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[tuple[int, int]] = []

    def look(pictures: list[Image.Image], sheet: int) -> Page:
        shown = list(pictures)
        sizes.extend(picture.size for picture in shown)
        return recognised(shown, sheet)

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "page_of_pictures", look)
    paper = scan(scan(Paper().text(80, 100, SENTENCE).turn_page()).turn_page()).turn_page().text(80, 100, "末页。").turn_page()
    page = pdf.page_of_pictures(scan(paper).data())
    assert [(block.text if isinstance(block, Line) else "table", block.number, block.sheet) for block in page.blocks] == [
        (SENTENCE, 1, 1), ("识别2", 2, 2), ("table", 1, 2), ("识别3", 3, 3), ("table", 2, 3), ("末页。", 4, 4), ("识别5", 5, 5), ("table", 3, 5),
    ]  # fmt: skip
    assert [found.code for found in page.doubts] == ["ocr.used"]
    assert sizes == [(1653, 2339)] * 3


def test_a_huge_page_is_rendered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[tuple[int, int]] = []

    def look(pictures: list[Image.Image], sheet: int) -> Page:
        sizes.extend(picture.size for picture in pictures)
        return recognised([], sheet)

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "page_of_pictures", look)
    with pytest.raises(CannotReadPdfError):
        pdf.page_of_pictures(scan(Paper(14000, 14000)).data())
    assert sizes[0][0] * sizes[0][1] <= 1.01 * pdf.MOST_PIXELS


def test_a_picture_that_nothing_can_be_read_on_is_a_warning_or_the_refusal_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def illegible(*_: object) -> Page:
        raise UserError(message("not legible"))

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "page_of_pictures", illegible)
    page = pdf.page_of_pictures(scan(Paper().text(80, 100, SENTENCE).turn_page()).data())
    assert [found.code for found in page.doubts] == ["page.scanned"]
    assert "install" not in page.doubts[0].message.text("en")  # it is installed
    with pytest.raises(UserError, match=re.escape("not legible")):
        pdf.page_of_pictures(scan(Paper()).data())
    with pytest.raises(CannotReadPdfError) as caught:
        pdf.page_of_pictures(scan(scan(Paper()).turn_page().text(80, 100, " ").turn_page()).data())
    assert caught.value.message.text("en").startswith("PDF holds pictures of pages, and nothing on them could be recognised.")


@pytest.mark.usefixtures("without_recognition")
def test_without_recognition_pictures_are_a_warning_on_the_second_reading_too() -> None:
    page = pdf.page_of_pictures(scan(Paper().text(80, 100, SENTENCE).turn_page()).data())
    assert [found.code for found in page.doubts] == ["page.scanned"]
