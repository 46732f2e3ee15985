from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annual.narrative.numbers import numbers
from gongkai.annual.narrative.numerals import chinese
from gongkai.annual.narrative.precision import agree, bounds, printed_step

# worked out by hand: text, then value, precision, unit and kind of each number
READ: dict[str, list[tuple[object, str, str, str]]] = {
    "共1,234件": [(1234, "exact", "件", "count")],
    "公开１２３条": [(123, "exact", "条", "count")],
    "点击2.1万余次": [(21000, "over", "次", "count")],
    "订阅数达到27.84万": [(278400, "rounded:100", "", "count")],
    "关注量5.28万人": [(52800, "rounded:100", "人", "count")],
    "发布7000余条": [(7000, "over", "条", "count")],
    "公示18万余条": [(180_000, "over", "条", "count")],
    "培训30多人次": [(30, "over", "人次", "count")],
    "10多万条": [(100_000, "over", "条", "count")],
    "处置舆情30余个": [(30, "over", "个", "count")],
    "接待30余": [(30, "over", "", "count")],
    "近200件": [(200, "about", "件", "count")],
    "约3万元": [(30000, "about", "元", "money")],
    "超过500件": [(500, "over", "件", "count")],
    "逾4000人次": [(4000, "over", "人次", "count")],
    "不足20件": [(20, "under", "件", "count")],
    "不超过20件": [(20, "under", "件", "count")],
    "20件以上": [(20, "over", "件", "count")],
    "20件左右": [(20, "about", "件", "count")],
    "5千件": [(5000, "rounded:1000", "件", "count")],
    "1.24年，10万多年": [(Decimal("1.24"), "exact", "年", "other"), (100_000, "over", "年", "other")],
    "1.23456万件": [(Decimal("12345.6"), "exact", "件", "other")],
    "二〇二〇年收到十二件": [(2020, "exact", "年", "year"), (12, "exact", "件", "count")],
    "三百零五件，一千二百条": [(305, "exact", "件", "count"), (1200, "exact", "条", "count")],
    "十二万元": [(120_000, "exact", "元", "money")],
    "两件，二十余件": [(2, "exact", "件", "count"), (20, "over", "件", "count")],
    "百分之二十": [(20, "exact", "%", "percent")],
    "百分之三点五": [(Decimal("3.5"), "exact", "%", "percent")],
    "百分之99.5": [(Decimal("99.5"), "exact", "%", "percent")],
    "百分之80": [(80, "exact", "%", "percent")],
    "百分之百": [(100, "exact", "%", "percent")],
    "办结率100%": [(100, "exact", "%", "percent")],
    "同比分别增长15.2%11.1%": [(Decimal("15.2"), "exact", "%", "percent"), (Decimal("11.1"), "exact", "%", "percent")],
    "占4.80%": [(Decimal("4.80"), "exact", "%", "percent")],
    "增长1.2倍": [(Decimal("1.2"), "exact", "倍", "times")],
    "收费0.37万元": [(3700, "rounded:100", "元", "money")],
    "收费251000元": [(251_000, "exact", "元", "money")],
    "收费12.50元": [(Decimal("12.50"), "exact", "元", "money")],
    "采购36521.44万元": [(365_214_400, "rounded:100", "元", "money")],
    "2018年4件": [(2018, "exact", "年", "year"), (4, "exact", "件", "count")],
    "2021年3月5日": [(2021, "exact", "年", "year"), (3, "exact", "月", "date"), (5, "exact", "日", "date")],
    "最近3年，预约3件": [(3, "exact", "年", "other"), (3, "exact", "件", "count")],
    "20个工作日内": [(20, "exact", "个工作日", "other")],
    "605、1053和479条": [(605, "exact", "", "other"), (1053, "exact", "", "other"), (479, "exact", "条", "count")],
    "共 12 件": [(12, "exact", "件", "count")],
    "减少12件": [(12, "exact", "件", "count")],
}
NOT_NUMBERS = (
    "国办发〔2020〕17号", "浙政办发〔2019〕37号", "财税〔201720号)", "咨询电话：0571-5288857", "邮编:246005", "滨河路38号", "热线12345",
    "拨打“12315”",
    "自201811日至20181231日", "第20条", "第二十条第（一）项", "（1）加强领导", "1、加强领导", "(一)双随机、一公开", "三审三校", "三安全一稳定",
    "五公开", "十九届",
    "IPV6", "5G基站", "一是", "一起学习", "一次性告知", "一件事一次办", "十几件", "几十件", "数十件", "三五件", "一百二件", "收到1，234件",
    "分别为1,234件",
    "皖ICP备05003765号", "16:50", "2020-01-24", "007件", "几件", "百姓", "3几件", "三十百件", "二零三五", "一二三四五件", "一九年", "零零件",
    "万万件", "80克",
    "十三月", "13月", "45日", "统一件", "v2.3.1", "1234567890123件", "999999999999亿件",
)  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_a_number_is_read_with_its_exact_value_precision_unit_and_kind(text: str) -> None:
    found = numbers(text)
    assert [(number.value, number.precision, number.unit, number.kind) for number in found] == READ[text]
    assert [type(number.value) for number in found] == [type(value) for value, *_ in READ[text]]


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_no_number_of_anything_is_not_read_as_a_count(text: str) -> None:
    assert [number for number in numbers(text) if number.kind in ("count", "money", "percent")] == []


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一百一十", 110), ("两千零三", 2003), ("一万二千", 12000), ("三万零五十", 30050),
        ("十二万", 120_000), ("二〇二一", 2021), ("三点一四", Decimal("3.14")), ("八", 8), ("〇", 0),
    ],
)  # fmt: skip
def test_chinese_numerals_have_their_value(numeral: str, value: object) -> None:
    assert chinese(numeral) == value


@pytest.mark.parametrize(
    "numeral",
    ["一百二", "三五", "十百", "零零", "一零二百", "", "百二", "三点", "三点十", "十点", "点五", "一万万", "万三", "一万一百二", "二三百", "一百零"],
)
def test_a_row_of_numerals_that_is_not_surely_one_number_is_none(numeral: str) -> None:
    assert chinese(numeral) is None


@settings(deadline=None)
@given(st.integers(0, 99_999_999), st.sampled_from(["", "件", "条", "万条", "%", "元", "人次"]), st.sampled_from(["", "共", "约", "超过"]))
def test_the_text_of_a_number_reads_back_to_its_value(value: int, unit: str, before: str) -> None:
    for number in numbers(f"全年{before}{value}{unit}。"):
        text = f"全年{before}{value}{unit}。"[number.start : number.end]
        assert [one.value for one in numbers(text)] == [number.value]
        assert number.value == value * (10_000 if unit == "万条" else 1)


@settings(deadline=None)
@given(st.integers(1, 9_999))
def test_the_digits_of_a_count_are_never_changed_by_separators(value: int) -> None:
    assert [number.value for number in numbers(f"共{value:,}件")] == [value]


@settings(deadline=None)
@given(st.integers(0, 999_999))
def test_chinese_numerals_read_back_what_they_were_written_from(value: int) -> None:
    assert chinese(_written(value)) == value


def _written(value: int) -> str:
    if value >= 10_000:
        low = value % 10_000
        return _written(value // 10_000) + "万" + ("" if not low else ("零" if low < 1000 else "") + _written(low).removeprefix("零"))
    digits, text, zero = "零一二三四五六七八九", "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if zero and text else "") + digits[digit] + name
        zero = not digit
    return text or "零"


def test_what_a_number_can_stand_for() -> None:
    infinity = Decimal("Infinity")
    assert bounds(200, "over") == (Decimal(200), infinity)
    assert bounds(200, "under") == (Decimal(0), Decimal(200))
    assert bounds(200, "about") == (Decimal(0), infinity)
    assert bounds(278_400, "rounded:100") == (Decimal(278_350), Decimal(278_450))
    assert agree(bounds(5, "exact"), bounds(3, "over"))
    assert not agree(bounds(2, "exact"), bounds(3, "over"))
    assert printed_step(Decimal("4.80")) == Decimal("0.01")
    assert printed_step(30) == 1
