"""The place of a figure is that of its own cell."""

import pytest

from annual.read.builders import read
from gongkai.annual.read import read_bytes

ROW = ("一、本年新收政府信息公开申请数量", "19", "2", "0", "0", "", "0", "21")


def places(text: str) -> dict[str, str]:
    return {cell.rpartition(".")[2]: place.text("en") for cell, place in read(text).places.items() if cell.startswith("applications.received.")}


def test_each_figure_of_a_row_has_the_place_of_its_own_cell() -> None:
    found = places("<table><tr>" + "".join(f"<td>{cell}</td>" for cell in ROW) + "</tr></table>")
    assert found == {
        "natural_person": "table 1, row 1, cell 2",
        "business": "table 1, row 1, cell 3",
        "research": "table 1, row 1, cell 4",
        "public_interest": "table 1, row 1, cell 5",
        "other": "table 1, row 1, cell 7",
        "total": "table 1, row 1, cell 8",
    }


def test_each_figure_of_a_text_has_the_place_of_its_own_line() -> None:
    found = places("\n".join(("申请人情况", *(cell or "/" for cell in ROW), "二、上年结转政府信息公开申请数量")))
    assert (found["natural_person"], found["other"], found["total"]) == ("line 3", "line 8", "line 9")


def test_figures_cut_out_of_digits_run_together_have_the_place_of_the_row() -> None:
    glued = "申请人情况\n" + ROW[0] + "1920000021\n二、上年结转政府信息公开申请数量1000001\n"
    assert set(places(glued).values()) <= {"line 2"}


@pytest.mark.parametrize("value", ["1", "0"])
def test_a_figure_of_the_remedies_has_the_place_of_its_own_cell(value: str) -> None:
    heads = "<tr>" + "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>" * 3 + "</tr>"
    cells = [value, "0", "0", "0", value] * 3
    table = f"<table>{heads}<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>"
    report = read_bytes(f"<html><p>四、政府信息公开行政复议、行政诉讼情况</p>{table}".encode(), "a.html")
    assert report.figures["remedies.litigation_after_review.total"] == int(value)
    assert report.places["remedies.litigation_after_review.total"].text("en") == "table 1, row 2, cell 15"
