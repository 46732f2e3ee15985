"""Tables that go on over the end of a page: a row broken in two is put together only where that is certain."""

from collections.abc import Sequence

from annual.read.pdf_paper import HEAD_ROWS, WIDTHS, Cell, Paper, figures

RECEIVED: tuple[Cell, ...] = (("一、本年新收政府信息公开申请数量", 3, 1), *figures("11 12 13 14 15 16 81"))
CARRIED: tuple[Cell, ...] = (("四、结转下年度继续办理", 3, 1), *figures("0 1 0 2 0 3 6"))
EMPTY = figures("_ _ _ _ _ _ _")


def two_pages(first: Sequence[Sequence[Cell]], second: Sequence[Sequence[Cell]], *, between: str = "", shift: float = 0) -> Paper:
    """A table on the foot of one page and one on top of the next."""
    paper = Paper()
    paper.text(60, 50, "三、收到和处理政府信息公开申请情况")
    paper.table(40, 760 - 20 * len(first), WIDTHS, first)
    paper.middle(297, 815, "- 3 -").turn_page()
    if between:
        paper.text(60, 50, between)
    paper.table(40 + shift, 70, WIDTHS, second)
    return paper.middle(297, 815, "- 4 -")


def row(paper: Paper, code: str) -> list[object]:
    report = paper.report()
    columns = ("natural_person", "business", "research", "public_interest", "legal_service", "other", "total")
    return [
        report.figures.get(f"applications.{code}.{column}", "blank" if f"applications.{code}.{column}" in report.blank else None)
        for column in columns
    ]


def test_a_table_goes_on_on_the_next_page() -> None:
    paper = two_pages([*HEAD_ROWS, RECEIVED], [CARRIED])
    rows = paper.rows()
    assert [cells[0] for cells in rows[3:]] == ["一、本年新收政府信息公开申请数量", "四、结转下年度继续办理"]


def test_a_head_printed_again_is_left_out_and_another_one_is_not() -> None:
    assert len(two_pages([*HEAD_ROWS, RECEIVED], [*HEAD_ROWS, CARRIED]).rows()) == 5
    other = (*HEAD_ROWS[:2], ("商业\n企业", "科研\n院所", "社会公\n益组织", "法律服\n务机构", "其他"))
    assert len(two_pages([*HEAD_ROWS, RECEIVED], [*other, CARRIED]).rows()) == 6


def test_equal_rows_of_numbers_are_no_head() -> None:
    assert len(two_pages([RECEIVED, CARRIED], [RECEIVED]).rows()) == 3


def test_another_table_or_words_between_part_two_tables() -> None:
    assert len(two_pages([*HEAD_ROWS, RECEIVED], [CARRIED], between="四、政府信息公开行政复议、行政诉讼情况").grids()) == 2
    assert len(two_pages([*HEAD_ROWS, RECEIVED], [CARRIED], shift=9).grids()) == 2
    paper = Paper()
    paper.table(50, 740, (100, 60, 60), [("规章", "1", "2"), ("行政许可", "3", "4")])
    paper.turn_page().table(50, 60, (90, 65, 65), [("行政处罚", "5", "6"), ("行政强制", "7", "8")])
    assert len(paper.grids()) == 2


def test_a_label_broken_over_the_page_is_one_label_with_its_numbers_on_either_page() -> None:
    label: Cell = ("2.其他法律行政", 3, 1)
    rest: Cell = ("法规禁止公开", 3, 1)
    numbers = figures("1 2 3 4 5 6 21")
    assert row(two_pages([*HEAD_ROWS, RECEIVED, (label, *numbers)], [(rest, *EMPTY), CARRIED]), "refused.prohibited_by_law") == [1, 2, 3, 4, 5, 6, 21]
    assert row(two_pages([*HEAD_ROWS, RECEIVED, (label, *EMPTY)], [(rest, *numbers), CARRIED]), "refused.prohibited_by_law") == [1, 2, 3, 4, 5, 6, 21]


def test_two_halves_with_numbers_on_both_pages_are_left_as_they_stand() -> None:
    paper = two_pages(
        [*HEAD_ROWS, RECEIVED, (("2.其他法律行政", 3, 1), *figures("1 2 _ _ _ _ _"))], [(("法规禁止公开", 3, 1), *figures("_ _ 3 4 5 6 21")), CARRIED]
    )
    assert len(paper.rows()) == 7
    assert row(paper, "refused.prohibited_by_law") == [None] * 7


def test_a_label_on_one_page_and_its_numbers_on_the_other_are_one_row() -> None:
    label: Cell = ("2.其他法律行政法规禁止公开", 3, 1)
    numbers = figures("1 2 3 4 5 6 21")
    assert row(two_pages([*HEAD_ROWS, RECEIVED, (label, *EMPTY)], [(("", 3, 1), *numbers), CARRIED]), "refused.prohibited_by_law") == [
        1,
        2,
        3,
        4,
        5,
        6,
        21,
    ]
    assert row(two_pages([*HEAD_ROWS, RECEIVED, (("", 3, 1), *numbers)], [(label, *EMPTY), CARRIED]), "refused.prohibited_by_law") == [
        1,
        2,
        3,
        4,
        5,
        6,
        21,
    ]


def test_two_whole_rows_beside_the_page_break_stay_two() -> None:
    first: tuple[Cell, ...] = (("（一）予以公开", 3, 1), *EMPTY)
    second: tuple[Cell, ...] = (("2.其他法律行政法规禁止公开", 3, 1), *figures("1 2 3 4 5 6 21"))
    paper = two_pages([*HEAD_ROWS, RECEIVED, first], [second, CARRIED])
    assert row(paper, "granted") == ["blank"] * 7
    assert row(paper, "refused.prohibited_by_law") == [1, 2, 3, 4, 5, 6, 21]


def test_cells_whose_numbers_may_be_on_the_next_page_are_not_blank() -> None:
    first: tuple[Cell, ...] = (("（二）部分公开", 3, 1), *EMPTY)
    second: tuple[Cell, ...] = (("（区分处理的情形另计）说明", 3, 1), *figures("1 2 3 4 5 6 21"))
    assert row(two_pages([*HEAD_ROWS, RECEIVED, first], [second, CARRIED]), "partly_granted") == [None] * 7


def test_a_label_of_a_group_broken_over_the_page_is_one_label() -> None:
    paper = two_pages(
        [
            *HEAD_ROWS,
            RECEIVED,
            ("", ("（三）不", 1, 2), "1.属于国家秘密", *figures("1 0 0 0 0 0 1")),
            ("", "2.其他法律行政\n法规禁止公开", *figures("2 0 0 0 0 0 2")),
        ],
        [("", ("予公开", 1, 2), "3.危及“三安全\n一稳定”", *figures("3 0 0 0 0 0 3")), ("", "4.保护第三方\n合法权益", *figures("4 0 0 0 0 0 4"))],
    )
    rows = paper.rows()
    assert rows[4][1] == "（三）不予公开"
    assert rows[6] == ["", "3.危及“三安全一稳定”", *figures("3 0 0 0 0 0 3")]


def test_a_row_broken_with_its_group_label_is_one_row() -> None:
    paper = two_pages(
        [*HEAD_ROWS, RECEIVED, (("（四）", 2, 1), "1.本机关不掌握", *figures("1 0 0 0 0 0 1"))],
        [(("无法提供", 2, 1), "相关政府信息", *EMPTY), (("", 2, 1), "2.没有现成信息\n需要另行制作", *figures("2 0 0 0 0 0 2"))],
    )
    assert paper.rows()[4] == ["（四）无法提供", "1.本机关不掌握相关政府信息", *figures("1 0 0 0 0 0 1")]


def test_a_group_goes_on_over_three_pages() -> None:
    group = ("（三）不\n予公开", "", "")
    labels = (
        ("1.属于国家秘密", "2.其他法律行政法规禁止公开"),
        ("3.危及“三安全一稳定”", "4.保护第三方合法权益"),
        ("5.属于三类内部事务信息", "6.属于四类过程性信息"),
    )
    paper = Paper()
    for name, own in zip(group, labels, strict=True):
        rows: list[Sequence[Cell]] = [(("", 1, 2), (name, 1, 2), own[0], *figures("1 0 0 0 0 0 1")), (own[1], *figures("2 0 0 0 0 0 2"))]
        paper.table(40, 740, WIDTHS, rows)
        paper.turn_page()
    read = paper.rows()
    assert [cells[-8] for cells in read] == [label for pair in labels for label in pair]
    assert [len(cells) for cells in read] == [10, 8, 8, 8, 8, 8]


def test_a_page_that_only_repeats_the_head_adds_nothing() -> None:
    assert len(two_pages([*HEAD_ROWS, RECEIVED], HEAD_ROWS).rows()) == 4


def test_a_head_alone_on_its_page_takes_no_label_from_the_next() -> None:
    corner: Cell = ("（本列数据的勾稽关系为：\n第一项加第二项之和，\n等于第三项加第四项之和）", 3, 3)
    head = ((corner, ("申请人情况", 7, 1)), *HEAD_ROWS[1:])
    assert row(two_pages(head, [RECEIVED, CARRIED]), "received") == [11, 12, 13, 14, 15, 16, 81]
