"""The five real reports, which lie beside the repository and never in it: what was worked out by hand."""

from pathlib import Path

import pytest

from gongkai.annual.check.arithmetic import arithmetic
from gongkai.annual.check.text import text_against_table
from gongkai.annual.model import AnnualReport
from gongkai.annual.narrative.relations import Growth, Relation, Sum, relations
from gongkai.annual.read import read_path

REPORTS = Path(__file__).parents[4] / "shared" / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not beside the repository")


def report(name: str) -> AnnualReport:
    return read_path(REPORTS / f"{name}.txt")


def related(read: AnnualReport) -> list[Relation]:
    return [one for section in read.sections for one in relations(section.text, read.year)]


def found(read: AnnualReport) -> list[tuple[str, object, object]]:
    return [(one.code, one.left, one.right) for one in (*text_against_table(read), *arithmetic(read))]


def stated(read: AnnualReport) -> list[tuple[str, object]]:
    return [
        (claim.quantity, claim.value) for claim in read.claims if "." in claim.quantity and not claim.quantity.startswith(("sum", "share", "growth"))
    ]


def test_chongqing_2020_says_77_requests_of_the_system_where_its_table_has_165_and_nothing_else() -> None:
    read = report("chongqing-2020")
    assert stated(read) == [("applications.received.total", 77)]
    assert [claim.scope.who for claim in read.claims] == ["system"]
    assert found(read) == [("text.against_table", 77, 165)]


def test_taizhou_2019_has_five_channels_that_make_2857_and_six_requests_as_in_its_table() -> None:
    read = report("taizhou-2019")
    assert [(one.total.value, [part.value for part in one.parts], one.exhaustive) for one in related(read) if isinstance(one, Sum)] == [
        (2857, [605, 1053, 479, 210, 510], True)
    ]
    assert stated(read) == [("applications.handled", 6), ("applications.received.total", 6)]
    assert read.figures["applications.received.total"] == 6
    assert found(read) == []


def test_anqing_2018_states_four_growths_of_which_one_does_not_follow() -> None:
    read = report("anqing-2018")
    grown = [
        (one.new.value, one.old.value if one.old else None, str(one.stated.value), one.falls) for one in related(read) if isinstance(one, Growth)
    ]
    # 55/362 is 15.19%, 39/350 is 11.14%, 45/119 is 37.82%, 31/101 is 30.69%
    assert grown == [(417, 362, "15.2", False), (389, 350, "11.1", False), (74, 119, "37.8", True), (132, 101, "30", False)]
    assert found(read) == [("arithmetic.growth", "30.69%", "30%")]


def test_anqing_2018_divides_34_interpretations_into_24_and_10_and_has_4_requests_2_granted_and_2_refused() -> None:
    read = report("anqing-2018")
    assert (34, [24, 10], True) in [
        (one.total.value, [part.value for part in one.parts], one.exhaustive) for one in related(read) if isinstance(one, Sum)
    ]
    assert stated(read) == [
        ("applications.received.total", 4), ("applications.granted.total", 2), ("applications.refused", 2),
        ("fees.charged", 0), ("remedies.review.total", 0), ("remedies.litigation", 0),
    ]  # fmt: skip


def test_liangzhou_2020_has_no_requests_in_its_text_and_none_in_its_table() -> None:
    read = report("liangzhou-2020")
    assert stated(read) == [("applications.received.total", 0)]
    assert read.figures["applications.received.total"] == 0
    assert found(read) == []


def test_haiyan_2022_has_no_requests_no_reviews_no_suits_and_no_fees() -> None:
    read = report("haiyan-2022")
    assert stated(read) == [("applications.received.total", 0), ("remedies.review.total", 0), ("remedies.litigation", 0), ("fees.charged", 0)]
    assert found(read) == []
