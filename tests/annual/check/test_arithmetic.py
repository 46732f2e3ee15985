from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annual.check.arithmetic import arithmetic
from gongkai.annual.model import AnnualReport, Figure, OtherTable, Section


def report(text: str, figures: dict[str, Figure] | None = None, tables: tuple[OtherTable, ...] = ()) -> AnnualReport:
    return AnnualReport("x", None, 2022, "2021", None, sections=(Section("", "", text),), figures=figures or {}, other_tables=tables)


def found(text: str, figures: dict[str, Figure] | None = None) -> list[tuple[str, object, object]]:
    return [(one.code.removeprefix("arithmetic."), one.left, one.right) for one in arithmetic(report(text, figures))]


# worked out by hand
HOLD = (
    "发布信息417条，上年362条，同比增长15.2%。", "发布信息389条，上年350条，增长11.1%。", "发文74件，2021年119件，同比下降37.8%。",
    "发布132条，上年101条，增长31%。",
    "发布132条，上年101条，增长30.69%。", "发布9条，上年8条，增长12%。", "发布9条，上年8条，增长13%。", "收到申请12件，比上年增加2件，增长20%。",
    "收到申请9件，比去年减少3件，下降25%。", "收到申请22件，上年10件，增长1.2倍。", "收到申请22件，上年10件，增加12件。",
    "收到申请8件，上年10件，减少2件。",
    "发布132条，上年101条，增长超过30%。", "发布132条，上年101条，增长约40%。", "发布200余条，上年101条，增长10%。", "发布10条，上年0条，增长100%。",
    "发布2.1万条，上年2万条，增长7%。", "收到申请3件，比上年增加3件，增长100%。",
    "共12件，其中网络8件，占66.7%，信函4件，占33.3%。", "共8条，其中甲类1条，占12%，乙类7条，占88%。", "共12件，其中网络7余件，占90%。",
    "发布100余条，其中网站90条，微信30条，其他10条。", "发布约100条，其中网站30条，微信30条，其他10条。",
    "发布2.1万条，其中网站20000条，其他1020条。",
    "发布信息100条，其中网站60条。", "收到申请4件（含重复1件）。",
)  # fmt: skip
WRONG = {
    "发布132条，上年101条，增长30%。": ("growth", "30.69%", "30%"),
    "发文74件，2021年119件，同比下降36%。": ("growth", "-37.82%", "-36%"),
    "发文74件，2021年119件，同比增长37.8%。": ("growth", "-37.815%", "37.8%"),
    "收到申请12件，比上年增加2件，增长25%。": ("growth", "20.00%", "25%"),
    "收到申请9件，比去年减少3件，下降33%。": ("growth", "-25.00%", "-33%"),
    "收到申请22件，上年10件，增长2.2倍。": ("growth", "1.200倍", "2.2倍"),
    "收到申请22件，上年10件，增加11件。": ("growth", 12, 11),
    "收到申请8件，上年10件，减少3件。": ("growth", -2, -3),
    "发布132条，上年101条，增长超过40%。": ("growth", "30.69%", "40%"),
    "发布132条，上年101条，增长不到20%。": ("growth", "30.69%", "20%"),
    "共12件，其中网络8件，占67.7%，其他4件。": ("share", "66.667%", "67.7%"),
    "发布100条，其中网站60条，微信30条，其他9条。": ("sum", 99, 100),
    "发布100条，其中网站60条，微信30条，其他11条。": ("sum", 101, 100),
    "发布信息100条，其中网站600条。": ("sum", 600, 100),
    "发布50余条，其中网站30条，微信10条，微博5条。": ("sum", 45, 50),
}


@pytest.mark.parametrize("text", HOLD)
def test_what_follows_to_the_printed_digits_is_right(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", WRONG)
def test_what_does_not_follow_is_found_with_both_values(text: str) -> None:
    assert found(text) == [WRONG[text]]


def test_a_finding_names_the_numbers_it_rests_on() -> None:
    (only,) = arithmetic(report("发布100条，其中网站60条，微信30条，其他9条。"))
    assert (only.code, only.severity, only.text) == ("arithmetic.sum", "error", "发布100条，其中网站60条，微信30条，其他9条。")
    assert only.message.fields["parts"] == ("网站 60", "微信 30", "其他 9")
    (only,) = arithmetic(report("发布132条，上年101条，增长30%。"))
    assert (only.severity, only.message.fields["old"], only.message.fields["new"]) == ("warning", 101, 132)
    (only,) = arithmetic(report("共12件，其中网络8件，占67.7%，其他4件。"))
    assert (only.severity, only.message.fields["part"], only.message.fields["whole"]) == ("warning", 8, 12)


GROUPS = "收到政府信息公开申请20件，其中予以公开15件，部分公开4件，无法提供2件。"
CARRIED = {"applications.carried_in.total": 3, "applications.carried_out.total": 2}


def test_results_that_add_up_only_with_the_carried_over_requests_are_right() -> None:
    # 20 received and 3 carried in are 21 decided and 2 carried out
    assert found(GROUPS, dict(CARRIED)) == []


def test_results_are_not_judged_where_the_tables_do_not_tell_what_was_carried_over() -> None:
    assert found(GROUPS) == []


def test_results_that_the_carried_over_requests_do_not_explain_are_wrong() -> None:
    assert found(GROUPS, {"applications.carried_in.total": 0, "applications.carried_out.total": 0}) == [("sum", 21, 20)]


def test_ways_of_applying_must_add_up_whatever_was_carried_over() -> None:
    assert found("收到申请12件，其中网络8件，信函2件，当面1件。") == [("sum", 11, 12)]


def test_a_wrong_sum_and_a_wrong_share_of_a_table_are_found() -> None:
    rows = (("受理申请总数", "4"), ("其中:1.当面申请数", "1"), ("2.网上申请数", "4"))
    shares = (("甲类", "30", "60%"), ("乙类", "20", "45%"), ("合计", "50", "100%"))
    codes = [(one.code, one.left, one.right, one.text) for one in arithmetic(report("", tables=(OtherTable("", rows), OtherTable("", shares))))]
    assert codes == [("arithmetic.sum", 5, 4, "受理申请总数"), ("arithmetic.share", "40.00%", "45%", "乙类 20 45%")]


def test_percentages_of_a_number_in_the_text_are_judged_by_it() -> None:
    rows = (("甲类", "43", "10.31%"), ("乙类", "38", "9.11%"), ("丙类", "33", "7.91%"), ("丁类", "30", "8.19%"))
    assert [(one.left, one.right) for one in arithmetic(report("发布信息417条。", tables=(OtherTable("", rows),)))] == [("7.1942%", "8.19%")]


@settings(deadline=None)
@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 2))
def test_a_growth_rounded_from_its_numbers_is_right_and_one_off_by_more_than_its_last_digit_is_wrong(old: int, new: int, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    change = (Decimal(abs(new - old)) * 100 / old).quantize(step)
    word = "增长" if new >= old else "下降"
    assert found(f"发布{new}条，上年{old}条，{word}{change}%。") == []
    assert len(found(f"发布{new}条，上年{old}条，{word}{change + 2 * step}%。")) == 1


@settings(deadline=None)
@given(st.integers(1, 5000), st.integers(0, 5000), st.integers(0, 2))
def test_a_share_rounded_from_its_numbers_is_right_and_one_off_by_more_than_its_last_digit_is_wrong(part: int, rest: int, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    share = (Decimal(part) * 100 / (part + rest)).quantize(step)
    assert found(f"共{part + rest}条，其中网站{part}条，占{share}%，其他{rest}条。") == []
    assert len(found(f"共{part + rest}条，其中网站{part}条，占{share + 2 * step}%，其他{rest}条。")) == 1
