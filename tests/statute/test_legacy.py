"""The national statistics table of years up to 2018, by hand."""

import itertools
import re

from gongkai.statute.legacy import cell_labels, headings, items, sums

# The figures of each part of the table, counted on the form: 主动公开, 回应解读, 依申请公开, 行政复议, 行政诉讼, 举报投诉, 收费, 机构, 会议和培训.
PARTS = (8, 8, 23, 4, 4, 1, 1, 6, 3)
SUMS = {
    "收到申请数": ["当面申请数", "传真申请数", "网络申请数", "信函申请数"],
    "申请办结数": ["按时办结数", "延期办结数"],
    "申请答复数": [
        "属于已主动公开范围数", "同意公开答复数", "同意部分公开答复数", "不同意公开答复数",
        "不属于本行政机关公开数", "申请信息不存在数", "告知作出更改补充数", "告知通过其他途径办理数",
    ],
    "不同意公开答复数": [
        "涉及国家秘密", "涉及商业秘密", "涉及个人隐私",
        "危及国家安全、公共安全、经济安全和社会稳定", "不是《条例》所指政府信息", "法律法规规定的其他情形",
    ],
    "行政复议数量": ["维持具体行政行为数", "行政复议数量·被依法纠错数", "行政复议数量·其他情形数"],
    "行政诉讼数量": ["维持具体行政行为或者驳回原告诉讼请求数", "行政诉讼数量·被依法纠错数", "行政诉讼数量·其他情形数"],
    "从事政府信息公开工作人员数": ["专职人员数（不包括政府公报及政府网站工作人员数）", "兼职人员数"],
}  # fmt: skip


def test_the_table_has_58_figures_in_nine_parts() -> None:
    codes = [item.code for item in items()]
    firsts = ("disclosed.total", "responses.hot_topics", "received.total", "review.total", "litigation.total", "complaints", "fees", "offices")
    starts = [codes.index(first) for first in (*firsts, "meetings")] + [len(codes)]
    assert len(codes) == sum(PARTS) == 58
    assert tuple(after - start for start, after in itertools.pairwise(starts)) == PARTS


def test_every_figure_has_one_code_and_one_name() -> None:
    assert len(cell_labels()) == len(set(cell_labels().values())) == len({item.code for item in items()}) == 58
    assert all(re.fullmatch(r"legacy\.[a-z0-9_.]+", cell) for cell in cell_labels())
    assert cell_labels()["legacy.review.corrected"] == "行政复议数量·被依法纠错数"
    assert cell_labels()["legacy.received.letter"] == "信函申请数"


def test_a_label_that_two_rows_share_is_told_by_the_row_above() -> None:
    printed: dict[str, list[str]] = {}
    for item in items():
        for text in {item.label, *item.variants}:
            printed.setdefault(text, []).append(item.parent)
    shared = {text: parents for text, parents in printed.items() if len(parents) > 1}
    assert sorted(shared) == ["其他情形数", "其它情形数", "维持具体行政行为数", "被依法纠错数"]
    assert all(parents == ["review.total", "litigation.total"] for parents in shared.values())
    assert {item.parent for item in items() if item.parent} <= {item.code for item in items()}


def test_the_seven_sums() -> None:
    names = cell_labels()
    assert {names[rule.right[0]]: [names[cell] for cell in rule.left] for rule in sums()} == SUMS
    assert {(rule.code, len(rule.right)) for rule in sums()} == {("sum.legacy", 1)}
    assert all("国办发〔2014〕32号" in rule.source for rule in sums())


def test_only_fees_and_funds_are_money() -> None:
    assert [item.code for item in items() if item.unit == "万元"] == ["fees", "funds"]


def test_a_heading_names_no_figure_and_two_open_a_group() -> None:
    printed = {text for item in items() for text in (item.label, *item.variants)}
    assert printed.isdisjoint(text for heading in headings() for text in (heading.label, *heading.variants))
    assert {heading.code: heading.label for heading in headings() if heading.code} == {
        "review.total": "行政复议情况",
        "litigation.total": "行政诉讼情况",
    }
