"""Tables that are not the form's are kept as rows of text, whether they are tables on the page or one cell a line."""

from annual.read.builders import TITLE, read, section3, table, whole
from gongkai.annual.model import OtherTable


def tables(text: str) -> tuple[OtherTable, ...]:
    return read(text).other_tables


def test_a_table_of_another_kind_is_rows_as_printed() -> None:
    grid = table([("渠道", "条数", "占比"), ("网站", "605", "54.2%"), ("微信", "1 1", "—"), ("", "", "")])
    (found,) = tables(f"<html><body><h1>{TITLE}</h1><p>一、总体情况</p><p>各渠道发布情况</p>{grid}</body></html>")
    assert found == OtherTable("各渠道发布情况", (("渠道", "条数", "占比"), ("网站", "605", "54.2%"), ("微信", "1 1", "—")))


def test_a_sentence_or_a_paragraph_before_a_table_is_no_caption() -> None:
    grid = table([("渠道", "条数"), ("网站", "605")])
    for before in ("<p>发布情况如下。</p>", f"<p>{'发布情况' * 20}</p>", ""):
        (found,) = tables(f"<html><body>{before}{grid}</body></html>")
        assert found.title == ""


def test_empty_cells_at_the_end_of_a_row_are_left_out_and_others_kept() -> None:
    grid = table([("渠道", "上年", "本年", ""), ("网站", "", "605", ""), ("合计", "", "", "")])
    (found,) = tables(f"<html><body>{grid}</body></html>")
    assert found.rows == (("渠道", "上年", "本年"), ("网站", "", "605"), ("合计",))


def test_the_forms_own_tables_and_the_sites_metadata_are_no_other_tables() -> None:
    assert tables(whole()) == ()
    grid = table([("索引号", "1234/2024-1", "公开方式", "主动公开"), ("发布机构", "青石县水利局", "发布日期", "2024-01-20")])
    assert tables(f"<html><body>{grid}<h1>{TITLE}</h1></body></html>") == ()


def test_a_table_of_one_row_is_none() -> None:
    assert tables(f"{TITLE}\n首页 | 公开 | 服务\n一、总体情况\n无。\n") == ()


ONE_CELL_A_LINE = ["发布情况统计", "渠道", "条数", "占比", "网站", "605", "54.2%", "微信", "511", "45.8%", "报纸", "0", "0%"]


def part(lines: list[str]) -> str:
    return "\n".join([TITLE, "", "一、总体情况", "我局通过三种渠道发布信息。", *lines, "以上数据截至年底。", "六、其他需要报告的事项", "无。", ""])


def test_a_table_of_one_cell_a_line_with_its_head_row() -> None:
    (found,) = tables(part(ONE_CELL_A_LINE))
    assert found.rows == (("发布情况统计",), ("渠道", "条数", "占比"), ("网站", "605", "54.2%"), ("微信", "511", "45.8%"), ("报纸", "0", "0%"))
    assert found.title == "总体情况"
    assert read(part(ONE_CELL_A_LINE)).sections[0].text == "我局通过三种渠道发布信息。\n以上数据截至年底。"


def test_a_label_without_a_number_is_a_row_of_its_own() -> None:
    (found,) = tables(part(["指标", "数量", "主动公开", "74", "其中：网站", "公报", "受理申请", "4", "答复", "4", "其他"]))
    assert found.rows == (("指标", "数量"), ("主动公开", "74"), ("其中：网站",), ("公报",), ("受理申请", "4"), ("答复", "4"), ("其他",))


def test_words_of_the_form_in_a_places_own_table_are_its_labels() -> None:
    (found,) = tables(part(["指标", "数量", "当面申请", "1", "其他", "3", "总计", "4", "行政复议", "0"]))
    assert found.rows == (("指标", "数量"), ("当面申请", "1"), ("其他", "3"), ("总计", "4"), ("行政复议", "0"))


def test_numbers_before_any_label_are_a_row_too() -> None:
    (found,) = tables(part(["605", "511", "网站", "3", "微信", "4"]))
    assert found.rows == (("605", "511"), ("网站", "3"), ("微信", "4"))


def test_short_lines_with_few_numbers_are_text() -> None:
    lines = ["（一）加强组织领导", "12", "（二）完善制度建设", "13"]
    assert tables(part(lines)) == ()
    assert read(part(lines)).sections[0].text.splitlines()[1:-1] == lines


def test_a_table_before_the_form_does_not_shift_the_forms_cells() -> None:
    form = section3({"received": "3 0 0 0 0 0 3", "total": "3 0 0 0 0 0 3", "granted": "3 0 0 0 0 0 3"})
    report = read(f"{TITLE}\n一、总体情况\n渠道 | 条数\n网站 | 605\n微信 | 511\n三、收到和处理政府信息公开申请情况\n{form}\n")
    assert [found.rows for found in report.other_tables] == [(("渠道", "条数"), ("网站", "605"), ("微信", "511"))]
    assert report.figures["applications.granted.natural_person"] == 3
