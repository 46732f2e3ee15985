"""What a letter adds to a document: its number (发文字号) under the title, its addressee (主送机关) at the margin (GB/T 9704-2012, 7.2.5, 7.3.2)."""

import io

import docx as word
import pdfplumber
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from gongkai.annual.write import docx, pdf
from gongkai.annual.write.document import Document, Paragraph, Part

NUMBER, ADDRESSEE, BODY = "青市监公开〔2026〕3号", "王小二：", "本机关决定对该信息予以公开。"
LETTER = Document(
    title="政府信息公开申请答复书",
    organ="青石县市场监督管理局",
    year=None,
    facts=(),
    parts=(Part("", (Paragraph(ADDRESSEE, flush=True), Paragraph(BODY))),),
    signature=("青石县市场监督管理局", "2026年11月22日"),
    masthead="青石县市场监督管理局",
    number=NUMBER,
)


def test_in_docx_the_number_is_centred_and_the_addressee_begins_at_the_margin() -> None:
    by_text = {line.text: line for line in word.Document(io.BytesIO(docx.render(LETTER))).paragraphs}
    assert by_text[NUMBER].alignment == WD_ALIGN_PARAGRAPH.CENTER
    (indent,) = by_text[ADDRESSEE]._p.iter(qn("w:ind"))  # noqa: SLF001  # python-docx knows no indents in characters
    assert (indent.get(qn("w:firstLine")), indent.get(qn("w:firstLineChars"))) == ("0", "0")
    assert not list(by_text[BODY]._p.iter(qn("w:ind")))  # noqa: SLF001  # the style's own: two characters


def test_in_pdf_they_stand_in_the_same_places() -> None:
    with pdfplumber.open(io.BytesIO(pdf.render(LETTER))) as found:
        words = found.pages[0].extract_text_lines()
    left = {line["text"].replace(" ", ""): (line["x0"], line["x1"]) for line in words}
    margin, width = left[ADDRESSEE][0], found.pages[0].width
    assert abs(margin - 28 * 72 / 25.4) < 3  # the left margin of the standard: 28 mm
    assert 28 < left[BODY][0] - margin < 36  # two characters of 16 points
    assert abs(sum(left[NUMBER]) / 2 - (28 + 156 / 2) * 72 / 25.4) < 3  # the middle of the text block
    assert left[NUMBER][1] < width
