"""What the page says of itself, as printed: organ, title and year in their many ways, publication, index number, period."""

import pytest

from annual.read.builders import TITLE, codes, read, table
from gongkai.annual.read.metadata import organ_of_title, year_of_title

BODY = "一、总体情况\n本机关依法公开政府信息。\n六、其他需要报告的事项\n无。\n"


@pytest.mark.parametrize(
    ("title", "organ", "year"),
    [
        ("青石县水利局2023年政府信息公开工作年度报告", "青石县水利局", 2023),
        ("青石县水利局2023年度政府信息公开工作年度报告", "青石县水利局", 2023),
        ("青石县水利局关于2023年度政府信息公开工作年度报告", "青石县水利局", 2023),
        ("关于青石县水利局2023年政府信息公开年度报告", "青石县水利局", 2023),
        ("青石县水利局2023年政府信息公开年报", "青石县水利局", 2023),
        ("青石县水利局2023年度政府信息公开工作落实情况", "青石县水利局", 2023),
        ("青石县水利局2023年政务公开工作总结", "青石县水利局", 2023),
        ("青石县水利局（2023年度）政府信息公开工作年度报告", "青石县水利局", 2023),
        ("青石县水利局: 2023 年 政府信息公开工作年度报告", "青石县水利局", 2023),
        ("青石县水利局二〇二三年政府信息公开工作年度报告", "青石县水利局", 2023),
        ("青石县水利局二○二三年度政府信息公开工作年度报告", "青石县水利局", 2023),
        ("青石县水利局二零二三年政府信息公开工作年度报告", "青石县水利局", 2023),
        ("青石县水利局二OO九年政府信息公开工作年度报告", "青石县水利局", 2009),
        ("青石县水利局二oo九年政府信息公开工作年度报告", "青石县水利局", 2009),
        ("2023年青石县水利局政府信息公开工作年度报告", "青石县水利局", 2023),
        ("2023年度青石县水利局信息公开年度报告", "青石县水利局", 2023),
        ("青石县水利系统2023年政府信息公开工作年度报告", "青石县水利系统", 2023),
        ("青石县人民政府2023年政府信息公开工作年度报告", "青石县人民政府", 2023),
        ("白鹿镇2023年政府信息公开工作年度报告", "白鹿镇", 2023),
    ],
)
def test_title_organ_and_year_are_read_in_every_printed_way(title: str, organ: str, year: int) -> None:
    report = read(f"{title}\n{BODY}")
    assert (report.organ, report.year) == (organ, year)
    assert report.title == "".join(title.split())


@pytest.mark.parametrize("line", [f"首页 > 信息公开 > {TITLE}", f"当前位置：{TITLE}", f"现发布{TITLE}。", "根据规定，" * 20 + TITLE])
def test_a_line_that_only_mentions_the_title_is_not_it(line: str) -> None:
    assert read(f"{line}\n{BODY}").title is None
    assert read(f"{line}\n{TITLE}\n{BODY}").title == TITLE


def test_the_title_may_stand_in_a_table_or_in_the_head_of_the_page() -> None:
    grid = table([("索引号", "1234/2024-1"), ("名称", TITLE)])
    assert read(f"<html><body>{grid}<p>一、总体情况</p></body></html>").title == TITLE
    assert read(f"<html><head><title>{TITLE} - 青石县政府网</title></head><body><p>一、总体情况</p></body></html>").title == TITLE


def test_without_title_the_publisher_or_the_signature_names_the_organ() -> None:
    assert read(f"发布机构：青石县水利局\n{BODY}").organ == "青石县水利局"
    signed = read(f"{BODY}青石县水利局\n2024年1月15日\n")
    assert (signed.organ, signed.metadata["created"]) == ("青石县水利局", "2024年1月15日")
    assert read(f"{BODY}经办：张三\n2024年1月15日\n").organ is None
    assert read("2024年1月15日\n").metadata["created"] == "2024年1月15日"


def test_the_organ_may_stand_on_the_line_above_a_title_without_it() -> None:
    report = read(f"首页\n青石县水利局\n2023年政府信息公开工作年度报告\n{BODY}")
    assert (report.organ, report.title) == ("青石县水利局", "2023年政府信息公开工作年度报告")


def test_the_last_line_of_the_page_is_not_the_line_above_the_first() -> None:
    assert read(f"2023年政府信息公开工作年度报告\n发布机构：青石县水利局\n{BODY}白鹿县电子政务办公室\n").organ == "青石县水利局"


@pytest.mark.parametrize("title", ["我局2023年政府信息公开工作年度报告", "2023年政府信息公开工作年度报告", "2023年度全国政府信息公开工作年度报告"])
def test_a_title_that_names_nobody_is_no_organ(title: str) -> None:
    report = read(f"{title}\n{BODY}")
    assert report.organ is None
    assert "organ.unknown" in codes(report)


def test_without_title_the_year_is_the_one_before_the_dates() -> None:
    assert read("发布日期：2024-01-20\n一、总体情况\n2023年收到申请12件，2022年收到9件，2022年办结9件。\n").year == 2023
    report = read("发布日期：2024-01-20\n一、总体情况\n2020年收到申请12件。\n")
    assert report.year is None  # published years later, or a report of another year: not told
    assert "year.unknown" in codes(report)


def test_without_title_and_dates_the_year_is_the_one_most_spoken_of() -> None:
    assert read("一、总体情况\n2023年收到申请12件，2022年收到9件。2023年办结12件。\n").year == 2023
    assert read("一、总体情况\n2023年收到申请12件，2022年收到9件。\n").year is None
    assert read("一、总体情况\n收到申请12件。\n").year is None


def test_a_title_without_year_or_with_an_odd_one_tells_no_year() -> None:
    assert year_of_title("青石县水利局二〇〇二三年政府信息公开工作年度报告") is None
    assert organ_of_title("2023年度某某政府信息公开工作年度报告") == ""


KEYS = [
    ("索引号：1234/2024-1", "index_number", "1234/2024-1"),
    ("索 引 号: 11620602MB161547XN/2024-02130", "index_number", "11620602MB161547XN/2024-02130"),
    ("发文字号：青水〔2024〕3号", "document_number", "青水〔2024〕3号"),
    ("发布机构：青石县水利局", "publisher", "青石县水利局"),
    ("发布单位: 县水利局  浏览次数：12", "publisher", "县水利局"),
    ("生成日期：2024-01-12", "created", "2024-01-12"),
    ("发布时间：2024-01-20 16:50", "published", "2024-01-20 16:50"),
    ("日期: 2024-01-20", "published", "2024-01-20"),
    ("来源：县水利局办公室", "source", "县水利局办公室"),
]


@pytest.mark.parametrize(("line", "key", "value"), KEYS)
def test_a_line_around_the_report_tells_metadata_as_printed(line: str, key: str, value: str) -> None:
    assert read(f"{TITLE}\n{line}\n{BODY}").metadata == {key: value}


def test_several_on_one_line_are_told_apart() -> None:
    metadata = read(f"{TITLE}\n发布单位：县水利局 发布时间：2024-01-20 来源：县水利局办公室\n{BODY}").metadata
    assert metadata == {"publisher": "县水利局", "published": "2024-01-20", "source": "县水利局办公室"}


@pytest.mark.parametrize(
    "rows",
    [
        [("索引号", "公开方式", "发布机构"), ("1234/2024-1", "主动公开", "青石县水利局")],
        [("索引号：", "1234/2024-1", "公开方式：", "主动公开"), ("发布机构：", "青石县水利局", "", "")],
        [("索引号", "1234/2024-1"), ("发布机构", "青石县水利局")],
        [("索引号：1234/2024-1", "发布机构：青石县水利局"), ("", "")],
        [("索引号", "发布机构"), ("1234/2024-1", "青石县水利局"), ("名称", "年报")],
    ],
)
def test_a_table_of_metadata_is_read_in_either_form(rows: list[tuple[str, ...]]) -> None:
    report = read(f"<html><body>{table(rows)}<h1>{TITLE}</h1><p>一、总体情况</p></body></html>")
    assert report.metadata == {"index_number": "1234/2024-1", "publisher": "青石县水利局"}
    assert report.other_tables == ()


def test_keys_without_values_tell_nothing() -> None:
    rows = [("索引号", "发布机构", "公开方式"), ("1234/2024-1",)]
    assert read(f"<html><body>{table(rows)}<h1>{TITLE}</h1></body></html>").metadata == {"index_number": "1234/2024-1"}
    assert read(f"<html><body>{table([('索引号：', '发布机构：'), ('', '')])}<h1>{TITLE}</h1></body></html>").metadata == {}


def test_a_paragraph_after_a_key_is_no_value() -> None:
    assert read(f"{TITLE}\n来源：{'我局办公室整理' * 20}\n{BODY}").metadata == {}


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("统计期限自2023年1月1日至2023年12月31日。", "2023年1月1日", "2023年12月31日"),
        ("所列数据的统计期限从2023年1月1日起至12月31日止。", "2023年1月1日", "12月31日"),
        ("统计时间为2023.1.1-2023.12.31。", "2023.1.1", "2023.12.31"),
        ("数据统计期限自202311日至20231231日。", "202311日", "20231231日"),  # separators lost: stays as printed
    ],
)
def test_the_statistics_period_stays_as_printed(sentence: str, start: str, end: str) -> None:
    metadata = read(f"{TITLE}\n一、总体情况\n{sentence}\n").metadata
    assert (metadata["period_start"], metadata["period_end"]) == (start, end)
