import socket
import struct
import zlib

import pytest
from PIL import Image, ImageChops, ImageDraw

from annual.read import pictures
from gongkai.annual.read import align, ocr
from gongkai.annual.read.ocr import pictures as ocr_pictures
from gongkai.annual.read.raw import REPLACEMENT, Grid, Line, Page
from gongkai.messages import UserError

needs_ocr = pytest.mark.skipif(not ocr.available(), reason="pictures are read with the extra `ocr`, which is not installed")

ROWS = (("行政许可", "0", "12345", ""), ("行政处罚", "7", "1", "/"), ("行政强制", "308", "-", "0"))
WIDTHS = (200, 110, 110, 110)


def grids(page: Page) -> list[Grid]:
    return [block for block in page.blocks if isinstance(block, Grid)]


def lines(page: Page) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Line)]


def codes(page: Page) -> list[str]:
    return [doubt.code for doubt in page.doubts]


def refused(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        ocr.page(data)
    return caught.value.message.msgid


def test_without_the_extra_a_picture_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(ocr.NoOcrError) as caught:
        ocr.page(pictures.saved(Image.new("RGB", (80, 80), "white")))
    assert "install gongkai[ocr]" in caught.value.message.msgid


@needs_ocr
def test_each_cell_is_read_by_itself_lone_digits_and_blank_cells_too() -> None:
    page = ocr.page(pictures.saved(pictures.ruled(ROWS, WIDTHS)))
    assert [grid.rows for grid in grids(page)] == [ROWS]
    assert codes(page) == ["ocr.used"]


@needs_ocr
def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    from gongkai.annual.read.ocr import engine as ocr_engine  # noqa: PLC0415 - only with the extra

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, no_network)
    ocr_engine.recogniser.cache_clear()
    ocr_engine.detector.cache_clear()
    assert lines(ocr.page(pictures.saved(pictures.written(["本年新收申请16件"])))) == ["本年新收申请16件"]


@needs_ocr
def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    refused(pictures.saved(Image.new("RGB", (400, 300), "white")))
    assert capfd.readouterr() == ("", "")


@needs_ocr
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_on_its_side_or_stands_on_its_head_is_read(degrees: int) -> None:
    turned = pictures.ruled(ROWS, WIDTHS).rotate(degrees, expand=True)
    assert [grid.rows for grid in grids(ocr.page_of_pictures([turned]))] == [ROWS]


@needs_ocr
def test_a_photograph_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # EXIF: the camera lay on its side
    picture = pictures.ruled(ROWS, WIDTHS).rotate(90, expand=True)
    opened = next(ocr_pictures.pictures(pictures.saved(picture, "JPEG", exif=exif, quality=90)))
    assert opened.size == pictures.ruled(ROWS, WIDTHS).size


@needs_ocr
def test_merged_cells_stand_once_and_covered_places_are_left_out() -> None:
    rows = (("第二十条第（一）项", "<", "40"), ("规章", "3", "5"))
    page = ocr.page_of_pictures([pictures.ruled(rows, (180, 120, 120))])
    assert [grid.rows for grid in grids(page)] == [(("第二十条第（一）项", "40"), ("规章", "3", "5"))]


@needs_ocr
def test_a_table_over_the_end_of_a_page_is_one_table_and_places_name_its_first_page() -> None:
    above, below = pictures.ruled(ROWS[:1] * 2, WIDTHS), pictures.ruled(ROWS[1:], WIDTHS)
    page = ocr.page_of_pictures([above, below], first_sheet=4)
    assert [(grid.rows, grid.sheet) for grid in grids(page)] == [((ROWS[0], *ROWS), 4)]


@needs_ocr
def test_a_table_with_other_columns_on_the_next_page_is_another_table() -> None:
    page = ocr.page_of_pictures([pictures.ruled(ROWS, WIDTHS), pictures.ruled((("规章", "3"),) * 2, (120, 410))])
    assert [grid.sheet for grid in grids(page)] == [1, 2]


@needs_ocr
def test_a_cell_with_ink_that_cannot_be_read_is_neither_blank_nor_a_number() -> None:
    picture = pictures.ruled(ROWS, WIDTHS)
    draw = ImageDraw.Draw(picture)
    draw.line((262, 68, 368, 100), fill="black", width=9)  # crossed out, from line to line
    draw.line((262, 100, 368, 68), fill="black", width=9)
    page = ocr.page_of_pictures([picture])
    (first, *others) = grids(page)[0].rows
    assert isinstance(align.entry(first[1]), align.Unreadable)
    assert (first[0], *first[2:]) == ("行政许可", "12345", "")
    assert tuple(others) == ROWS[1:]


@needs_ocr
def test_a_red_figure_is_not_taken_for_a_blank() -> None:
    picture = pictures.ruled(ROWS, WIDTHS)
    ImageDraw.Draw(picture).text((535, 83), "8", font=pictures.font(), fill=(215, 40, 40), anchor="mm")
    assert grids(ocr.page_of_pictures([picture]))[0].rows == (("行政许可", "0", "12345", REPLACEMENT), *ROWS[1:])


@needs_ocr
def test_where_the_line_between_two_figures_is_broken_neither_is_taken() -> None:
    picture = pictures.ruled(ROWS, WIDTHS)
    ImageDraw.Draw(picture).rectangle((366, 64, 374, 73), fill="white")  # between 0 and 12345
    rows = grids(ocr.page_of_pictures([picture]))[0].rows
    assert not {"0", "12345", "012345"} & set(rows[0])
    assert REPLACEMENT in rows[0]
    assert rows[1:] == ROWS[1:]
    assert codes(ocr.page_of_pictures([picture])) == ["ocr.used", "ocr.unsure"]


@needs_ocr
def test_columns_without_ruling_lines_are_loose() -> None:
    rows = (("行政许可", "208", "12345", "57"), ("行政处罚", "714", "126", "33"))
    page = ocr.page_of_pictures([pictures.ruled(rows, (260, 200, 200, 200), lines=False)])
    assert [(grid.kind, grid.rows) for grid in grids(page)] == [("loose", rows)]


@needs_ocr
def test_lines_of_one_paragraph_are_joined_and_the_page_number_is_left_out() -> None:
    text = ["        本年度主动公开政府信息共计2166条，其中通过政府网站公开的有1192条，通过", "政务微信公开的有886条。", "        全年没有收费。"]
    picture = pictures.written([*text, *[""] * 30, "                              — 1 —"], width=920)
    read = lines(ocr.page_of_pictures([picture]))
    assert read == ["本年度主动公开政府信息共计2166条，其中通过政府网站公开的有1192条，通过政务微信公开的有886条。", "全年没有收费。"]


@needs_ocr
def test_a_head_in_red_is_read() -> None:
    assert lines(ocr.page_of_pictures([pictures.written(["青石县水利局文件"], fill="#d02020")])) == ["青石县水利局文件"]


@needs_ocr
def test_a_picture_without_text_is_refused() -> None:
    assert "no legible text" in refused(pictures.saved(Image.new("RGB", (400, 300), "white")))
    assert "no legible text" in refused(pictures.saved(Image.new("L", (9, 9), "white")))


@pytest.mark.skipif(not ocr.available(), reason="pictures are read with the extra `ocr`, which is not installed")
@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"BM", pictures.saved(Image.new("RGB", (400, 400), "white"), "JPEG")[:300]])
def test_a_damaged_picture_is_refused_with_what_to_do(data: bytes) -> None:
    assert "damaged picture" in refused(data)


def header_only(width: int, height: int) -> bytes:
    """A PNG that says it is so large, without any of its pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + struct.pack(">I", 0) + b"IDAT\x35\xaf\x06\x1e"


@needs_ocr
@pytest.mark.parametrize(("width", "height"), [(10_000, 10_000), (60_000, 60_000)])
def test_a_picture_of_a_hundred_megapixels_is_refused_by_its_head(width: int, height: int) -> None:
    assert "million pixels" in refused(header_only(width, height))


@needs_ocr
def test_a_picture_of_another_file_is_held_to_the_same_size() -> None:
    with pytest.raises(ocr.PictureError) as caught:
        ocr.page_of_pictures([Image.new("1", (8000, 8000))])
    assert caught.value.message.fields == {"pixels": 40}


@needs_ocr
def test_a_file_of_endless_pages_is_refused() -> None:
    sheet = Image.new("1", (40, 40))
    data = pictures.saved(sheet, "TIFF", save_all=True, append_images=[sheet] * ocr_pictures.MOST_SHEETS)
    assert "{sheets} pages" in refused(data)


def test_every_page_of_a_tiff_is_a_picture_and_a_moving_picture_is_its_first() -> None:
    sheet = Image.new("1", (40, 40))
    assert len(list(ocr_pictures.pictures(pictures.saved(sheet, "TIFF", save_all=True, append_images=[sheet])))) == 2
    assert len(list(ocr_pictures.pictures(pictures.saved(sheet, "GIF", save_all=True, append_images=[Image.new("1", (40, 40), 1)])))) == 1


@pytest.mark.parametrize("mode", ["LA", "RGBA", "P", "CMYK", "I;16"])
def test_what_is_transparent_is_paper(mode: str) -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    found = ocr_pictures.in_colour(clear.convert(mode) if mode in {"LA", "RGBA"} else Image.new(mode, (40, 40)))
    assert found.mode == "RGB"
    if mode in {"LA", "RGBA"}:
        assert found.getpixel((5, 5)) == (255, 255, 255)


@needs_ocr
def test_a_figure_that_reaches_over_its_border_is_not_taken() -> None:
    picture = pictures.ruled(ROWS, WIDTHS)
    draw = ImageDraw.Draw(picture)
    draw.text((590, 83), "3", font=pictures.font(), fill="black", anchor="mm")  # on the table's right border
    draw.rectangle((365, 118, 366, 136), fill="black")  # as thin as a smeared line, as high as a 1
    rows = grids(ocr.page_of_pictures([picture]))[0].rows
    assert [rows[0][3], rows[1][1]] == [REPLACEMENT, REPLACEMENT]


@needs_ocr
def test_marks_for_nothing_and_figures_with_a_unit_are_read_as_printed() -> None:
    rows = (("规章", "无", "/"), ("行政事业性收费", "0.37万元", "12"))
    assert [grid.rows for grid in grids(ocr.page_of_pictures([pictures.ruled(rows, (220, 160, 120))]))] == [rows]


@needs_ocr
def test_a_photographed_table_is_a_rectangle_again() -> None:
    photograph = pictures.ruled(ROWS * 2, WIDTHS)
    width, height = photograph.size
    corners = (-30, -12, -4, height + 26, width + 26, height - 8, width + 8, 10)
    aslant = photograph.transform(photograph.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor="white")
    rows = grids(ocr.page_of_pictures([aslant]))[0].rows
    assert [a for mine, printed in zip(rows, ROWS * 2, strict=True) for a, b in zip(mine, printed, strict=True) if a not in {b, REPLACEMENT}] == []
    assert sum(cell == REPLACEMENT for row in rows for cell in row) <= 2


@needs_ocr
def test_a_figure_under_a_red_seal_is_read() -> None:
    picture = pictures.ruled(ROWS, WIDTHS)
    seal = Image.new("RGB", picture.size, "white")
    ImageDraw.Draw(seal).ellipse((300, 40, 520, 240), outline=(212, 60, 70), width=14)
    stamped = ImageChops.multiply(picture, seal)
    rows = grids(ocr.page_of_pictures([stamped]))[0].rows
    assert [a for mine, printed in zip(rows, ROWS, strict=True) for a, b in zip(mine, printed, strict=True) if a not in {b, REPLACEMENT}] == []
    assert sum(cell == REPLACEMENT for row in rows for cell in row) <= 2
