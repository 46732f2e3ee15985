import datetime as dt
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import gongkai.statute
from gongkai.statute.laws import NoLawError, Rule, Term, citation, in_force, load, table

D = dt.date
DATA = Path(gongkai.statute.__file__).parent / "data"
DATED = ("deadlines", "fees", "annual_report", "remedies", "article20", "lists", "consultations")
SECTIONS = ("receipt", "answer_given", "periods", "organs", "clocks")


def names(file: str) -> Iterator[str]:
    """Every dated table of a file, by the name `table` takes."""
    for key, value in load(file).items():
        if key in SECTIONS:
            yield from (f"{key}.{inner}" for inner in value)
        elif isinstance(value, list):
            yield key


TABLES = [(file, name) for file in DATED for name in names(file)]


@pytest.mark.parametrize(("file", "name"), TABLES)
def test_every_rule_has_its_days_its_article_and_its_source(file: str, name: str) -> None:
    rules = table(file, name)
    assert rules
    for rule in rules:
        assert isinstance(rule.article, Term)
        assert rule.article.text("zh_Hans")
        assert rule.source
        assert rule.checked_on <= D(2026, 11, 22)
        assert rule.until is None or rule.since <= rule.until
        assert rule.name.text("zh_Hans")
        assert rule.name.text("en")


@pytest.mark.parametrize(("file", "name"), [pair for pair in TABLES if pair[0] not in ("article20", "lists", "consultations")])
def test_no_day_has_two_rules_of_one_table(file: str, name: str) -> None:
    rules = sorted(table(file, name), key=lambda rule: rule.since)
    for earlier, later in pairwise(rules):
        assert earlier.until is not None
        assert earlier.until < later.since


@pytest.mark.parametrize("path", sorted(DATA.glob("*.toml")), ids=lambda path: path.stem)
def test_every_data_file_says_when_it_was_checked(path: Path) -> None:
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    assert isinstance(data["checked_on"], D)


def test_the_rule_of_the_last_day_of_the_old_law_and_of_the_first_of_the_new() -> None:
    answer = table("deadlines", "answer")
    assert in_force(answer, D(2008, 5, 1)).value == 15
    assert in_force(answer, D(2019, 5, 14)).value == 15
    assert in_force(answer, D(2019, 5, 15)).value == 20


def test_a_day_before_every_law_is_an_error_that_says_which_days_are_covered() -> None:
    with pytest.raises(NoLawError) as error:
        in_force(table("deadlines", "answer"), D(2008, 4, 30))
    assert error.value.message.text("en") == (
        "No law in our tables covers 2008-04-30 for “answer period”; they cover 2008-05-01..2019-05-14, 2019-05-15.."
    )


def test_a_rule_covers_its_first_and_its_last_day() -> None:
    rule: Rule = table("deadlines", "answer")[0]
    assert [rule.covers(day) for day in (D(2008, 4, 30), D(2008, 5, 1), D(2019, 5, 14), D(2019, 5, 15))] == [False, True, True, False]


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        ("33.2", "《政府信息公开条例》（2019年国务院令第711号修订）第33条第2款", ", Art. 33, para. 2"),
        ("36(5)", "《政府信息公开条例》（2019年国务院令第711号修订）第36条第5项", ", Art. 36, item 5"),
        ("30", "《政府信息公开条例》（2019年国务院令第711号修订）第30条", ", Art. 30"),
        ("", "《政府信息公开条例》（2019年国务院令第711号修订）", ""),
    ],
)
def test_a_place_in_the_law_is_cited_as_chinese_law_cites_it(place: str, zh: str, en: str) -> None:
    found = citation("order711", place)
    assert found.text("zh_Hans") == zh
    assert found.text("en") == "Regulation on Open Government Information (Order 711 of 2019)" + en


def test_a_term_is_told_in_the_language_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANG", "zh")
    assert str(citation("order711", "30")).endswith("第30条")
