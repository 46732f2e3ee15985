import datetime as dt
from typing import Any

import pytest

from gongkai.statute import starting_set as starting
from gongkai.statute.calendar import LocalDay
from gongkai.statute.identifiers import IdentifierError
from gongkai.statute.laws import StatuteError, Term, load
from gongkai.statute.places import RegionCode, kind_name, level_name, provinces, region_code
from gongkai.statute.readings import readings
from gongkai.statute.starting_set import readings_for, starting_set

D = dt.date
ANHUI, GUANGXI, NINGXIA = "340000", "450000", "640000"


def refusal(error: pytest.ExceptionInfo[Any]) -> str:
    return str(error.value.message.text("en"))


def test_there_are_34_places_of_provincial_level_of_five_kinds() -> None:
    kinds = [province.kind for province in provinces().values()]
    counts = {kind: kinds.count(kind) for kind in kinds}
    assert counts == {"municipality": 4, "province": 22, "autonomous_region": 5, "taiwan": 1, "special_region": 2}
    assert [kind_name(kind).text("zh_Hans") for kind in counts] == ["直辖市", "省", "自治区", "台湾", "特别行政区"]


@pytest.mark.parametrize(
    ("code", "name", "short", "abbreviation", "kind"),
    [
        ("11", "北京市", "北京", "京", "municipality"),
        ("15", "内蒙古自治区", "内蒙古", "内蒙古", "autonomous_region"),
        ("31", "上海市", "上海", "沪", "municipality"),
        ("34", "安徽省", "安徽", "皖", "province"),
        ("45", "广西壮族自治区", "广西", "桂", "autonomous_region"),
        ("50", "重庆市", "重庆", "渝", "municipality"),
        ("65", "新疆维吾尔自治区", "新疆", "新", "autonomous_region"),
        ("71", "台湾省", "台湾", "台", "taiwan"),
        ("82", "澳门特别行政区", "澳门", "澳", "special_region"),
    ],
)
def test_a_province_has_its_name_its_short_name_and_its_one_character_name(code: str, name: str, short: str, abbreviation: str, kind: str) -> None:
    province = provinces()[code]
    assert (province.name.text("zh_Hans"), province.short, province.abbreviations[0], province.kind) == (name, short, abbreviation, kind)


def test_no_two_provinces_share_a_name() -> None:
    everything = [word for one in provinces().values() for word in (one.name.text("zh_Hans"), *one.abbreviations)]
    assert len(everything) == len(set(everything))
    assert len({one.name.text("en") for one in provinces().values()}) == 34


def test_short_names_are_those_by_which_resident_numbers_are_read() -> None:
    known = {code: name for code, name in load("identifiers")["provinces"].items() if code != "83"}  # 83: a kind of permit, no place
    assert {code: one.short for code, one in provinces().items()} == known


def test_the_regulation_is_law_in_31_of_them() -> None:
    assert [code for code, one in provinces().items() if not one.organs] == ["71", "81", "82"]


@pytest.mark.parametrize(
    ("text", "code", "above", "county"),
    [
        ("340000", "340000", ("provincial", "安徽省", ""), ""),
        ("340800", "340800", ("prefecture", "安徽省", "340800"), ""),  # 安庆市
        ("340811", "340811", ("county", "安徽省", "340800"), "340811"),  # 宜秀区
        (" 34 08 11 ", "340811", ("county", "安徽省", "340800"), "340811"),
        ("３４０８１１", "340811", ("county", "安徽省", "340800"), "340811"),
        ("500103", "500103", ("county", "重庆市", ""), "500103"),  # 渝中区: a municipality has no cities
        ("500229", "500229", ("county", "重庆市", ""), "500229"),  # 城口县
        ("429004", "429004", ("county", "湖北省", ""), "429004"),  # 仙桃市: right under its province
        ("659001", "659001", ("county", "新疆维吾尔自治区", ""), "659001"),  # 石河子市
        ("652301", "652301", ("county", "新疆维吾尔自治区", "652300"), "652301"),  # 昌吉市, of a prefecture
        ("110101001", "110101001", ("township", "北京市", ""), "110101"),
        ("340811000", "340811", ("county", "安徽省", "340800"), "340811"),
        ("110101001000", "110101001", ("township", "北京市", ""), "110101"),
        ("340000000000", "340000", ("provincial", "安徽省", ""), ""),
        ("441900003", "441900003", ("township", "广东省", "441900"), ""),  # 东莞 has towns and no districts
        ("710000", "710000", ("provincial", "台湾省", ""), ""),
        ("710100", "710100", ("prefecture", "台湾省", "710100"), ""),
    ],
)
def test_a_region_code_is_taken_apart(text: str, code: str, above: tuple[str, str, str], county: str) -> None:
    found = region_code(text)
    assert (found.code, found.county) == (code, county)
    assert (found.level, found.province.name.text("zh_Hans"), found.prefecture) == above
    assert region_code(found.code) == found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("3408", "A region code has 6, 9 or 12 digits; “3408” has not"),
        ("34081A", "A region code has 6, 9 or 12 digits; “34081A” has not"),
        ("830000", "A region code begins with the digits of a province; 83 of “830000” is none"),
        ("340001", "“340001” names a place below the province without its city: digits 3 and 4 are 00"),
        ("340000001", "“340000001” names a place below the province without its city: digits 3 and 4 are 00"),
        ("500100", "“500100” is a heading of the table of codes, not a place; give the code of the district or county itself"),
        ("429000", "“429000” is a heading of the table of codes, not a place; give the code of the district or county itself"),
        ("110101001005", "“110101001005” is a village or neighbourhood, which has no organ; give the township's code, 110101001000"),
    ],
)
def test_a_wrong_region_code_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(IdentifierError) as error:
        region_code(text)
    assert refusal(error) == reason


def test_levels_have_their_names() -> None:
    assert [level_name(level).text("zh_Hans") for level in ("provincial", "prefecture", "county", "township")] == ["省级", "地市级", "县级", "乡级"]


def test_a_province_of_which_nothing_local_is_known_starts_from_the_default_and_says_so() -> None:
    found = starting_set(region_code("340811"))
    assert (found.readings, found.calendar_region, found.differences) == (readings(), "", ())
    assert found.text.text("en").startswith("The default: no local rule is known to us")
    assert not found.calendar().kind(D(2026, 4, 1)).provisional


def test_no_province_has_a_reading_of_its_own_since_no_local_rule_is_known() -> None:
    places = [region_code(code + "0000") for code, one in provinces().items() if one.organs]
    assert len(places) == 31
    assert all(readings_for(place) == readings() for place in places)
    differing = {place.code: [one.setting for one in starting_set(place).differences] for place in places if starting_set(place).differences}
    assert differing == {GUANGXI: ["calendar"], "540000": ["calendar"], NINGXIA: ["calendar"], "650000": ["calendar"]}


def test_guangxi_counts_its_own_holidays_in_every_district() -> None:
    found = starting_set(region_code("450102"))
    assert not found.calendar().is_workday(D(2024, 4, 11))  # 壮族三月三
    assert found.calendar().kind(D(2025, 4, 1)).provisional  # of 2025 our table has no notice
    assert "Sanyuesan" in found.text.text("en")
    assert found.differences[0].source.startswith("《广西壮族自治区少数民族习惯节日放假办法》")
    assert found.calendar([LocalDay(D(2025, 3, 31), workday=False, name=Term(msgid="Sanyuesan", zh="三月三"))]).kind(D(2025, 3, 31)).workday is False


def test_a_region_whose_notices_we_lack_is_provisional_until_the_organ_enters_them() -> None:
    found = starting_set(region_code("640104"))
    eid = LocalDay(D(2024, 4, 10), workday=False, name=Term(msgid="Eid al-Fitr", zh="开斋节"))
    assert found.notices_missing
    assert "Eid al-Fitr" in found.text.text("en")
    assert found.calendar().kind(D(2024, 4, 11)).provisional
    assert found.calendar([eid]).kind(D(2024, 4, 11)).provisional
    complete = found.calendar([eid], own_through=2024)
    assert (complete.is_workday(D(2024, 4, 10)), complete.kind(D(2024, 4, 11)).provisional) == (False, False)
    assert complete.kind(D(2025, 4, 11)).provisional


def test_an_organs_own_days_cannot_make_a_year_certain_whose_national_notice_is_not_out() -> None:
    announced = load("calendar")["coverage"]["announced_through"]
    later = starting_set(region_code(NINGXIA)).calendar(own_through=announced + 5)
    assert later.kind(D(announced + 1, 6, 1)).provisional
    assert not later.kind(D(announced, 6, 1)).provisional


def test_a_local_rule_once_known_changes_the_set_and_gives_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = {"setting": "correction_days", "value": 10, "zh": "补正期限为十个工作日", "en": "ten working days to correct", "source": "某省办法"}

    def with_rule(name: str) -> dict[str, Any]:
        data = load(name)
        return {**data, "provinces": {**data["provinces"], "34": {**data["provinces"]["34"], "differences": [rule]}}}

    monkeypatch.setattr(starting, "load", with_rule)
    found = starting_set(region_code(ANHUI))
    assert found.readings == readings(correction_days=10)
    assert [(one.setting, one.value, one.source) for one in found.differences] == [("correction_days", 10, "某省办法")]
    assert found.text.text("en") == "Differs from the default in: ten working days to correct"


@pytest.mark.parametrize("code", ["710000", "810000", "820000"])
def test_there_is_no_set_where_the_regulation_is_not_law(code: str) -> None:
    with pytest.raises(StatuteError) as error:
        starting_set(RegionCode(code, "provincial"))
    assert refusal(error).startswith("The Regulation on Open Government Information is not law in ")
