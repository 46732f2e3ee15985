"""The list as XLSX: the columns that the organ prescribes, persons masked unless a role may see them for a reason, no formulas, on record."""

import io
import tracemalloc
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from cases.test_bulk import BY, DAY, arrival, whole_life
from gongkai.cases import bulk
from gongkai.cases.exporting import VALUES, Row, workbook
from gongkai.cases.models import Case
from gongkai.organs.actions import SetOrganSetting
from gongkai.organs.list_columns import COLUMNS, USUAL
from person_parts import OUYANG, SECRETS, page, register, told
from platform_parts import House, World, as_person


@pytest.fixture
def house(world: World) -> House:
    """The bureau with one answered and one open request; the stranger has one too."""
    organ = world.bureau.organ
    key = str(register(organ).pk)
    open_one = arrival("=1+1", key, "2025-04-02", "@SUM(A1:A9)\n=HYPERLINK(1)")
    lives = [bulk.NewCase(case=Case(organ=organ), events=whole_life("2025-1", key)), bulk.NewCase(case=Case(organ=organ), events=[open_one])]
    bulk.append_many(lives, BY)
    other = world.stranger.organ
    bulk.append_many([bulk.NewCase(case=Case(organ=other), events=whole_life("别处-1", str(register(other).pk)))], BY)
    return world.bureau


def sheet_of(data: bytes) -> Any:
    """The sheet of a workbook."""
    return load_workbook(io.BytesIO(data)).active


def written(house: House, role: str, asked: str = "", **fields: str) -> tuple[Any, list[list[Any]]]:
    """The answer, and the rows of the workbook in it."""
    answer = as_person(house.people[role]).post(reverse("cases_export") + asked, fields)
    data = b"".join(answer.streaming_content) if answer.streaming else b""
    rows = [[cell.value for cell in row] for row in sheet_of(data)] if data else []
    return answer, rows


def test_every_column_that_can_be_prescribed_has_a_value() -> None:
    assert list(VALUES) == list(COLUMNS)
    assert set(USUAL) <= set(COLUMNS)


@pytest.mark.django_db
def test_the_usual_columns_are_written_with_dates_as_dates(house: House) -> None:
    answer, (heads, answered) = written(house, "head", "?stage=closed")
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    assert heads == [COLUMNS[code] for code in USUAL]
    row = dict(zip(USUAL, answered, strict=True))
    assert row["number"] == "2025-1"
    assert row["received"].date() == DAY("2025-03-04")
    assert row["asked"] == "2024年电梯检验合格率"
    assert row["outcome"] == "（一）予以公开"
    assert row["letter"] == "青市监公开〔2025〕1号"
    assert row["late"] == 0
    assert row["handler"] is None


@pytest.mark.django_db
def test_what_is_not_known_is_empty_and_not_zero(house: House) -> None:
    _answer, (_heads, row) = written(house, "head", "?stage=arrived")
    told_of = dict(zip(USUAL, row, strict=True))
    assert (told_of["late"], told_of["closed"], told_of["received"], told_of["outcome"]) == (None, None, None, None)


@pytest.mark.django_db
def test_nothing_that_somebody_wrote_becomes_a_formula(house: House) -> None:
    answer = as_person(house.people["head"]).post(reverse("cases_export") + "?stage=arrived")
    cells = [cell for row in sheet_of(b"".join(answer.streaming_content)) for cell in row if isinstance(cell.value, str) and cell.value[0] in "=@"]
    assert [cell.value for cell in cells] == ["=1+1", "@SUM(A1:A9)\n=HYPERLINK(1)"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)


@pytest.mark.django_db
def test_the_organ_prescribes_columns_from_a_day_on(house: House) -> None:
    SetOrganSetting(organ=house.organ, name="list_columns", value="number 编号\nphone\ndocument 证件", since=DAY("2026-01-01"), reason="市局通知").by(
        BY
    )
    _answer, (heads, row) = written(house, "head", "?stage=closed")
    assert heads == ["编号", "联系电话", "证件"]
    assert row == ["2025-1", "138****5678", "110***********002X"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("nummer 编号", "“nummer 编号” is no column. Begin each line with one of: number, organ,"),
        ("number\nnumber", "number is there twice; leave one."),
        ("", "Name at least one column."),
        ("number " + "长" * 31, "The head of number is one line of at most 30 signs."),
        ("number a\x00b", "The head of number is one line of at most 30 signs."),
    ],
)
def test_columns_that_cannot_be_are_refused(house: House, value: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused, translation.override("en"):
        SetOrganSetting(organ=house.organ, name="list_columns", value=value, since=DAY("2026-01-01"), reason="市局通知").by(BY)
    assert said in str(refused.value)


@pytest.mark.django_db
def test_the_setting_has_a_form_that_shows_what_holds(house: House) -> None:
    address = reverse("organs_set", args=[house.organ.code, "list_columns"])
    browser = as_person(house.people["administrator"])
    assert "number 登记编号" in page(browser.get(address))
    browser.post(address, {"value": "number\nclosed 办结", "since": "2026-10-01", "reason": "市局通知"})
    assert written(house, "head", "?stage=closed")[1][0] == ["登记编号", "办结"]


@pytest.mark.django_db
def test_persons_are_masked_and_the_export_is_on_record(house: House) -> None:
    _answer, (_heads, row) = written(house, "head", "?stage=closed&q=电梯")
    assert row[USUAL.index("applicant")] == "欧**"
    assert not [piece for piece in SECRETS if any(piece in str(value) for value in row)]
    assert told("case.export") == [{"count": 1, "asked": {"stage": "closed"}, "words": True}]


@pytest.mark.django_db
def test_in_full_only_for_who_may_see_persons_and_for_a_reason(house: House) -> None:
    _answer, (_heads, row) = written(house, "handler", "?stage=closed", reason="deliver")
    assert row[USUAL.index("applicant")] == OUYANG["name"]
    assert [(one["reason"], one["numbers"]) for one in told("case.export")] == [("deliver", ["2025-1"])]
    answer, (_heads, masked) = written(house, "head", "?stage=closed", reason="deliver")
    assert answer.status_code == 200
    assert masked[USUAL.index("applicant")] == "欧**"
    refused, rows = written(house, "handler", "?stage=closed", reason="other")
    assert refused.status_code == 422
    assert rows == []
    assert len(told("case.export")) == 2


@pytest.mark.django_db
def test_a_role_that_sees_no_persons_gets_none(house: House) -> None:
    _answer, (_heads, row) = written(house, "secrecy_reviewer", "?stage=closed")
    assert row[USUAL.index("applicant")] is None
    assert row[USUAL.index("number")] == "2025-1"


@pytest.mark.django_db
def test_too_many_names_in_full_are_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.cases.actions.export.MOST_IN_FULL", 1)
    refused, rows = written(house, "handler", reason="deliver")
    assert refused.status_code == 422
    assert rows == []
    assert told("case.export") == []


@pytest.mark.django_db
def test_nobody_elses_requests_are_written_and_a_wrong_filter_writes_nothing(house: House, world: World) -> None:
    _answer, rows = written(world.stranger, "head")
    assert [row[0] for row in rows[1:]] == ["别处-1"]
    _answer, rows = written(house, "head", "?sort=-number")
    assert [row[0] for row in rows[1:]] == ["=1+1", "2025-1"]
    refused, rows = written(house, "head", "?within=x")
    assert refused.status_code == 422
    assert rows == []
    assert as_person(house.people["editor"]).post(reverse("cases_export")).status_code == 403


@pytest.mark.django_db
def test_ten_thousand_rows_are_never_held_at_once() -> None:
    case = Case(number="1", summary="x", stage="open", channel="internet", applicant_kind="natural_person")
    columns = [(code, COLUMNS[code]) for code in ("number", "asked", "stage")]
    peaks = []
    for count in (1_000, 10_000):
        tracemalloc.start()
        file = workbook(columns, (Row(case, items=("电梯检验合格率" * 20,)) for _ in range(count)))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        file.close()
    assert peaks[1] < 2 * peaks[0] + 2_000_000
