from collections.abc import Sequence
from decimal import Decimal

from gongkai.annual.model import OtherTable
from gongkai.annual.narrative.changes import Share
from gongkai.annual.narrative.sums import Sum
from gongkai.annual.narrative.tables import holds, table_relations


def sums(*rows: tuple[str, ...]) -> list[tuple[object, list[object]]]:
    found = table_relations((OtherTable("", rows),), ())
    return [(one.total.value, [part.value for part in one.parts]) for one in found if isinstance(one, Sum)]


def shares(rows: Sequence[tuple[str, ...]], said: tuple[int, ...] = ()) -> list[tuple[object, object, str]]:
    found = table_relations((OtherTable("", tuple(rows)),), said)
    return [(one.part.value, one.whole.value, str(one.stated.value)) for one in found if isinstance(one, Share)]


def test_numbered_rows_under_a_total_of_requests_are_its_parts_and_a_blank_is_0_where_the_sum_holds() -> None:
    assert sums(
        ("主动公开文件数", "74"), ("其中:1.政府网站公开数", "60"), ("2.政府公报公开数", "30"),
        ("受理申请总数", "4"), ("其中:1.当面申请数", "0"), ("2.网上申请数", "4"), ("3.信函申请数", ""),
        ("对申请的答复总数", "4"), ("其中：1.同意公开答复数", "2"), ("2.不予公开答复数", "1"), ("收费金额", "0"),
    ) == [(4, [0, 4, 0]), (4, [2, 1])]  # fmt: skip


def test_a_sum_with_a_blank_that_does_not_hold_is_not_read() -> None:
    assert sums(("受理申请总数", "4"), ("其中:1.当面申请数", "3"), ("2.网上申请数", "—")) == []


def test_a_division_of_a_part_leaves_the_outer_one_open() -> None:
    assert sums(
        ("对申请的答复总数", "9"), ("其中：1.同意公开答复数", "2"), ("2.不予公开答复数", "7"), ("其中：（1）涉密", "3"), ("（2）隐私", "4"),
        ("3.其他答复数", "0"),
    ) == [(9, [2, 7, 0]), (7, [3, 4])]  # fmt: skip


def test_what_is_no_row_of_label_and_count_ends_a_division() -> None:
    assert sums(("受理申请总数", "4"), ("其中：1.当面申请数", "1"), ("2.网上申请数", "3", "2"), ("3.信函申请数", "9")) == []
    assert sums(("受理申请总数", ""), ("其中：1.当面申请数", "1"), ("2.网上申请数", "3")) == []
    assert sums(("其中：1.当面申请数", "1"), ("2.网上申请数", "3")) == []


def test_percentages_belong_to_the_total_of_the_table() -> None:
    assert shares([("甲类", "30", "60%"), ("乙类", "20", "40%"), ("合计", "50", "100%")]) == [(30, 50, "60"), (20, 50, "40"), (50, 50, "100")]
    assert shares([("甲类", "30", "60%"), ("合计", "50", "100%"), ("总计", "60", "100%")]) == []


def test_percentages_belong_to_the_one_number_of_the_text_by_which_all_but_one_hold() -> None:
    rows = [("类别", "数量", "比例"), ("甲类", "43", "10.31%"), ("乙类", "38", "9.11%"), ("丙类", "33", "7.91%"), ("丁类", "30", "7.91%")]
    assert [whole for _, whole, _ in shares(rows, (417, 389, 5))] == [417] * 4
    assert shares(rows, (389, 5)) == []
    assert shares(rows[:4], (417,)) == []
    assert shares([("甲类", "30%")], (100,)) == []


def test_a_percentage_holds_within_half_a_unit_of_its_last_digit() -> None:
    assert holds(43, 417, Decimal("10.31"))
    assert not holds(43, 417, Decimal("10.32"))
    assert holds(1, 8, Decimal("12.5"))
    assert holds(1, 8, Decimal(12))
    assert holds(1, 8, Decimal(13))
    assert not holds(1, 0, Decimal(0))
