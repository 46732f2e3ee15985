"""The JSON of a report and of its findings against the schemas that the package ships, and the CSV."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annual.check.builders import blanked, claim, figures, report, sections, with_figures
from gongkai.annual import csvform
from gongkai.annual.check import KINDS, check
from gongkai.annual.jsonform import dumps, findings_to_json, form_order, in_form_order, to_json
from gongkai.annual.model import AnnualReport, Doubt, OtherTable, Scope
from gongkai.annual.read.doubts import DOUBTS
from gongkai.messages import Message, message
from gongkai.statute.editions import cell_labels


def schema(name: str) -> Any:
    return json.loads(files("gongkai.annual").joinpath(f"schema/{name}.schema.json").read_text(encoding="utf-8"))


REPORT, FINDINGS = schema("report"), schema("findings")


def errors(document: object, against: Any) -> list[str]:
    """What a reader of the printed text finds wrong."""
    return [error.message for error in Draft202012Validator(against).iter_errors(json.loads(dumps(document)))]


def full(edition: str = "2021") -> AnnualReport:
    """A report with something in every field."""
    return replace(
        blanked(with_figures(report(edition), {"legacy.staff.full_time": 3}), "article20.rules.made"),
        source="报告.html",
        claims=(
            claim("applications.received.total", 16, "收到申请16件。", who="system", year=2023),
            replace(claim("sum.total", Decimal(278400)), precision="rounded:100", scope=Scope()),
        ),
        other_tables=(OtherTable("发布渠道", (("渠道", "条数"), ("网站", "310"))),),
        warnings=(Doubt("row.missing", Message(DOUBTS["row.missing"], {"name": "规章"}), message("line {line}", line=3)),),
        metadata={"published": "2024-01-20", "document_number": "青市监〔2024〕1号"},
    )


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_report_is_valid_against_its_schema(edition: str) -> None:
    assert errors(to_json(full(edition)), REPORT) == []


def test_a_report_of_which_nothing_is_known_is_valid_too() -> None:
    assert errors(to_json(AnnualReport("-", None, None, None, None)), REPORT) == []


def test_findings_are_valid_against_their_schema() -> None:
    judged = replace(with_figures(full(), {"applications.granted.business": 9}), year=2020, metadata=report().metadata)
    document = findings_to_json("报告.html", check(judged, report("2021", year=2015)))
    assert {one["code"] for one in document["findings"]} >= {"sum.outcomes", "form.edition", "form.period", "year.not_comparable", "form.blank_cells"}
    assert errors(document, FINDINGS) == []


@pytest.mark.parametrize("document", [REPORT, FINDINGS])
def test_the_schemas_are_schemas_and_allow_nothing_else(document: Any) -> None:
    Draft202012Validator.check_schema(document)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert document["additionalProperties"] is False
    assert all(part["additionalProperties"] is False for part in _objects(document))


def _objects(part: Any) -> list[Any]:
    if isinstance(part, list):
        return [found for one in part for found in _objects(one)]
    if not isinstance(part, dict):
        return []
    own = [part] if "properties" in part and part.get("type") == "object" else []
    return own + [found for one in part.values() for found in _objects(one)]


def test_an_unknown_key_or_cell_is_not_valid() -> None:
    assert errors({**to_json(full()), "more": 1}, REPORT)
    assert errors({**to_json(full()), "figures": {"applications.received.everybody": 1}}, REPORT)


@pytest.mark.parametrize("document", [REPORT, FINDINGS])
def test_the_schemas_know_the_cells_of_the_form(document: Any) -> None:
    assert document["$defs"]["cell"]["enum"] == list(form_order())
    assert set(form_order()) == set(cell_labels())


def test_the_schemas_know_the_codes_of_findings_and_warnings() -> None:
    assert FINDINGS["properties"]["findings"]["items"]["properties"]["code"]["enum"] == list(KINDS)
    assert REPORT["properties"]["warnings"]["items"]["properties"]["code"]["enum"] == sorted(DOUBTS)


def test_the_json_has_the_keys_of_its_documentation_in_order() -> None:
    document = to_json(full())
    assert list(document) == [
        "source", "organ", "year", "edition", "title", "metadata", "sections", "figures", "blank", "other_tables", "claims", "warnings",
    ]  # fmt: skip
    assert document["metadata"]["units"] == {"article20.fees.amount": "万元"}
    assert document["claims"][0]["scope"] == {"who": "system", "year": 2023}
    assert set(document["warnings"][0]["message"]) == {"zh", "en"}
    assert document["sections"][5] == {"number": "六", "title": "其他需要报告的事项", "text": "本年度没有收取信息处理费。"}


def test_decimals_stay_as_printed() -> None:
    text = dumps(to_json(with_figures(report(), {"article20.fees.amount": Decimal("1.50")})))
    assert '"article20.fees.amount": 1.50,' in text
    assert '"applications.received.natural_person": 12,' in text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_decimal_survives_its_json(value: Decimal) -> None:
    assert json.loads(dumps({"value": value}), parse_float=Decimal)["value"] == value


def test_figures_stand_in_the_order_of_the_form_those_of_no_form_last() -> None:
    shuffled = dict(reversed(figures("2021").items())) | {"legacy.staff.full_time": 3}
    ordered = list(in_form_order(shuffled))
    assert ordered[:3] == ["article20.rules.made", "article20.rules.repealed", "article20.rules.in_force"]
    assert ordered[-2:] == ["remedies.litigation_after_review.total", "legacy.staff.full_time"]


def rows(*reports: AnnualReport) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csvform.head() + "".join(map(csvform.row, reports)), newline="")))


def test_the_csv_has_a_row_a_report_and_a_column_a_cell() -> None:
    first, second = rows(full("2019"), full("2021"))
    assert (first["organ"], first["year"], first["applications.received.total"]) == ("青石县市场监督管理局", "2020", "16")
    assert first["article20.procurement.amount"] == "120.50"
    assert second["article20.procurement.amount"] == ""
    assert (second["blank"], second["article20.rules.made"]) == ("article20.rules.made", "")
    assert second["units"] == "article20.fees.amount=万元"
    assert second["warnings"] == "row.missing"
    assert list(first)[-len(form_order()) :] == list(form_order())


def test_the_lines_of_the_csv_end_as_rfc_4180_wants() -> None:
    line = csvform.row(replace(report(sections=sections()), title='引号"与,逗号\n换行'))
    assert line.endswith("\r\n")
    assert '"引号""与,逗号\n换行"' in line


@pytest.mark.parametrize("title", ["=1+1", "+cmd", "-2", "@SUM(A1)", "＝1+1"])
def test_a_spreadsheet_never_runs_a_text_of_a_report(title: str) -> None:
    (row,) = rows(replace(report(), title=title))
    assert row["title"] == f"'{title}"


def test_a_negative_figure_stays_a_number() -> None:
    (row,) = rows(report("2019"))
    assert row["article20.licences.change"] == "-3"


def test_what_is_not_known_is_an_empty_cell() -> None:
    (row,) = rows(AnnualReport("-", None, None, None, None))
    assert row["source"] == "'-"
    assert {value for name, value in row.items() if name != "source"} == {""}
