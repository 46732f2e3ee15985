"""A Word document is read as Word prints it: what is deleted, hidden or placed elsewhere is no part of a number, and each cell stands once."""

import pytest

from annual.read.office import cell, cells, docx, grid, lines, one, p, r, relations, table
from gongkai.annual.read import docx as reader
from gongkai.annual.read import ocr, read_bytes
from gongkai.annual.read.kinds import InPicturesError
from gongkai.annual.read.raw import REPLACEMENT, Grid, Line, Page
from gongkai.messages import UserError, message

PICTURE = b"\x89PNG\r\n\x1a\n" + b"x" * 9000
LABELS = table(
    cells("规章", "1"),
    cells("行政规范性文件", "2"),
    cells("一、本年新收政府信息公开申请数量", "3"),
    cells("二、上年结转政府信息公开申请数量", "4"),
    cells("行政复议", "行政诉讼"),
    cells("未经复议直接起诉", "复议后起诉"),
)


# ---- tables ---------------------------------------------------------------------------------


def test_lines_and_tables_are_numbered_in_reading_order() -> None:
    page = reader.page(docx(p("一") + table(cells("甲", "1"), cells("乙", "")) + p("") + p("二")))
    assert page == Page((Line("一", 1), Grid("cell", (("甲", "1"), ("乙", "")), 1), Line("二", 2)))


def test_a_merged_cell_stands_once_and_a_blank_one_is_kept() -> None:
    found = grid(
        table(
            cell("三、本年度办理结果", properties='<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>') + cells("予以公开", "1"),
            cell("", properties='<w:gridSpan w:val="2"/><w:vMerge/>') + cells("部分公开", ""),
            cell("hidden by Word", properties='<w:gridSpan w:val="2"/><w:vMerge w:val="continue"/>') + cells("不予公开", "3"),
        )
    )
    assert found == (("三、本年度办理结果", "予以公开", "1"), ("部分公开", ""), ("不予公开", "3"))


def test_a_cell_that_continues_nothing_is_one_of_its_own() -> None:
    shifted = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('2', properties='<w:vMerge/>')}{cell('丙')}</w:tr>"
    found = grid(table(cell("甲", properties='<w:vMerge w:val="restart"/>') + cells("乙", "丁")).replace("</w:tbl>", f"{shifted}</w:tbl>"))
    assert found == (("甲", "乙", "丁"), ("2", "丙"))


def test_cells_merged_the_old_way_stand_once() -> None:
    found = grid(
        table(
            cell("申请人情况", properties='<w:hMerge w:val="restart"/>') + cell("", properties="<w:hMerge/>") + cells("1"), cells("自然人", "", "2")
        )
    )
    assert found == (("申请人情况", "1"), ("自然人", "", "2"))


def test_paragraphs_and_breaks_in_a_cell_are_lines_of_it() -> None:
    found = grid(
        table(
            cell("法人或", "", "其他组织") + cell("<w:p><w:r><w:t>商业</w:t><w:br/><w:t>企业</w:t><w:tab/><w:t>甲</w:t></w:r></w:p>"), cells("1", "2")
        )
    )
    assert found == (("法人或\n其他组织", "商业\n企业  甲"), ("1", "2"))


def test_a_table_that_places_others_is_no_table() -> None:
    inner = table(cells("规章", "1"), cells("行政规范性文件", "2"))
    blocks = reader.page(docx(table(cell("左") + cell(p("一、总体情况"), inner, p("完"))))).blocks
    assert blocks == (Line("左", 1), Line("一、总体情况", 2), Grid("cell", (("规章", "1"), ("行政规范性文件", "2")), 1), Line("完", 3))


def test_a_number_in_a_table_of_its_own_within_a_cell_is_the_cells() -> None:
    assert grid(table(cell("规章") + cell(table(cells("7")), ""), cells("乙", "8"))) == (("规章", "7"), ("乙", "8"))


def test_rows_and_cells_in_content_controls_stand_in_their_places() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    rows = table(cells("甲", "1")).replace(
        "</w:tbl>", control.format(f"<w:tr>{cells('乙')}{control.format(cell(control.format(p('2'))))}</w:tr>") + "</w:tbl>"
    )
    assert grid(rows) == (("甲", "1"), ("乙", "2"))


def test_what_a_control_asks_to_be_typed_is_no_content() -> None:
    asked = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处输入数字')}</w:sdtContent></w:sdt>"
    around = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('单击此处')}</w:sdtContent></w:sdt>"
    assert grid(around + table(cell("甲") + cell(f"<w:p>{asked}</w:p>"), cells("乙", "1"))) == (("甲", ""), ("乙", "1"))


# ---- revisions ------------------------------------------------------------------------------


def test_deleted_text_is_gone_and_inserted_text_stays() -> None:
    assert one(f"{r('1')}<w:del><w:r><w:delText>2</w:delText></w:r></w:del><w:ins>{r('3')}</w:ins>") == "13"


def test_moved_text_stands_once_where_it_went() -> None:
    assert lines(f"<w:p>{r('甲')}<w:moveFrom>{r('乙')}</w:moveFrom></w:p><w:p><w:moveTo>{r('乙')}</w:moveTo></w:p>") == ["甲", "乙"]


def test_deleted_rows_and_cells_are_gone() -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cells('丙', '3')}</w:tr>"
    rows = table(cells("甲", "1"), cells("乙", "2") + cell("9", properties="<w:cellDel/>")).replace("</w:tbl>", f"{deleted}</w:tbl>")
    assert grid(rows) == (("甲", "1"), ("乙", "2"))


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    ended = "<w:rPr><w:del/></w:rPr>"
    assert lines(p("收到申请1", ended) + p("6件", ended) + table(cells("甲", "1"), cells("乙", "2"))) == ["收到申请16件"]
    assert lines(f"<w:p><w:pPr>{ended}</w:pPr></w:p>" + p("甲")) == ["甲"]


# ---- looks ----------------------------------------------------------------------------------


def test_hidden_text_is_not_read() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:basedOn w:val="H"/></w:style>'
    )
    shown = r("甲") + r("1", "<w:vanish/>") + r("2", '<w:rStyle w:val="H"/>') + r("乙", '<w:vanish w:val="0"/>')
    assert one(shown, styles=styles) == "甲乙"
    assert lines(p("丙", '<w:pStyle w:val="P"/>') + p("丁"), styles=styles) == ["丁"]


def test_struck_out_digits_are_no_number_and_struck_out_words_are_words() -> None:
    assert one(r("12", "<w:strike/>") + r("3") + r("件", "<w:dstrike/>") + r("4", '<w:strike w:val="false"/>')) == "~~12~~3件4"


def test_raised_and_lowered_digits_do_not_join_the_number_beside_them() -> None:
    assert one(r("15") + r("1", '<w:vertAlign w:val="superscript"/>') + r("2", '<w:vertAlign w:val="subscript"/>')) == "15¹²"


def test_styles_that_go_round_are_no_trap() -> None:
    styles = "".join(f'<w:style w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("AB", "BA"))
    assert lines(p("甲", '<w:pStyle w:val="A"/>'), styles=styles) == ["甲"]


# ---- what stands in a line ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inline", "text"),
    [
        ("<w:r><w:t>-</w:t><w:noBreakHyphen/><w:t>7</w:t></w:r>", "--7"),
        ("<w:r><w:t>公</w:t><w:softHyphen/><w:t>开</w:t></w:r>", "公开"),
        (f"<w:hyperlink>{r('甲')}</w:hyperlink><w:smartTag>{r('乙')}</w:smartTag>", "甲乙"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F08C"/><w:t>甲</w:t></w:r>', "•甲"),
        ('<w:r><w:sym w:font="宋体" w:char="2160"/><w:sym w:char="x"/></w:r>', "Ⅰ•"),
        (f"<w:r><w:ruby><w:rt>{r('hàn')}</w:rt><w:rubyBase>{r('汉')}</w:rubyBase></w:ruby></w:r>", "汉"),
        ("<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>", "12"),
        ("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>", REPLACEMENT),
        (f"<w:sdt><w:sdtContent>{r('5')}</w:sdtContent></w:sdt>", "5"),
        (f'<w:fldSimple w:instr="PAGE 99">{r("3")}</w:fldSimple>', "3"),
        ("<w:r><w:t>甲\n乙</w:t></w:r><w:bookmarkStart/>", "甲 乙"),
    ],
)
def test_a_line_is_what_it_prints(inline: str, text: str) -> None:
    assert one(inline) == text


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_a_field_is_its_result_and_not_its_instruction() -> None:
    inner = field("begin") + "<w:r><w:instrText>SUM 1</w:instrText></w:r>" + field("separate") + r("99") + field("end")
    assert one(field("begin") + "<w:r><w:instrText>IF</w:instrText></w:r>" + inner + field("separate") + r("12") + field("end") + r("件")) == "12件"


def test_a_field_without_an_end_hides_nothing() -> None:
    assert lines(f"<w:p>{field('begin')}{r('甲')}</w:p>" + p("乙")) == ["甲", "乙"]
    assert one(field("separate") + field("end") + r("甲") + field("other") + r("乙") + field("begin")) == "甲乙"


def test_lines_of_the_table_of_contents_lose_their_page() -> None:
    styles = '<w:style w:styleId="C"><w:name w:val="TOC 1"/></w:style>'
    assert lines("<w:p><w:pPr><w:pStyle w:val='C'/></w:pPr><w:r><w:t>一、总体情况</w:t><w:tab/><w:t>3</w:t></w:r></w:p>", styles=styles) == [
        "一、总体情况"
    ]


def tabbed(*texts: str) -> str:
    return f"<w:p><w:r>{'<w:tab/>'.join(f'<w:t>{text}</w:t>' for text in texts)}</w:r></w:p>"


def test_lines_with_tabs_below_each_other_are_columns_in_which_a_blank_does_not_show() -> None:
    assert grid(tabbed("自然人", "", "3") + tabbed("总计", "4")) == (("自然人", "3"), ("总计", "4"))
    assert reader.page(docx(tabbed("自然人", "3") + p("x") + tabbed("总计", "4"))).blocks == (Line("自然人  3", 1), Line("x", 2), Line("总计  4", 3))


def test_notes_stand_after_their_paragraph_or_table_and_touch_no_number() -> None:
    notes = f"<w:footnote w:id='2'>{p('含1件重复')}</w:footnote>"
    referring = f"<w:p>{r('15')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    assert lines(referring + p("甲") + referring, footnotes=notes) == ["15", "含1件重复", "甲", "15"]
    page = reader.page(docx(table(cell("收到") + cell(referring), cells("乙", "1")), footnotes=notes))
    assert page.blocks == (Grid("cell", (("收到", "15"), ("乙", "1")), 1), Line("含1件重复", 1))
    assert lines(referring) == ["15"]


# ---- boxes ----------------------------------------------------------------------------------


def box(text: str, *, floating: bool) -> str:
    """A text box as Word writes it: once for itself, once more for older programs."""
    content = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    kind = "anchor" if floating else "inline"
    old = f'<w:pict><v:shape style="{"position:absolute" if floating else ""}"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
    new = f"<w:drawing><wp:{kind}><a:graphic><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphic></wp:{kind}></w:drawing>"
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>'


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    assert lines(f"<w:p>{r('甲')}{box('标题', floating=True)}</w:p>") == ["甲", "标题"]


def test_a_box_that_floats_over_a_table_is_in_no_cell_of_it() -> None:
    hung = f"<w:p>{r('1')}{box('99', floating=True)}</w:p>"
    page = reader.page(docx(table(cell("甲") + cell(hung), cells("乙", "2"))))
    assert page.blocks == (Grid("cell", (("甲", "1"), ("乙", "2")), 1), Line("99", 1))


def test_a_box_in_the_line_of_a_cell_is_the_cells() -> None:
    assert grid(table(cell("甲") + cell(f"<w:p>{box('5', floating=False)}</w:p>"), cells("乙", "2"))) == (("甲", "5"), ("乙", "2"))


def test_of_alternatives_the_first_that_shows_something_is_taken() -> None:
    shown = "<mc:Choice><w:r/></mc:Choice><mc:Fallback>{}</mc:Fallback>"
    assert lines(f"<w:p><mc:AlternateContent>{shown.format(r('甲'))}</mc:AlternateContent></w:p>") == ["甲"]
    assert lines(f"<mc:AlternateContent>{shown.format(p('乙'))}</mc:AlternateContent>") == ["乙"]
    assert lines("<w:p><mc:AlternateContent/></w:p><mc:AlternateContent/>" + p("丙")) == ["丙"]
    boxed = shown.format(f"<w:txbxContent>{p('丁')}</w:txbxContent>")
    group = f"<w:drawing><a:x><mc:AlternateContent/><mc:AlternateContent>{boxed}</mc:AlternateContent></a:x></w:drawing>"
    assert lines(f"<w:p><w:r>{group}</w:r></w:p>") == ["丁"]


# ---- parts of other kinds -------------------------------------------------------------------


def chunk(name: str, content: str | bytes) -> Page:
    parts = {f"word/{name}": content, "word/_rels/document.xml.rels": relations(aFChunk=name)}
    return reader.page(docx(p("前") + '<w:altChunk r:id="aFChunk"/>' + p("后"), parts=parts))


def test_a_web_page_within_the_document_is_read_in_its_place() -> None:
    html = "<html><body><table><tr><td>甲<td>1<tr><td>乙<td>2</table></body></html>"
    assert chunk("a.html", html).blocks == (Line("前", 1), Grid("cell", (("甲", "1"), ("乙", "2")), 1), Line("后", 2))
    assert chunk("a.txt", "甲\n").blocks[1] == Line("甲", 2)
    mail = f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n{html}\n--b--\n'
    assert chunk("a.mht", mail).blocks[1] == Grid("cell", (("甲", "1"), ("乙", "2")), 1)


def test_a_document_within_the_document_is_read_but_none_within_that() -> None:
    inner = docx(
        p("内") + '<w:altChunk r:id="aFChunk"/>', parts={"word/b.docx": docx(p("内内")), "word/_rels/document.xml.rels": relations(aFChunk="b.docx")}
    )
    page = chunk("a.docx", inner)
    assert [block.text for block in page.blocks if isinstance(block, Line)] == ["前", "内", "后"]
    assert [doubt.code for doubt in page.doubts] == ["part.unread"]


@pytest.mark.parametrize("content", [rb"{\rtf1}", b"", b"\x89PNG\r\n\x1a\n"])
def test_a_part_that_cannot_be_read_is_a_doubt(content: bytes) -> None:
    page = chunk("a.bin", content)
    assert (len(page.blocks), [doubt.code for doubt in page.doubts]) == (2, ["part.unread"])


def with_pictures(*pictures: bytes, body: str = "") -> bytes:
    shown = "".join(f'<w:p><w:r><w:drawing><a:blip r:embed="image_{number}"/></w:drawing></w:r></w:p>' for number in range(len(pictures)))
    parts: dict[str, str | bytes] = {f"word/media/{number}.png": picture for number, picture in enumerate(pictures)}
    targets = {f"image_{number}": f"media/{number}.png" for number in range(len(pictures))}
    return docx(p("前") + shown + p("后") + body, parts={**parts, "word/_rels/document.xml.rels": relations(**targets)})


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)


@pytest.mark.usefixtures("no_ocr")
def test_pictures_are_told_where_a_table_of_the_form_is_missing_and_they_cannot_be_read() -> None:
    (found,) = reader.page(with_pictures(PICTURE, PICTURE + b"2")).doubts
    assert (found.code, found.message.text("en")) == (
        "picture.unread",
        "The document has pictures (2) that were not read; what they show is unknown.",
    )


@pytest.mark.usefixtures("no_ocr")
def test_seals_and_pictures_beside_a_whole_form_are_no_doubt() -> None:
    assert reader.page(with_pictures(b"\x89PNG small")).doubts == ()
    assert reader.page(with_pictures(PICTURE, body=LABELS)).doubts == ()


def test_pictures_are_recognised_where_a_table_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    form = Grid("cell", (("规章", "1"), ("行政规范性文件", "2")), 1, 1)

    def recognised(data: bytes) -> Page:
        if data == PICTURE:
            return Page((form,))
        if data.endswith(b"bad"):
            raise UserError(message("damaged"))
        return Page((Line("风景", 1, 1),))

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "page", recognised)
    data = with_pictures(PICTURE, PICTURE + b"landscape", PICTURE + b"bad")
    with pytest.raises(InPicturesError):
        reader.page(data)
    page = reader.page_of_pictures(data)
    assert page.blocks == (Line("前", 1), Grid("cell", form.rows, 1), Line("后", 2))
    assert [(one.code, one.message.fields["count"]) for one in page.doubts] == [("picture.unread", 2)]
    assert reader.page_of_pictures(with_pictures(PICTURE)).doubts == ()


def test_a_report_in_word_is_read_like_any_other() -> None:
    report = read_bytes(docx(p("青石县水利局2023年政府信息公开工作年度报告") + LABELS), "x.docx")
    assert (report.organ, report.year) == ("青石县水利局", 2023)
