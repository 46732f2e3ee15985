"""Our JSON is read back as the report that was printed; what is not our JSON is refused by the name of its key."""

from decimal import Decimal
from typing import Any

import pytest

from annual.test_jsonform import full
from gongkai.annual.jsonform import dumps, from_json, loads, to_json
from gongkai.annual.jsonshape import WrongJsonError
from gongkai.annual.model import NOWHERE, AnnualReport, Doubt
from gongkai.annual.read import NotAReportError, read_bytes
from gongkai.messages import message


def printed(report: AnnualReport) -> bytes:
    return dumps(to_json(report), 2).encode()


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_report_comes_back_as_it_was_printed(edition: str) -> None:
    report = full(edition)
    again = from_json(loads(printed(report)))
    assert to_json(again) == to_json(report)
    assert again.figures == report.figures
    assert [type(value) for value in again.figures.values()] == [type(to_json(report)["figures"][code]) for code in again.figures]
    for part in ("organ", "year", "edition", "title", "metadata", "sections", "blank", "units", "other_tables", "claims"):
        assert getattr(again, part) == getattr(report, part)
    assert again.warnings[0].place == report.warnings[0].place


def test_decimals_are_as_printed() -> None:
    report = AnnualReport("x", None, None, None, None, figures={"article20.fees.amount": Decimal("36.20")})
    assert str(from_json(loads(printed(report))).figures["article20.fees.amount"]) == "36.20"


def test_a_report_of_which_nothing_is_known_comes_back_too() -> None:
    report = AnnualReport("-", None, None, None, None)
    assert from_json(loads(printed(report))) == report


@pytest.mark.parametrize(
    "place",
    [
        NOWHERE,
        message("line {line}", line=12),
        message("table {table}, row {row}, cell {cell}", table=2, row=5, cell=3),
        message("page {sheet}, {place}", sheet=3, place=message("line {line}", line=12)),
        message("a place of another version"),
    ],
)
def test_warnings_are_told_in_both_languages_again(place: Any) -> None:
    doubt = Doubt("row.missing", message("Row “{name}” was not found in its table; its figures are unknown.", name="{规章}"), place)
    (again,) = from_json(loads(printed(AnnualReport("x", None, None, None, None, warnings=(doubt,))))).warnings
    assert again.message.both() == doubt.message.both()
    assert again.place.text("en") == place.text("en")
    assert again.place.text("zh_Hans") == (place.text("zh_Hans") if place.msgid.count("{") or not place.msgid else place.msgid)


def test_a_file_of_our_json_is_read_whatever_its_name() -> None:
    report = read_bytes(b"\xef\xbb\xbf" + printed(full()), "年报.txt")
    assert (report.source, report.figures) == ("年报.txt", full().figures)


def changed(**changes: object) -> dict[str, Any]:
    return {**loads(printed(full())), **changes}


def claim(**changes: object) -> list[dict[str, Any]]:
    return [{**changed()["claims"][0], **changes}]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (3, "“/” is not an object"),
        ({}, "“source” is missing"),
        (changed(more=1), "“more” is not a key of it"),
        (changed(organ=3), "“organ” is not a text"),
        (changed(year="2023"), "“year” is not a whole number"),
        (changed(year=True), "“year” is not a whole number"),
        (changed(year=1999), "“year” is not between 2008 and 2100"),
        (changed(edition="2022"), "“edition” is none of legacy, 2019, 2021"),
        (changed(metadata={}), "“metadata.units” is missing"),
        (changed(metadata={"units": {"article20.fees.amount": ""}}), "“metadata.units.article20.fees.amount” is “”, which has no such form"),
        (changed(figures=[]), "“figures” is not an object"),
        (changed(figures={"applications.received.everybody": 1}), "“figures.applications.received.everybody” is no cell of the form"),
        (changed(figures={"applications.received.total": "1"}), "“figures.applications.received.total” is not a number"),
        (changed(figures={"applications.received.total": 1.5}), "“figures.applications.received.total” is not a number"),
        (changed(figures={"applications.received.total": True}), "“figures.applications.received.total” is not a number"),
        (changed(figures={"article20.rules.made": 1}), "“blank: article20.rules.made” is also among the figures"),
        (changed(blank={}), "“blank” is not a list"),
        (changed(blank=["article20.rules.made", 3]), "“blank[1]” is not a text"),
        (changed(claims=claim(scope={"who": "everybody", "year": None})), "“claims[0].scope.who” is none of system, organ, other"),
        (changed(claims=claim(precision="nearly")), "“claims[0].precision” is “nearly”, which has no such form"),
        (changed(sections=[{"number": "一", "title": "总体情况"}]), "“sections[0].text” is missing"),
        (changed(other_tables=[{"title": "", "rows": [[1]]}]), "“other_tables[0].rows[0][0]” is not a text"),
    ],
)
def test_what_is_wrong_is_named_by_its_key(value: object, says: str) -> None:
    with pytest.raises(WrongJsonError) as raised:
        from_json(value)
    assert raised.value.message.text("en") == f"This is not the JSON of a report: {says}."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'[{"source": "a"}]', "年报.json cannot be read. This is the JSON of several reports; give each by itself."),
        (b'{"source": "a", "source": "b"}', "年报.json cannot be read. This is not the JSON of a report: “source” stands twice."),
        (b'{"source"', "年报.json cannot be read. This is not JSON, or it was cut off: Expecting ':' delimiter: line 1 column 10 (char 9)."),
        (b'{"year": NaN}', "年报.json cannot be read. This is not JSON, or it was cut off: NaN."),
    ],
)
def test_what_is_no_json_of_one_report_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(NotAReportError) as raised:
        read_bytes(data, "年报.json")
    assert raised.value.message.text("en") == says


@pytest.mark.parametrize("data", [b'{"a":' * 100_000, b'{"a": ' + b"9" * 10_000 + b"}", b'{"a": "\xff"}'])
def test_json_made_to_harm_is_refused(data: bytes) -> None:
    with pytest.raises(NotAReportError, match=r"JSON"):
        read_bytes(data, "x")
