"""The remedies paragraph of a letter, for the law of 1989/1999, of 2014 and of 2023."""

import datetime as dt

import pytest

from gongkai.statute.laws import NoLawError, StatuteError
from gongkai.statute.organ_facts import OrganFacts
from gongkai.statute.places import region_code
from gongkai.statute.readings import readings
from gongkai.statute.remedies_letter import AnsweredItem, Bodies, LetterRemedies, letter_remedies, notice_remedies

D = dt.date
DEFAULT = readings()
NOW, OLD = D(2026, 3, 2), D(2023, 12, 29)
BUREAU = OrganFacts("department", "county")
COUNTY = OrganFacts("government", "county")
NAMED = Bodies(review=("青石县人民政府",), court="青石县人民法院")


def letter(*kinds: str, organ: OrganFacts = BUREAU, day: dt.date = NOW, bodies: Bodies | None = NAMED) -> LetterRemedies:
    return letter_remedies([AnsweredItem(number, kind) for number, kind in enumerate(kinds, 1)], organ, day, DEFAULT, bodies)


def zh(found: LetterRemedies) -> list[str]:
    return [sentence.text("zh_Hans") for sentence in found.sentences]


AFTER = "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内依法向人民法院提起行政诉讼。"


def test_what_was_given_can_be_taken_to_reconsideration_or_to_court_as_the_applicant_likes() -> None:
    found = letter("disclosed")
    assert zh(found) == [
        "对本答复不服的，可以自收到本答复之日起60日内向青石县人民政府申请行政复议，也可以自收到本答复之日起6个月内向青石县人民法院提起行政诉讼。",
        AFTER,
    ]
    assert (found.must_tell, found.unnamed, found.internet_way_due) == (None, (), None)
    assert [(part.first, part.items) for part in found.parts] == [(False, ())]
    assert [article.text("zh_Hans") for article in found.articles] == [
        "法释〔2025〕8号第1条第2项",
        "《行政复议法》（2023年修订）第24条第1款第1项",
        "《行政复议法》（2023年修订）第20条",
        "《行政诉讼法》（2014年、2017年修正）第46条",
        "《行政诉讼法》（2014年、2017年修正）第45条",
        "《行政诉讼法》（2014年、2017年修正）第18条第1款",
    ]


def test_a_refusal_under_articles_14_to_16_goes_to_reconsideration_first_and_the_letter_names_no_direct_suit() -> None:
    found = letter("internal_affairs")
    assert zh(found) == ["对本答复不服的，应当先自收到本答复之日起60日内向青石县人民政府申请行政复议。", AFTER]
    assert found.must_tell is not None
    assert found.must_tell.text("zh_Hans").endswith("第23条第2款")


@pytest.mark.parametrize("kind", ["does_not_exist", "not_this_organ", "repeated", "petition", "administrative_query", "needs_creation"])
def test_what_is_not_a_refusal_under_articles_14_to_16_leaves_the_choice(kind: str) -> None:
    assert "也可以" in zh(letter(kind))[0]


def test_the_same_refusal_before_2024_left_the_choice_between_two_organs_and_the_court() -> None:
    two = Bodies(review=("青石县人民政府", "云川市市场监督管理局"), court="青石县人民法院")
    found = letter("internal_affairs", day=OLD, bodies=two)
    assert zh(found)[0] == (
        "对本答复不服的，可以自收到本答复之日起60日内向青石县人民政府或者云川市市场监督管理局申请行政复议，"
        "也可以自收到本答复之日起6个月内向青石县人民法院提起行政诉讼。"
    )
    assert found.must_tell is None
    assert letter("internal_affairs", day=D(2024, 1, 1)).must_tell is not None


@pytest.mark.parametrize(
    ("day", "months", "article"),
    [
        (D(2015, 1, 31), "3个月", "第39条"),  # three months end on 2015-04-30, before the new law
        (D(2015, 2, 1), "6个月", "第26条"),  # three months would end on 2015-05-01
        (D(2015, 5, 1), "6个月", "第46条"),
    ],
)
def test_the_letter_of_the_old_law_names_three_months(day: dt.date, months: str, article: str) -> None:
    found = letter("disclosed", day=day)
    assert f"自收到本答复之日起{months}内向青石县人民法院" in zh(found)[0]
    assert found.suit.article.text("zh_Hans").endswith(article)


def test_a_partial_answer_tells_the_withheld_part_and_the_rest_apart() -> None:
    found = letter("partly")
    assert zh(found) == [
        "对本答复中不予公开的部分不服的，应当先自收到本答复之日起60日内向青石县人民政府申请行政复议。",
        "对本答复的其他内容不服的，可以自收到本答复之日起60日内向青石县人民政府申请行政复议，也可以自收到本答复之日起6个月内向青石县人民法院提起行政诉讼。",
        AFTER,
    ]
    free = letter_remedies([AnsweredItem(1, "partly", ("needs_creation",))], BUREAU, NOW, DEFAULT, NAMED)
    assert [part.first for part in free.parts] == [False]


@pytest.mark.parametrize(
    ("kinds", "first", "items"),
    [
        (("disclosed", "state_secret", "process_information"), "对本答复第2、3项不服的，应当先", [(2, 3), (1,)]),
        (("partly", "disclosed", "partly"), "对本答复第1、3项中不予公开的部分不服的，应当先", [(1, 3), (1, 3, 2)]),
        (("enforcement_file", "partly", "does_not_exist"), "对本答复第1项和第2项中不予公开的部分不服的，应当先", [(1, 2), (2, 3)]),
    ],
)
def test_items_are_told_apart_by_their_numbers(kinds: tuple[str, ...], first: str, items: list[tuple[int, ...]]) -> None:
    found = letter(*kinds)
    assert zh(found)[0].startswith(first)
    assert zh(found)[1].startswith("对本答复的其他内容不服的，可以")
    assert [part.items for part in found.parts] == items


def test_items_that_are_all_refused_need_no_numbers() -> None:
    found = letter("state_secret", "internal_affairs")
    assert zh(found)[0].startswith("对本答复不服的，应当先")
    assert len(found.parts) == 1


def test_without_names_the_words_of_the_rule_stand_and_the_result_says_so() -> None:
    found = letter("disclosed", organ=COUNTY, bodies=None)
    assert found.unnamed == ("review", "court")
    assert "向上一级人民政府申请行政复议" in zh(found)[0]
    assert "向有管辖权的中级人民法院提起行政诉讼" in zh(found)[0]
    assert found.parts[0].text.text("en") == (
        "Whoever does not accept this answer may ask the next higher people's government for reconsideration within 60 days from receiving this "
        "answer, or sue before the intermediate people's court that has jurisdiction within 6 months from receiving it."
    )


def test_a_province_reconsiders_itself_and_the_state_council_may_rule() -> None:
    found = letter("state_secret", organ=OrganFacts("government", "provincial"), bodies=Bodies(court="省城市中级人民法院"))
    assert found.unnamed == ()
    assert "向本机关申请行政复议" in zh(found)[0]
    assert zh(found)[-1].endswith("也可以向国务院申请裁决，国务院的裁决为最终裁决。")


def test_in_the_trial_of_2021_the_letter_of_a_county_government_named_the_basic_court() -> None:
    county = OrganFacts("government", "county", region=region_code("500103"))
    assert "有管辖权的基层人民法院" in zh(letter("disclosed", organ=county, day=D(2022, 6, 1), bodies=None))[0]


def test_an_answer_served_through_the_internet_names_an_internet_way_since_2024() -> None:
    items = [AnsweredItem(1, "disclosed")]
    bare = letter_remedies(items, BUREAU, NOW, DEFAULT, NAMED, electronic=True)
    assert bare.internet_way_due is not None
    assert bare.internet_way_due.text("zh_Hans").endswith("第22条第2款")
    way = Bodies(review=NAMED.review, court=NAMED.court, internet_way="示例行政复议平台")
    told = letter_remedies(items, BUREAU, NOW, DEFAULT, way, electronic=True)
    assert told.internet_way_due is None
    assert zh(told)[-1] == "行政复议申请可以通过互联网提交：示例行政复议平台。"
    assert letter_remedies(items, BUREAU, OLD, DEFAULT, NAMED, electronic=True).internet_way_due is None


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ([], "A letter that answers no item has no remedies"),
        ([AnsweredItem(2, "disclosed"), AnsweredItem(2, "partly")], "Item 2 stands in the letter twice"),
        ([AnsweredItem(1, "silence")], "Answer “silence” is not known; use one of already_published"),
    ],
)
def test_what_is_no_letter_is_refused(items: list[AnsweredItem], reason: str) -> None:
    with pytest.raises(StatuteError) as error:
        letter_remedies(items, BUREAU, NOW, DEFAULT)
    assert error.value.message.text("en").startswith(reason)


def test_before_the_regulation_there_are_no_letters() -> None:
    with pytest.raises(NoLawError):
        letter("disclosed", day=D(2008, 4, 30))


def notice(day: dt.date = NOW, organ: OrganFacts = BUREAU, bodies: Bodies | None = NAMED) -> LetterRemedies:
    return notice_remedies(organ, day, DEFAULT, bodies)


def test_a_third_party_whose_objection_is_overruled_chooses_and_never_goes_to_reconsideration_first() -> None:
    found = notice()
    assert zh(found) == [
        "对本告知书告知的公开决定不服的，可以自收到本告知书之日起60日内向青石县人民政府申请行政复议，也可以自收到本告知书之日起6个月内向青石县人民法院提起行政诉讼。",
        AFTER,
    ]
    assert (found.must_tell, found.unnamed, [part.first for part in found.parts]) == (None, (), [False])
    assert [article.text("zh_Hans") for article in found.articles] == [
        "法释〔2025〕8号第1条第4项",
        "《行政复议法》（2023年修订）第24条第1款第1项",
        "《行政复议法》（2023年修订）第20条",
        "《行政诉讼法》（2014年、2017年修正）第46条",
        "《行政诉讼法》（2014年、2017年修正）第45条",
        "《行政诉讼法》（2014年、2017年修正）第18条第1款",
    ]
    withheld = letter("third_party_rights")  # withheld on the same ground, the applicant goes to reconsideration first
    assert [part.first for part in withheld.parts] == [True]


@pytest.mark.parametrize(
    ("day", "choices", "months", "article"),
    [
        (D(2015, 1, 31), ("own_government", "higher_department"), "3个月", "《政府信息公开条例》（2007年国务院令第492号）第33条第2款"),
        (D(2019, 5, 14), ("own_government", "higher_department"), "6个月", "《政府信息公开条例》（2007年国务院令第492号）第33条第2款"),
        (D(2019, 5, 15), ("own_government", "higher_department"), "6个月", "《政府信息公开条例》（2019年国务院令第711号修订）第51条"),
        (D(2023, 12, 31), ("own_government", "higher_department"), "6个月", "《政府信息公开条例》（2019年国务院令第711号修订）第51条"),
        (D(2024, 1, 1), ("own_government",), "6个月", "《政府信息公开条例》（2019年国务院令第711号修订）第51条"),
        (D(2025, 5, 31), ("own_government",), "6个月", "《政府信息公开条例》（2019年国务院令第711号修订）第51条"),
        (D(2025, 6, 1), ("own_government",), "6个月", "法释〔2025〕8号第1条第4项"),
    ],
)
def test_the_day_of_the_notice_chooses_organ_period_and_article(day: dt.date, choices: tuple[str, ...], months: str, article: str) -> None:
    found = notice(day)
    assert found.organ.choices == choices
    assert "自收到本告知书之日起60日内" in zh(found)[0]
    assert f"自收到本告知书之日起{months}内" in zh(found)[0]
    assert (found.must_tell, found.articles[0].text("zh_Hans")) == (None, article)


def test_before_2024_the_third_party_chose_between_two_organs() -> None:
    two = Bodies(review=("青石县人民政府", "云川市市场监督管理局"), court="青石县人民法院")
    assert "向青石县人民政府或者云川市市场监督管理局申请行政复议" in zh(notice(OLD, bodies=two))[0]


def test_the_notice_of_a_government_goes_up_to_the_next_and_to_the_intermediate_court() -> None:
    found = notice(organ=COUNTY, bodies=None)
    assert found.unnamed == ("review", "court")
    assert "向上一级人民政府申请行政复议" in zh(found)[0]
    assert "向有管辖权的中级人民法院提起行政诉讼" in zh(found)[0]
    assert found.parts[0].text.text("en") == (
        "Whoever does not accept the decision to disclose that this notice tells of may ask the next higher people's government for reconsideration "
        "within 60 days from receiving this notice, or sue before the intermediate people's court that has jurisdiction within 6 months from "
        "receiving it."
    )
    way = notice(bodies=Bodies(review=NAMED.review, court=NAMED.court, internet_way="示例行政复议平台"))
    assert zh(way)[-1] == "行政复议申请可以通过互联网提交：示例行政复议平台。"


def test_a_province_s_notice_names_itself_and_the_state_council() -> None:
    found = notice(organ=OrganFacts("government", "provincial"), bodies=Bodies(court="省城市中级人民法院"))
    assert "向本机关申请行政复议" in zh(found)[0]
    assert "国务院的裁决为最终裁决" in zh(found)[1]


def test_before_the_regulation_no_third_party_is_told() -> None:
    with pytest.raises(NoLawError):
        notice(D(2008, 4, 30))
