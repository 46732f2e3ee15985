import datetime as dt
from typing import Any

import pytest

from gongkai.statute.courts import courts
from gongkai.statute.laws import NoLawError, StatuteError
from gongkai.statute.organ_facts import OrganFacts
from gongkai.statute.places import region_code

D = dt.date
NOW = D(2026, 3, 1)
LAST_OLD, FIRST_NEW = D(2015, 4, 30), D(2015, 5, 1)

COUNTY = OrganFacts("government", "county")
COUNTY_BUREAU = OrganFacts("department", "county")
MINISTRY = OrganFacts("department", "national")
CUSTOMS = OrganFacts("department", "prefecture", "vertical", "customs")


@pytest.mark.parametrize(
    ("organ", "rank", "article"),
    [
        (COUNTY_BUREAU, "basic", "Art. 14"),
        (OrganFacts("department", "prefecture"), "basic", "Art. 14"),
        (OrganFacts("department", "provincial"), "basic", "Art. 14"),
        (OrganFacts("department", "county", "vertical"), "basic", "Art. 14"),
        (OrganFacts("government", "township"), "basic", "Art. 14"),
        (OrganFacts("dispatched", "township"), "basic", "Art. 14"),
        (OrganFacts("dispatched", "prefecture"), "basic", "Art. 14"),
        (OrganFacts("authorised", "county"), "basic", "Art. 14"),
        (COUNTY, "intermediate", "Art. 15, item 1"),
        (OrganFacts("government", "prefecture"), "intermediate", "Art. 15, item 1"),
        (OrganFacts("government", "provincial"), "intermediate", "Art. 15, item 1"),
        (MINISTRY, "intermediate", "Art. 15, item 1"),
        (CUSTOMS, "intermediate", "Art. 15, item 2"),
    ],
)
def test_the_intermediate_court_hears_suits_against_ministries_customs_and_governments_from_the_county_up(
    organ: OrganFacts, rank: str, article: str
) -> None:
    (way,) = courts(organ, NOW).ways
    assert (way.rank, way.defendants, way.seats) == (rank, ("organ",), ("organ",))
    assert way.rank_article.text("en") == f"Administrative Litigation Law (amended 2014 and 2017), {article}"
    assert way.article.text("en") == "Administrative Litigation Law (amended 2014 and 2017), Art. 18, para. 1"


@pytest.mark.parametrize(
    ("organ", "rank", "article"),
    [
        (COUNTY_BUREAU, "basic", "第13条"),
        (CUSTOMS, "intermediate", "第14条第1项"),
        (MINISTRY, "intermediate", "第14条第2项"),
        (OrganFacts("government", "provincial"), "intermediate", "第14条第2项"),
        (COUNTY, "intermediate", "第14条第3项"),
    ],
)
def test_the_law_of_1989_decides_suits_up_to_april_2015(organ: OrganFacts, rank: str, article: str) -> None:
    (way,) = courts(organ, LAST_OLD).ways
    assert way.rank == rank
    assert way.rank_article.text("zh_Hans") == f"《行政诉讼法》（1989年公布，2014年修正前）{article}"
    assert courts(organ, FIRST_NEW).ways[0].rank == rank


@pytest.mark.parametrize(
    ("code", "day", "rank"),
    [
        ("500103", D(2021, 9, 30), "intermediate"),
        ("500103", D(2021, 10, 1), "basic"),
        ("500103", D(2023, 9, 27), "basic"),
        ("500103", D(2023, 9, 28), "intermediate"),
        ("340811", D(2022, 6, 1), "intermediate"),  # Anhui took no part
    ],
)
def test_in_the_trial_of_2021_to_2023_disclosure_suits_against_county_governments_went_to_the_basic_court(code: str, day: dt.date, rank: str) -> None:
    (way,) = courts(OrganFacts("government", "county", region=region_code(code)), day).ways
    assert way.rank == rank


def test_the_trial_left_provincial_governments_and_departments_where_they_were() -> None:
    place, day = region_code("500000"), D(2022, 6, 1)
    assert courts(OrganFacts("government", "provincial", region=place), day).ways[0].rank == "intermediate"
    assert courts(OrganFacts("department", "provincial", region=place), day).ways[0].rank == "basic"


def test_after_an_upheld_answer_both_are_sued_and_the_organ_of_the_act_decides_the_rank() -> None:
    (way,) = courts(COUNTY_BUREAU, NOW, "upheld", COUNTY).ways
    assert (way.defendants, way.rank, way.seats) == (("organ", "review_organ"), "basic", ("organ", "review_organ"))
    assert way.article.text("zh_Hans").endswith("第26条第2款")
    assert way.text.text("en") == (
        "Suit against the organ of the act, the reconsideration organ before the basic people's court "
        "at the seat of one of the organ of the act, the reconsideration organ, as the plaintiff likes"
    )


def test_after_a_changed_answer_the_reconsideration_organ_alone_is_sued_and_decides_the_rank() -> None:
    (way,) = courts(COUNTY_BUREAU, NOW, "changed", COUNTY).ways
    assert (way.defendants, way.rank, way.seats) == (("review_organ",), "intermediate", ("organ", "review_organ"))


def test_when_reconsideration_stays_silent_either_organ_can_be_sued() -> None:
    act, silence = courts(COUNTY_BUREAU, NOW, "silent", COUNTY).ways
    assert (act.defendants, act.rank) == (("organ",), "basic")
    assert (silence.defendants, silence.rank, silence.seats) == (("review_organ",), "intermediate", ("review_organ",))
    assert act.text.text("en") == "Suit against the organ of the act before the basic people's court at the seat of the organ of the act"


def test_before_2015_an_upheld_answer_was_defended_by_its_organ_alone() -> None:
    (way,) = courts(COUNTY_BUREAU, LAST_OLD, "upheld", COUNTY).ways
    assert (way.defendants, way.seats) == (("organ",), ("organ",))
    assert courts(COUNTY_BUREAU, FIRST_NEW, "upheld", COUNTY).ways[0].defendants == ("organ", "review_organ")


def test_a_court_bears_the_name_of_its_county_or_its_city() -> None:
    (bureau,), (government,) = courts(COUNTY_BUREAU, NOW).ways, courts(COUNTY, NOW).ways
    assert (bureau.place_level, bureau.court_name("青石县")) == ("county", "青石县人民法院")
    assert (government.place_level, government.court_name("云川市")) == ("prefecture", "云川市中级人民法院")


def test_courts_across_districts_are_a_local_setting_since_2015() -> None:
    local = courts(COUNTY_BUREAU, NOW).local
    assert local is not None
    assert local.code == "local_setting"
    assert local.article.text("zh_Hans").endswith("第18条第2款")
    assert courts(COUNTY_BUREAU, LAST_OLD).local is None


def test_where_the_government_lets_an_office_answer_the_note_says_who_is_sued() -> None:
    (way,) = courts(COUNTY, NOW).ways
    assert way.note is not None
    assert "法释〔2021〕5号" in way.note.text("zh_Hans")
    assert courts(COUNTY, D(2021, 3, 31)).ways[0].note is None


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        ("lost", "Decision “lost” is not known; use one of none, upheld, changed, silent"),
        ("changed", "After reconsideration the court depends on the organ that decided it; give that organ too"),
    ],
)
def test_a_decision_that_cannot_be_worked_with_is_refused(decision: Any, reason: str) -> None:
    with pytest.raises(StatuteError) as error:
        courts(COUNTY_BUREAU, NOW, decision)
    assert error.value.message.text("en") == reason


def test_before_the_first_regulation_no_court_is_told() -> None:
    assert courts(COUNTY_BUREAU, D(2008, 5, 1)).ways
    with pytest.raises(NoLawError):
        courts(COUNTY_BUREAU, D(2008, 4, 30))
