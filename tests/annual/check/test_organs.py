"""What the name of an organ tells: whose legal day applies, who cannot make 规章."""

import pytest

from gongkai.annual.check.organs import OrganKind, is_market_regulator, organ_kind


@pytest.mark.parametrize(
    ("name", "due", "rules"),
    [
        ("青石县市场监督管理局", "department", "department"),
        ("市卫生健康委员会", "department", "department"),
        ("某省教育厅", "department", "department"),
        ("青石县发展和改革委员会", "department", "department"),
        ("国家税务总局青石市税务局", "department", "department"),
        ("重庆市市场监管系统", "department", "department"),
        ("海关系统", "department", None),
        ("司法部", "department", "ministry"),
        ("国家市场监督管理总局", "department", "ministry"),
        ("海关总署", "department", "ministry"),
        ("浙江省人民政府", "government", "province"),
        ("广西壮族自治区人民政府", "government", "province"),
        ("上海市人民政府", "government", "province"),
        ("凉山彝族自治州人民政府", "government", "city_with_districts"),
        ("青石县人民政府", "government", "county"),
        ("上海市黄浦区人民政府", "government", "county"),
        ("白鹭镇人民政府", "government", "township"),
        ("白鹭街道办事处", "government", "township"),
    ],
)
def test_a_name_that_tells_its_kind(name: str, due: str, rules: str | None) -> None:
    assert organ_kind(name) == OrganKind(due, rules)  # type: ignore[arg-type]  # one of the two words


def test_a_city_may_have_districts_or_be_of_the_level_of_a_county() -> None:
    assert organ_kind("白鹭市人民政府") == OrganKind("government", None)


@pytest.mark.parametrize(
    "name", [None, "", "青石县人民政府办公室", "青石经济开发区管理委员会", "青石县自来水公司", "香港海关", "县委宣传部", "青石第一中学", "某某"]
)
def test_a_name_that_does_not_tell_is_not_judged(name: str | None) -> None:
    assert organ_kind(name) == OrganKind(None, None)


def test_market_regulators_by_their_names_of_any_year() -> None:
    assert all(map(is_market_regulator, ("青石县市场监管局", "市工商质监局", "省药品监督管理局")))
    assert not is_market_regulator("青石县水利局")
    assert not is_market_regulator(None)
