"""A plan: everything a random report says, known before it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from hypothesis import strategies as st

from annual.generator import form
from gongkai.annual.model import Figure

ORGANS = ("青石县市场监督管理局", "云溪区教育局", "白鹭市住房和城乡建设局", "松岭县自然资源局", "望川镇人民政府", "临江省人民政府")
MAKES_RULES = "临江省人民政府"


@dataclass(frozen=True)
class Disclosed:
    """What the text says of information disclosed: parts by channel, their total, last year's total and the growth in per cent."""

    website: int
    wechat: int
    weibo: int
    total: int
    last_year: int
    growth: Decimal
    share: Decimal


@dataclass(frozen=True)
class Plan:
    """One report: `figures` by cell code (blank cells are not in it), and what the head and the text say."""

    edition: str
    year: int
    organ: str
    published: date
    index_number: str
    figures: Mapping[str, Figure]
    disclosed: Disclosed
    claims: Mapping[str, int]
    blank: frozenset[str] = frozenset()
    single_other: bool = False
    title_year: int | None = None
    period_year: int | None = None
    fee_stated: bool = True
    dropped_sections: frozenset[int] = field(default_factory=frozenset)

    @property
    def title(self) -> str:
        return f"{self.organ}{self.title_year or self.year}年政府信息公开工作年度报告"

    def cells(self) -> tuple[str, ...]:
        return form.cells(self.edition, single_other=self.single_other)

    def told(self) -> Mapping[str, int]:
        """The claims that the text makes: a report without any requests and reviews says only that there were none of either."""
        if any(self.claims.values()):
            return self.claims
        return dict.fromkeys(("applications.received.total", "remedies.review.total"), 0)

    def with_figure(self, code: str, value: Figure) -> "Plan":
        return replace(self, figures={**self.figures, code: value})

    def with_blank(self, codes: frozenset[str]) -> "Plan":
        return replace(self, figures={code: value for code, value in self.figures.items() if code not in codes}, blank=self.blank | codes)


def growth(new: int, old: int) -> Decimal:
    return (Decimal(100 * (new - old)) / old).quantize(Decimal("0.1"), ROUND_HALF_UP)


def share(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _count(rng: Random, scale: int) -> int:
    """A count as offices have them: mostly 0, some small, few large."""
    kind = rng.random()
    if scale == 0 or kind < 0.55:
        return 0
    return rng.randint(1, 9) if kind < 0.85 else rng.randint(10, scale)


def _applications(rng: Random, rows: tuple[str, ...], scale: int) -> dict[str, int]:
    """Section 3 with every sum holding: the outcomes are drawn, the rest follows."""
    table: dict[str, dict[str, int]] = {row: {} for row in ("received", "carried_in", *rows, "total", "carried_out")}
    for column in form.PEOPLE:
        busy = scale if column == "natural_person" else scale // 4
        for row in rows:
            table[row][column] = _count(rng, max(busy, 10) if scale else 0)
        table["carried_out"][column] = _count(rng, 12 if scale else 0)
        total = sum(table[row][column] for row in rows)
        table["total"][column] = total
        handled = total + table["carried_out"][column]
        table["carried_in"][column] = min(_count(rng, 12 if scale else 0), handled)
        table["received"][column] = handled - table["carried_in"][column]
    return {
        f"applications.{row}.{column}": values[column] if column != "total" else sum(values.values())
        for row, values in ((row, dict(values)) for row, values in table.items())
        for column in form.COLUMNS
    }


def _remedies(rng: Random, scale: int) -> dict[str, int]:
    figures = {}
    for row in form.REMEDY_ROWS:
        results = {result: _count(rng, 20 if scale else 0) for result in form.RESULTS}
        for column, value in {**results, "total": sum(results.values())}.items():
            figures[f"remedies.{row}.{column}"] = value
    return figures


def _article20(rng: Random, edition: str, organ: str, scale: int) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    for code in form.article20_cells(edition):
        _, row, column = code.split(".")
        if row == "rules":
            figures[code] = rng.randint(1, 9) if organ == MAKES_RULES else 0
        elif column == "amount":
            figures[code] = rng.choice((0, rng.randint(1, 9_000_000), Decimal(rng.randint(1, 10**7)).scaleb(-2), Decimal("0.37")))
        elif column == "change":
            figures[code] = rng.choice((0, 0, rng.randint(-40, -1), rng.randint(1, 30)))
        elif column == "previous_items":
            figures[code] = rng.randint(41, 900)
        elif column == "decisions":
            figures[code] = rng.randint(1000, 700_000) if scale > 100 else rng.randint(1000, 9999)
        else:
            figures[code] = _count(rng, 150)
    return figures


def _disclosed(rng: Random) -> Disclosed:
    website, wechat, weibo = rng.randint(200, 2000), rng.randint(100, 900), rng.randint(20, 99)
    total = website + wechat + weibo
    last_year = rng.randint(total // 2, total - 1)
    return Disclosed(website, wechat, weibo, total, last_year, growth(total, last_year), share(website, total))


CLAIMED = (
    "applications.received.total",
    "applications.carried_in.total",
    "applications.total.total",
    "applications.carried_out.total",
    "applications.granted.total",
    "applications.partly_granted.total",
    "remedies.review.total",
)


def random_plan(rng: Random, *, edition: str | None = None, scale: int | None = None, organ: str | None = None) -> Plan:
    """A valid report: every sum of the form holds, the text repeats the table, nothing is late."""
    edition = edition or rng.choice(("2019", "2021"))
    scale = rng.choice((0, 12, 40, 400, 3000)) if scale is None else scale
    organ = organ or rng.choice(ORGANS)
    year = rng.choice((2019, 2020)) if edition == "2019" else rng.randint(2021, 2024)
    applications = _applications(rng, form.outcomes(edition), scale)
    figures: dict[str, Figure] = {**_article20(rng, edition, organ, scale), **applications, **_remedies(rng, scale)}
    return Plan(
        edition=edition,
        year=year,
        organ=organ,
        published=date(year + 1, 1, 4) + timedelta(days=rng.randint(0, 24)),
        index_number=f"{rng.randint(10**8, 10**9 - 1)}/{year + 1}-{rng.randint(10000, 99999)}",
        figures=figures,
        disclosed=_disclosed(rng),
        claims={code: int(figures[code]) for code in CLAIMED},
    )


def seeded(seed: int, *, edition: str | None = None, scale: int | None = None, organ: str | None = None) -> Plan:
    return random_plan(Random(seed), edition=edition, scale=scale, organ=organ)  # noqa: S311 - a test's dice


def plans(edition: str | None = None) -> st.SearchStrategy[Plan]:
    """Plans as a hypothesis strategy."""
    return st.integers(0, 2**32 - 1).map(lambda seed: seeded(seed, edition=edition))


def blanked(plan: Plan, rng: Random, chance: float = 0.5) -> Plan:
    """The plan with some of its zeros left out, as offices do."""
    zeros = [code for code, value in plan.figures.items() if value == 0]
    return plan.with_blank(frozenset(code for code in zeros if rng.random() < chance))


def with_single_other(plan: Plan) -> Plan:
    """The plan with （六）其他处理 printed as one row, as the 2019 form has it."""
    if plan.edition == "2019":
        return plan
    figures = dict(plan.figures)
    for column in form.COLUMNS:
        parts = [figures.pop(f"applications.other.{row}.{column}") for row in ("not_corrected", "fee_unpaid", "other")]
        figures[f"applications.other.{column}"] = sum(parts)
    return replace(plan, figures=figures, single_other=True)
