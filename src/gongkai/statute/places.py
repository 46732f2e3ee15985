"""Places (行政区划): the provinces of GB/T 2260 and region codes down to the township, taken apart."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from gongkai.messages import message
from gongkai.statute.identifiers import IdentifierError
from gongkai.statute.laws import Term, load, term

Level = Literal["national", "provincial", "prefecture", "county", "township"]

_HEADINGS = {"municipality": ("01", "02"), "province": ("90",), "autonomous_region": ("90",)}


@dataclass(frozen=True)
class Province:
    """A place of provincial level: `code` two digits, `name` in full (安徽省), `short` (安徽), `abbreviations` (简称: 皖), the usual one first.

    `kind`: `province`, `autonomous_region`, `municipality`, `special_region`, `taiwan`; `organs`: whether the Regulation is law there.
    `calendar`: its table in `data/calendar.toml`, or empty; `holidays`: what its own holidays are called, None where it has none that
    we know of.
    """

    code: str
    name: Term
    short: str
    abbreviations: tuple[str, ...]
    kind: str
    organs: bool
    calendar: str
    holidays: Term | None


@cache
def provinces() -> dict[str, Province]:
    """The 34 places of provincial level by their two digits, in the order of GB/T 2260."""
    return {code: _province(code, entry) for code, entry in load("provinces")["provinces"].items()}


def _province(code: str, entry: dict[str, Any]) -> Province:
    return Province(
        code=code,
        name=term(entry),
        short=entry["short"],
        abbreviations=tuple(entry["abbreviations"]),
        kind=entry["kind"],
        organs=load("provinces")["kinds"][entry["kind"]]["organs"],
        calendar=entry.get("calendar", ""),
        holidays=term(entry["holidays"]) if "holidays" in entry else None,
    )


def kind_name(kind: str) -> Term:
    """What a kind of place of provincial level is called: 省, 自治区, 直辖市, 特别行政区."""
    return term(load("provinces")["kinds"][kind])


def level_name(level: Level) -> Term:
    """What a level is called: 省级, 地市级, 县级, 乡级."""
    return term(load("provinces")["levels"][level])


@dataclass(frozen=True)
class RegionCode:
    """A region code (行政区划代码): `code` has 6 digits (GB/T 2260), for a township 9 (GB/T 10114).

    Only the province is checked against a list: whether a county or a township of the code exists, the code does not tell.
    """

    code: str
    level: Level

    @property
    def province(self) -> Province:
        """The province of the place."""
        return provinces()[self.code[:2]]

    @property
    def prefecture(self) -> str:
        """The code of its city or prefecture; empty for a province, in a municipality, and for a county right under its province."""
        none = self.level == "provincial" or self.code[2:4] in _HEADINGS.get(self.province.kind, ())
        return "" if none else self.code[:4] + "00"

    @property
    def county(self) -> str:
        """The code of its county or district; empty above, and for a township of a city without districts (东莞)."""
        return "" if self.code[4:6] == "00" else self.code[:6]


def region_code(text: str) -> RegionCode:
    """Read a region code of 6 digits, of 9, or of 12 (统计用区划代码); blanks and full-width digits are put right.

    Raises IdentifierError: another length, no such province, a place that skips a level, a heading of the table instead of a place,
    a village or neighbourhood, which has no organ.
    """
    code = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"[0-9]{6}|[0-9]{9}|[0-9]{12}", code):
        raise IdentifierError(message("A region code has 6, 9 or 12 digits; “{code}” has not", code=code))
    province = provinces().get(code[:2])
    if province is None:
        raise IdentifierError(message("A region code begins with the digits of a province; {digits} of “{code}” is none", digits=code[:2], code=code))
    city, county, town, village = code[2:4], code[4:6], code[6:9] or "000", code[9:] or "000"
    if village != "000":
        raise IdentifierError(
            message("“{code}” is a village or neighbourhood, which has no organ; give the township's code, {town}000", code=code, town=code[:9])
        )
    if city == "00" and (county, town) != ("00", "000"):
        raise IdentifierError(message("“{code}” names a place below the province without its city: digits 3 and 4 are 00", code=code))
    if city in _HEADINGS.get(province.kind, ()) and (county, town) == ("00", "000"):
        raise IdentifierError(
            message("“{code}” is a heading of the table of codes, not a place; give the code of the district or county itself", code=code)
        )
    if town != "000":
        return RegionCode(code[:9], "township")
    return RegionCode(code[:6], "provincial" if city == "00" else "prefecture" if county == "00" else "county")
