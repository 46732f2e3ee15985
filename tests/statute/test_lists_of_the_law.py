import datetime as dt

import pytest

from gongkai.statute.laws import NoLawError, StatuteError
from gongkai.statute.lists import entries, lists

D = dt.date
DAY = D(2024, 3, 1)

# The codes of each list, from the Regulation, the letters and the standards.
CODES = {
    "responsible_organ": "made from_people from_organ joint request moved",
    "site_parts": "guide rules content annual_report request_entry",
    "guide": "classification arrangement how_to_obtain office address hours telephone fax internet",
    "catalogue": "index name summary date_made",
    "public_attribute": "open on_request withheld",
    "duties": "review review_again reading_points help several_requests proposal",
    "request": "name identity contact description form authority purpose",
    "identity": "resident_card passport permit foreigner_card credit_code",
    "search_record": "who where words when result",
    "registers": "own_record complaint_supervision complaint_rights",
    "no_separate_remedy": "fee_notice",
    "remedy_counting": "whose_act once",
    "overview": "proactive requests management platform supervision assessment social_evaluation accountability",
    "document_format": "paper margin_top margin_left block_width block_height title_font title_size body_font body_size "
    "heading1_font heading2_font lines characters",
    "meta_tags": "SiteName SiteDomain SiteIDCode ColumnName ColumnDescription ColumnKeywords ColumnType ArticleTitle PubDate "
    "ContentSource Keywords Author Description Image Url",
    "site_rules": "no_separate_site accessibility",
}


def values(name: str, day: D = DAY) -> dict[str, object]:
    return {entry.code: entry.value for entry in entries(name, day)}


def test_each_list_has_exactly_the_things_the_law_names() -> None:
    assert {name: " ".join(entry.code for entry in entries(name, DAY)) for name in lists()} == CODES


@pytest.mark.parametrize("name", sorted(CODES))
def test_every_entry_has_words_in_both_languages_and_a_place_in_the_law(name: str) -> None:
    for entry in entries(name, DAY):
        assert entry.text.text("zh_Hans")
        assert entry.text.text("en")
        assert entry.article.text("zh_Hans")


def test_the_parts_of_the_section_have_fixed_names() -> None:
    assert [part.text.text("zh_Hans") for part in entries("site_parts", DAY)] == [
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "依申请公开",
    ]


def test_a_purpose_can_never_be_demanded() -> None:
    assert [code for code, demanded in values("request").items() if not demanded] == ["purpose"]


def test_only_withholding_needs_a_reason() -> None:
    assert values("public_attribute") == {"open": False, "on_request": False, "withheld": True}


def test_who_answers_for_information() -> None:
    assert values("responsible_organ") == {
        "made": "maker",
        "from_people": "keeper",
        "from_organ": "maker_or_first_obtainer",
        "joint": "lead",
        "request": "receiver",
        "moved": "gaining",
    }


def test_governments_cover_three_more_subjects_in_section_1() -> None:
    assert [code for code, who in values("overview").items() if who == "government"] == ["assessment", "social_evaluation", "accountability"]
    with pytest.raises(NoLawError):
        entries("overview", D(2020, 12, 31))


def test_the_numbers_of_an_official_document() -> None:
    units = {entry.code: (entry.value, entry.unit) for entry in entries("document_format", DAY)}
    assert units["margin_top"] == (37, "mm")
    assert units["margin_left"] == (28, "mm")
    assert (units["block_width"], units["block_height"]) == ((156, "mm"), (225, "mm"))
    assert (units["title_size"], units["body_size"]) == ((22, "pt"), (16, "pt"))
    assert (units["lines"], units["characters"]) == ((22, ""), (28, ""))


def test_each_kind_of_page_has_its_own_tags() -> None:
    tags = values("meta_tags")
    assert {kind: sum(value == kind for value in tags.values()) for kind in ("site", "column", "article")} == {"site": 3, "column": 4, "article": 8}


def test_an_unknown_list_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(StatuteError) as error:
        entries("wishes", DAY)
    assert error.value.message.text("en").startswith("List “wishes” is not known; use one of responsible_organ, site_parts")


def test_a_day_before_the_regulation_is_an_error_that_names_the_days_once() -> None:
    with pytest.raises(NoLawError) as error:
        entries("guide", D(2019, 5, 14))
    assert error.value.message.text("en") == "No law in our tables covers 2019-05-14 for “what the guide says”; they cover 2019-05-15.."
