"""The words around the cells, against the forms as they are printed, and against what the reader knows of them."""

from gongkai.annual.read import labels
from gongkai.statute import legacy
from gongkai.statute.editions import STATUTORY, editions
from gongkai.statute.printed import heads, statistics


def test_every_head_of_the_form_is_a_word_that_the_reader_knows() -> None:
    words = heads()
    printed = (words.contents, words.corner, words.applicants, words.bodies, words.litigation, words.outcomes, *words.groups.values())
    assert [text for text in printed if labels.exact(text) is None] == []


def test_every_table_stands_in_a_part_of_the_form() -> None:
    assert list(heads().sections) == ["article20", "applications", "remedies"]
    for edition in STATUTORY:
        assert set(heads().sections.values()) <= {section.title for section in editions()[edition].sections}


def test_every_group_of_outcomes_has_its_numbered_head() -> None:
    named = {row.group for edition in STATUTORY for row in editions()[edition].applications if row.group}
    assert named - set(heads().groups) == {"本年度办理结果"}  # the outcomes themselves: （一）, （二）, （七） stand in rows of their own
    assert list(heads().groups.values()) == ["（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"]


def test_the_headings_of_the_statistics_table_stand_over_items_of_it() -> None:
    codes = {item.code for item in legacy.items()}
    assert set(statistics().headings) <= codes
    assert statistics().headings["review.total"] == ("行政复议情况",)
    assert (statistics().title, statistics().columns) == ("政府信息公开情况统计表", ("统计指标", "单位", "统计数"))
