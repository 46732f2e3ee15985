"""Any markup becomes cells and lines in reading order: inline tags joined, blocks apart, layout tables seen through."""

import pytest

from annual.read.builders import codes, read, row, table
from gongkai.annual.read.clean import clean_page
from gongkai.annual.read.html import is_html, page
from gongkai.annual.read.raw import Grid, Line


def lines(text: str) -> list[str]:
    return [block.text for block in page(text).blocks if isinstance(block, Line)]


def grids(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in page(text).blocks if isinstance(block, Grid)]


def test_markup_is_told_from_text() -> None:
    assert is_html("<!DOCTYPE html>\n<p>公开</p>")
    assert is_html("说明\n<TABLE><tr><td>1</td></tr></TABLE>")
    assert not is_html("收到申请 <12 件，p<0.05；a<b>c")
    assert not is_html("一、总体情况 | 12")


def test_a_number_split_over_inline_tags_is_one_text() -> None:
    assert grids("<table><tr><td>总计</td><td><span>1</span><b><font>2</font></b><o:p>3</o:p></td></tr></table>") == [(("总计", "123"),)]
    assert grids("<table><tr><td>总计</td><td><p><span> </span><span>16</span><span lang=EN-US>5</span></p></td></tr></table>") == [
        (("总计", "165"),)
    ]
    assert lines("<p>收到<a href=x>申请</a><em>1</em><em>2</em>件。</p>") == ["收到申请12件。"]


def test_lines_break_at_blocks_and_breaks_only() -> None:
    assert lines("<div>一、总体<span>情况</span></div><div>收到<br>12件</div><ul><li>甲<li>乙</ul>") == ["一、总体情况", "收到", "12件", "甲", "乙"]
    assert lines("<p>收到政府信息\n   公开申请\n12件。</p>") == ["收到政府信息公开申请12件。"]


def test_a_break_inside_a_cell_is_kept_and_a_wrapped_line_is_not() -> None:
    assert grids("<table><tr><td>本年新<br/>制作数量</td><td><p>本年新</p><p>公开\n  数量</p></td></tr><tr><td>2</td><td>3</td></tr></table>") == [
        (("本年新\n制作数量", "本年新\n公开数量"), ("2", "3"))
    ]


def test_cells_are_the_tables_own_and_merged_ones_stand_once() -> None:
    rows = "<tr><td rowspan=2>三、本年度办理结果</td><td colspan=2>予以公开</td><td>1</td></tr><tr><td></td><th>部分公开</th><td>2</td></tr><tr></tr>"
    expected = (("三、本年度办理结果", "予以公开", "1"), ("", "部分公开", "2"))
    assert grids(f"<table><thead></thead><tbody>{rows}</tbody></table>") == [expected]


def test_a_table_inside_a_layout_table_is_the_data() -> None:
    inner = table([("规章", "1"), ("行政规范性文件", "2")])
    found = page(f"<table><tr><td>首页</td><td><p>前言</p>{inner}<p>结尾</p></td></tr></table>").blocks
    assert [block.text if isinstance(block, Line) else block.rows for block in found] == [
        "首页",
        "前言",
        (("规章", "1"), ("行政规范性文件", "2")),
        "结尾",
    ]


def test_a_table_that_only_lays_out_text_becomes_lines() -> None:
    assert lines("<table><tr><td>一、总体情况</td></tr><tr><td>收到申请12件。</td></tr></table>") == ["一、总体情况", "收到申请12件。"]
    long = "公开" * 400
    assert lines(f"<table><tr><td>菜单</td><td>{long}</td></tr></table>") == ["菜单", long]
    paragraphs = "".join(f"<p>第{n}段，说明公开工作的一个方面，长短与真实报告相仿。</p>" for n in "一二三四五六")
    assert len(lines(f"<table><tr><td>菜单</td><td>{paragraphs}</td></tr></table>")) == 7
    assert lines("<table></table><p>完</p>") == ["完"]


def test_scripts_forms_and_styles_are_no_text() -> None:
    silent = "<script>var a=12</script><style>p{}</style><select><option>2023</option></select><noscript>x</noscript><textarea>y</textarea>"
    assert lines(f"<body>{silent}<p>收到12件<!-- 13件 --><!--[if gte mso 9]><p>14件</p><![endif]--></p></body>") == ["收到12件"]


@pytest.mark.parametrize(
    ("markup", "cell"),
    [
        ("310<sup>1</sup>", "310¹"),
        ("310<sup>①</sup>", "310①"),
        ("<del>300</del>310", "~~300~~310"),
        ("<s>旧</s>310", "旧310"),
        ("<span style='DISPLAY : none'>9</span>310", "310"),
        ("<span style='color:red'>3</span><b style>10</b><i style=display:none>5</i>", "310"),
        ("<input value='310'>", "310"),
        ("<input type=TEXT value='310'>5", "310\n5"),
        ("<input type=hidden value='9'>310", "310"),
        ("<input value>310", "310"),
    ],
)
def test_what_stands_beside_a_number_never_adds_digits_to_it(markup: str, cell: str) -> None:
    assert grids(f"<table><tr><td>行政许可</td><td>{markup}</td></tr></table>") == [(("行政许可", cell),)]


def test_the_pages_title_is_apart_from_its_text() -> None:
    found = page("<html><head><title> 年报 </title></head><body><p>正文</p></body></html>")
    assert (found.title, lines("<html><head><title>年报</title></head><body><p>正文</p></body></html>")) == ("年报", ["正文"])
    assert page("<p>没有标题</p>").title == ""
    assert page("<html></html>").blocks == ()


def test_tables_and_lines_are_counted_as_places_need_it() -> None:
    found = page(f"<p>甲</p>{table([('规章', '1'), ('收费', '2')])}<p>乙</p>{table([('行政许可', '1'), ('行政处罚', '2')])}").blocks
    assert [(type(block).__name__, block.number) for block in found] == [("Line", 1), ("Grid", 1), ("Line", 2), ("Grid", 2)]


def test_elements_in_rows_are_a_grid_only_where_the_forms_words_stand_in_them() -> None:
    text = "<div><div><span>甲</span><span>1</span></div><!-- x --><div><span>乙</span><span></span></div></div><ul><li>菜单</li><li>首页</li></ul>"

    def all_known(texts: list[str]) -> int:
        return sum(text in {"甲", "乙", "1"} for text in texts)

    assert grids(text) == []
    assert [block.rows for block in page(text, words_in=all_known).blocks if isinstance(block, Grid)] == [(("甲", "1"), ("乙", ""))]
    assert [block for block in page(text, words_in=lambda _: 0).blocks if isinstance(block, Grid)] == []


def test_a_div_grid_shows_its_empty_cells() -> None:
    numbers = {"行政复议": ["1", "", "", "", "1"], "未经复议直接起诉": ["", "", "2", "", "2"], "复议后起诉": [""] * 5}
    rows = [["类别", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"], *([label, *cells] for label, cells in numbers.items())]
    grid = "".join("<div class=r>" + "".join(f"<div class=c>{cell}</div>" for cell in cells) + "</div>" for cells in rows)
    report = read(f"<html><body><h1>青石县水利局2023年政府信息公开工作年度报告</h1>{grid}</body></html>")
    assert row(report, "remedies.review") == [1, None, None, None, 1]
    assert row(report, "remedies.litigation_direct") == [None, None, 2, None, 2]
    assert "remedies.review.corrected" in report.blank
    assert "remedies.review.upheld" not in report.blank


def test_a_paragraph_of_invisible_characters_ends_a_row_of_one_cell_a_line() -> None:
    cells = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    cells += ["一、本年新收政府信息公开申请数量", "3", "&#8203;", "0", "0", "0", "0", "3"]
    cells += ["二、上年结转政府信息公开申请数量", "1", "0", "0", "0", "0", "0", "1"]
    report = read("<html><body>" + "".join(f"<p>{cell}</p>" for cell in cells) + "</body></html>")
    # 3 alone could stand in any column
    assert row(report, "applications.received") == [None] * 7
    assert row(report, "applications.carried_in") == [1, 0, 0, 0, 0, 0, 1]
    assert "row.ambiguous" in codes(report)


def test_stray_control_characters_neither_move_cells_nor_stand_for_tables() -> None:
    grid = table([("规章", "3"), ("行政处罚", "5")])
    for stray in ("&#1;", "&#2;7&#2;", "&#2;0&#2;", "&#3;", "\x01", "\x027\x02", "\x00"):
        found = clean_page(page(f"<html><body><p>公开{stray}情况</p>{grid}</body></html>")).blocks
        assert [block.rows for block in found if isinstance(block, Grid)] == [(("规章", "3"), ("行政处罚", "5"))]


@pytest.mark.parametrize("name", ["o:p", "a.b", 'a"b', "a\x01", "a中文", "a\\", "a{", "a[", "a\ufffd", "a😀"])
def test_a_number_split_by_a_tag_of_any_name_is_one_number(name: str) -> None:
    assert [line.text for line in page(f"<html><p>1<{name}>2</{name}>3</p>").blocks if isinstance(line, Line)] == ["123"]
