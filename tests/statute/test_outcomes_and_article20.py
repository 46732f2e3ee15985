import datetime as dt

import pytest

from gongkai.statute.article20 import items
from gongkai.statute.editions import editions
from gongkai.statute.laws import NoLawError, StatuteError
from gongkai.statute.outcomes import (
    answer_kind,
    answer_kinds,
    applicant_column,
    applicant_kinds,
    form_row,
    remedies_total,
    remedy_column,
    remedy_results,
)
from gongkai.statute.readings import readings

DEFAULT = readings()

# Answer, place in the Regulation, row of the 2019 form, row of the 2021 form where it is another.
ROWS = [
    ("already_published", "第36条第1项", "granted", None),
    ("disclosed", "第36条第2项", "granted", None),
    ("partly", "第37条", "partly_granted", None),
    ("state_secret", "第14条", "refused.state_secret", None),
    ("prohibited_by_law", "第14条", "refused.prohibited_by_law", None),
    ("safety_and_stability", "第14条", "refused.safety_and_stability", None),
    ("third_party_rights", "第15条", "refused.third_party_rights", None),
    ("internal_affairs", "第16条第1款", "refused.internal_affairs", None),
    ("process_information", "第16条第2款", "refused.process_information", None),
    ("enforcement_file", "第16条第2款", "refused.enforcement_file", None),
    ("administrative_query", "第36条第7项", "refused.administrative_query", None),
    ("does_not_exist", "第36条第4项", "unavailable.not_held", None),
    ("not_this_organ", "第36条第5项", "unavailable.not_held", None),
    ("needs_creation", "第38条", "unavailable.needs_creation", None),
    ("still_unclear", "第30条", "unavailable.still_unclear", None),
    ("petition", "第39条第1款", "rejected.petition", None),
    ("repeated", "第36条第6项", "rejected.repeated", None),
    ("publication", "第39条第2款", "rejected.publication", None),
    ("excessive", "第35条", "rejected.excessive", None),
    ("confirmation", None, "rejected.confirmation", None),
    ("not_corrected", "第30条", "other", "other.not_corrected"),
    ("fee_unpaid", "〔2020〕109号）", "other", "other.fee_unpaid"),
    ("withdrawn", None, "other", "other.other"),
    ("consultation", None, "other", "other.other"),
    ("other", None, "other", "other.other"),
]


@pytest.mark.parametrize(("code", "place", "row_2019", "row_2021"), ROWS)
def test_each_answer_has_its_article_and_its_row_in_each_form(code: str, place: str | None, row_2019: str, row_2021: str | None) -> None:
    kind = answer_kind(code)
    assert (kind.row("2019"), kind.row("2021")) == (row_2019, row_2021 or row_2019)
    assert (kind.article is None) == (place is None)
    assert kind.article is None or kind.article.text("zh_Hans").endswith(str(place))


def test_there_are_no_other_answers_and_every_row_exists_in_its_form() -> None:
    assert list(answer_kinds()) == [row[0] for row in ROWS]
    for edition in ("2019", "2021"):
        rows = {row.code for row in editions()[edition].applications}
        assert {kind.row(edition) for kind in answer_kinds().values()} <= rows


def test_the_legacy_form_has_no_such_rows() -> None:
    with pytest.raises(NoLawError) as error:
        answer_kind("disclosed").row("legacy")
    assert error.value.message.text("en") == "The form of edition “legacy” has no such rows; they exist in 2019, 2021"


def test_an_unknown_answer_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(StatuteError) as error:
        answer_kind("maybe")
    assert error.value.message.text("en").startswith("Answer “maybe” is not known; use one of already_published, disclosed")


@pytest.mark.parametrize(
    ("codes", "row"),
    [
        (["disclosed"], "granted"),
        (["disclosed", "already_published"], "granted"),
        (["disclosed", "state_secret"], "partly_granted"),
        (["partly", "does_not_exist"], "partly_granted"),
        (["disclosed", "partly"], "partly_granted"),
        (["does_not_exist", "not_this_organ"], "unavailable.not_held"),
        (["repeated", "does_not_exist", "internal_affairs"], "refused.internal_affairs"),
        (["fee_unpaid", "not_corrected"], "other.not_corrected"),
        (["disclosed", "withdrawn"], "granted"),  # what was taken back is no longer asked for
        (["withdrawn", "state_secret"], "refused.state_secret"),
        (["withdrawn", "withdrawn"], "other.other"),
    ],
)
def test_a_request_of_several_items_is_counted_in_exactly_one_row(codes: list[str], row: str) -> None:
    assert form_row(codes, "2021", DEFAULT) == row


def test_an_organ_can_choose_to_be_asked_when_grounds_differ() -> None:
    ask = readings(mixed_items="ask")
    with pytest.raises(StatuteError) as error:
        form_row(["repeated", "does_not_exist"], "2021", ask)
    assert error.value.message.text("en") == (
        "The items were refused on different grounds (rejected.repeated, unavailable.not_held); choose the one row to count"
    )
    assert form_row(["disclosed", "does_not_exist"], "2021", ask) == "partly_granted"


def test_a_request_without_items_has_no_row() -> None:
    with pytest.raises(StatuteError):
        form_row([], "2021", DEFAULT)


@pytest.mark.parametrize(
    ("applicant", "column"),
    [
        ("natural_person", "natural_person"),
        ("lawyer_with_authority", "natural_person"),
        ("individual_business", "natural_person"),
        ("business", "business"),
        ("research", "research"),
        ("public_interest", "public_interest"),
        ("law_firm", "legal_service"),
        ("legal_service", "legal_service"),
        ("other", "other"),
    ],
)
def test_the_applicant_not_the_agent_gives_the_column(applicant: str, column: str) -> None:
    assert applicant_column(applicant, DEFAULT) == column
    assert applicant in applicant_kinds()


def test_an_organ_can_count_individual_businesses_as_businesses() -> None:
    assert applicant_column("individual_business", readings(individual_business="business")) == "business"


def test_an_unknown_applicant_is_an_error() -> None:
    with pytest.raises(StatuteError) as error:
        applicant_column("ghost", DEFAULT)
    assert error.value.message.text("en").startswith("“ghost” is not known; use one of natural_person")


@pytest.mark.parametrize(
    ("column", "results"),
    [
        ("upheld", ["upheld", "claim_dismissed"]),
        ("corrected", ["revoked", "changed", "ordered", "confirmed_unlawful"]),
        ("other", ["withdrawn", "rejected", "ended", "not_accepted"]),
        ("pending", ["pending", "appealed"]),
    ],
)
def test_the_results_of_reviews_and_suits_have_their_columns(column: str, results: list[str]) -> None:
    assert [code for code in remedy_results() if remedy_column(code) == column] == results


def test_the_cases_of_a_year_are_those_filed_and_those_pending_before() -> None:
    assert remedies_total(5, 2) == 7
    for pair in ((-1, 0), (0, -1)):
        with pytest.raises(StatuteError):
            remedies_total(*pair)


def test_article_20_has_fifteen_items_in_the_order_of_the_law() -> None:
    found = items(dt.date(2019, 5, 15))
    assert [item.number for item in found] == list(range(1, 16))
    assert found[0].text.text("zh_Hans") == "行政法规、规章和规范性文件"
    assert found[8].text.text("zh_Hans").startswith("政府集中采购")
    assert found[14].article.text("zh_Hans").endswith("第20条第15项")


def test_article_20_is_not_applied_before_it_was_in_force() -> None:
    with pytest.raises(NoLawError):
        items(dt.date(2019, 5, 14))
