"""One door to every format."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from annual.check.builders import report
from gongkai.annual.write import FORMATS, write
from gongkai.annual.write.refusal import CannotWriteError

BEGINNINGS = {"json": b"{", "html": b"<!DOCTYPE html>", "pdf": b"%PDF-1.7", "docx": b"PK", "xlsx": b"PK"}


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_is_written_in_every_format(form: str) -> None:
    assert write(report(), form).startswith(BEGINNINGS[form])


def test_json_holds_the_figures_as_printed() -> None:
    text = write(report(), "json").decode()
    assert json.loads(text, parse_float=Decimal)["figures"]["article20.fees.amount"] == Decimal("36.20")
    assert '"article20.fees.amount": 36.20' in text


def test_json_is_written_even_where_no_form_has_the_figures() -> None:
    assert write(replace(report(), edition=None), "json")


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(CannotWriteError) as refused:
        write(report(), "wps")
    assert refused.value.message.text("en") == "There is no format wps. Choose one of: json, xlsx, html, docx, pdf."


def test_the_folder_of_fonts_is_for_pdf(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="none"):
        write(report(), "pdf", fonts=tmp_path / "none")
    assert write(report(), "html", fonts=tmp_path / "none")
