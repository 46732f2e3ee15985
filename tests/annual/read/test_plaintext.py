"""Text becomes rows by bars, tabs or wide blanks; what is running text stays running text."""

from gongkai.annual.read.plaintext import page
from gongkai.annual.read.raw import Grid, Line


def test_bars_make_cells_and_empty_ones_show() -> None:
    assert page("规章 | 1 | | 3\n| 行政规范性文件 | 2 ||\n").blocks == (
        Grid("bar", (("规章", "1", "", "3"), ("", "行政规范性文件", "2", "", "")), 1),
    )


def test_tabs_make_cells_and_a_leading_one_an_empty_cell() -> None:
    assert page("规章\t1\t\t3\n\t行政处罚\t2\n").blocks == (Grid("bar", (("规章", "1", "", "3"), ("", "行政处罚", "2")), 1),)


def test_wide_blanks_make_cells_whose_empty_neighbours_do_not_show() -> None:
    assert page("规章   1  2   3\n  行政处罚  2\n").blocks == (Grid("loose", (("规章", "1", "2", "3"), ("行政处罚", "2")), 1),)


def test_a_sentence_with_wide_blanks_or_long_pieces_is_a_line() -> None:
    assert page("我局收到申请  12件。").blocks == (Line("我局收到申请  12件。", 1),)
    long = "我局认真做好公开工作" * 10 + "  收到申请12件"
    assert page(long).blocks == (Line(long, 1),)


def test_a_bar_after_a_whole_paragraph_does_not_make_it_a_table() -> None:
    paragraph = "我局认真做好公开工作，" * 50 + "收到申请12件。"
    assert page(f"{paragraph} | 打印本页 |\n").blocks == (Line(paragraph, 1), Line("打印本页", 1))


def test_lines_with_one_text_between_bars_are_lines() -> None:
    assert page("| 总体情况 |\n|\n| 收到申请12件 |\n").blocks == (Line("总体情况", 1), Line("收到申请12件", 3))


def test_blank_lines_are_counted_but_no_blocks() -> None:
    assert page("\n一、总体情况\n\n  收到申请12件  \n").blocks == (Line("一、总体情况", 2), Line("收到申请12件", 4))


def test_tables_with_text_between_are_two() -> None:
    found = page("规章 | 1\n收费 | 2\n说明\n行政处罚  3\n").blocks
    assert [(type(block).__name__, block.number) for block in found] == [("Grid", 1), ("Line", 3), ("Grid", 2)]
