"""What was compared with a text of the law, and that the reference says what was not."""

import datetime as dt
from pathlib import Path

import pytest

from gongkai.statute.checked import UNSEEN, Unchecked, unchecked
from gongkai.statute.laws import load, table

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "statute.md").read_text(encoding="utf-8")


def rows() -> list[str]:
    """The rows of the reference's table, as they should be."""
    counted: dict[tuple[str, str, str], list[Unchecked]] = {}
    for entry in unchecked():
        counted.setdefault((entry.table, entry.article.text("en"), entry.how), []).append(entry)
    return [f"| `{name}` | {len(found)} | {article or found[0].words.text('en')} | {how} |" for (name, article, how), found in counted.items()]


def test_the_reference_lists_all_entries_that_rest_on_no_text() -> None:
    head = "| table | entries | place in the law | rests on |\n| --- | --- | --- | --- |\n"
    assert head + "\n".join(rows()) + "\n" in REFERENCE


def test_every_law_says_where_it_was_compared() -> None:
    for code, law in load("laws").items():
        if code != "checked_on":
            assert law["checked"]


def test_a_rule_tells_where_its_text_was_seen_and_an_entry_stands_before_its_law() -> None:
    answer = table("deadlines", "answer")[-1]
    assert "政府信息公开条例" in answer.checked
    assert answer.checked_on == dt.date(2026, 11, 22)
    assert "checked" not in answer.more
    old, new = table("deadlines", "proactive")
    assert (old.checked, new.checked not in UNSEEN) == ("memory", True)


@pytest.mark.parametrize(
    "name", ["organs.dispatched", "organs.authorised", "organs.sub_provincial_vertical", "clocks.decision_extended", "review_first"]
)
def test_reconsideration_rests_on_texts(name: str) -> None:
    assert all(rule.checked not in UNSEEN for rule in table("remedies", name))


def test_the_one_part_without_a_law_is_named_by_its_words() -> None:
    parts = [entry for entry in unchecked() if entry.table == "provinces.parts"]
    assert [(entry.words.text("zh_Hans"), entry.article.text("en"), entry.how) for entry in parts] == [("一字简称", "", "memory")]
