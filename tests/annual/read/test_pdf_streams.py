"""Pages whose drawing commands are cut off or changed: half a stream may end in half a number, so no figure is taken from them."""

import base64
import zlib

import pytest

from annual.read.test_pdf_files import CATALOG, ONE_PAGE, built, refused, stream
from gongkai.annual.read import pdf
from gongkai.annual.read.raw import Line

PAGES = b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PACKED = b"/Filter /FlateDecode"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> "


def drawing(text: str) -> bytes:
    """The commands that print a text, with some before it that pack badly."""
    noise = " ".join(f"{number * 7919 % 1000} {number * 104729 % 1000} m" for number in range(60))
    return f"{noise} n BT /F1 12 Tf 80 700 Td ({text}) Tj ET".encode()


def sheet(contents: int) -> bytes:
    resources = b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 8 0 R >> >>"
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s /Contents %d 0 R >>" % (resources, contents)


def two_pages(first: bytes, form: bytes = b"") -> bytes:
    """A page with this stream, and one that is whole."""
    whole = stream(zlib.compress(drawing("The second page is whole")), PACKED)
    return built({1: CATALOG, 2: PAGES, 3: sheet(4), 4: first, 5: FONT, 6: sheet(7), 7: whole, 8: form or stream(b"", FORM)})


Read = tuple[str, list[tuple[str, str]]]


def read(data: bytes) -> Read:
    page = pdf.page(data)
    return "".join(block.text for block in page.blocks if isinstance(block, Line)), [(found.code, found.place.text("en")) for found in page.doubts]


DAMAGED: Read = "The second page is whole", [("page.damaged", "page 1")]
WHOLE: Read = "Licences 45127The second page is whole", []
PLAIN = drawing("Licences 45127")
DATA = zlib.compress(PLAIN, 9)


@pytest.mark.parametrize("lost", [5, 6, 8, 12, 20, 60, 200])
def test_a_page_whose_stream_is_cut_off_is_damaged(lost: int) -> None:
    assert read(two_pages(stream(DATA[:-lost], PACKED))) == DAMAGED


@pytest.mark.parametrize("data", [b"", b"no packed data at all, only words", DATA[:40] + b"\xff" * 40 + DATA[80:]])
def test_a_page_whose_stream_was_overwritten_is_damaged(data: bytes) -> None:
    assert read(two_pages(stream(data, PACKED))) == DAMAGED


def test_a_page_whose_numbers_were_changed_after_packing_is_damaged() -> None:
    kept = zlib.compress(PLAIN, 0)
    assert read(two_pages(stream(kept, PACKED))) == WHOLE
    assert read(two_pages(stream(kept.replace(b"45127", b"45128"), PACKED))) == DAMAGED


def test_bytes_after_the_stream_and_a_lost_checksum_are_no_damage() -> None:
    assert read(two_pages(stream(DATA + b"\r\n  ", PACKED))) == WHOLE
    assert read(two_pages(stream(DATA[:-4], PACKED))) == WHOLE


@pytest.mark.parametrize("longer", [1, 5, 18])
def test_a_length_that_is_too_long_is_no_damage(longer: int) -> None:
    assert read(two_pages(stream(DATA, PACKED).replace(b"/Length %d" % len(DATA), b"/Length %d" % (len(DATA) + longer)))) == WHOLE


@pytest.mark.parametrize("length", [0, 20, 10_000])
def test_a_length_with_which_the_stream_is_not_found_is_told(length: int) -> None:
    assert read(two_pages(stream(DATA, PACKED).replace(b"/Length %d" % len(DATA), b"/Length %d" % length))) == DAMAGED


def test_a_stream_that_is_not_in_the_file_is_told() -> None:
    data = stream(zlib.compress(drawing("The second page is whole")), PACKED)
    assert read(built({1: CATALOG, 2: PAGES, 3: sheet(4), 5: FONT, 6: sheet(7), 7: data})) == DAMAGED


def test_streams_written_in_letters_are_looked_into_too() -> None:
    letters = b"/Filter [/ASCII85Decode /FlateDecode]"
    assert read(two_pages(stream(base64.a85encode(DATA) + b"~>", letters))) == WHOLE
    assert read(two_pages(stream(base64.a85encode(DATA[:-20]) + b"~>", letters))) == DAMAGED
    figures = b"/Filter [/AHx /Fl]"
    assert read(two_pages(stream(DATA.hex().encode() + b">", figures))) == WHOLE
    assert read(two_pages(stream(DATA[:-20].hex().encode() + b">", figures))) == DAMAGED


def test_streams_that_are_not_packed_are_read() -> None:
    assert read(two_pages(stream(PLAIN))) == WHOLE
    assert read(two_pages(stream(PLAIN.hex().encode() + b">", b"/Filter /ASCIIHexDecode"))) == WHOLE


def test_a_page_that_draws_a_broken_form_is_damaged_each_time_it_does() -> None:
    drawn = stream(b"/X Do", b"")
    assert read(two_pages(drawn, stream(DATA, FORM + PACKED))) == WHOLE
    assert read(two_pages(drawn, stream(DATA[:-20], FORM + PACKED))) == DAMAGED
    both = {1: CATALOG, 2: PAGES, 3: sheet(4), 4: drawn, 5: FONT, 6: sheet(7), 7: drawn, 8: stream(DATA[:-20], FORM + PACKED)}
    assert refused(built(both)).startswith("PDF is damaged: none of its pages")


def test_a_form_drawn_twice_is_looked_into_once() -> None:
    assert read(two_pages(stream(b"/X Do /X Do"), stream(DATA, FORM + PACKED))) == WHOLE


def test_a_long_stream_is_looked_into_to_its_end() -> None:
    long = zlib.compress(b" " * 3_000_000 + PLAIN)
    assert read(two_pages(stream(long, PACKED))) == WHOLE
    assert read(two_pages(stream(long[:-20], PACKED))) == DAMAGED


def test_one_broken_part_of_a_page_is_enough() -> None:
    parts = sheet(4).replace(b"/Contents 4 0 R", b"/Contents [4 0 R 9 0 R]")
    whole, broken = stream(DATA, PACKED), stream(DATA[:-20], PACKED)
    assert refused(built({1: CATALOG, 2: ONE_PAGE, 3: parts, 4: whole, 5: FONT, 9: broken})).startswith("PDF is damaged")
