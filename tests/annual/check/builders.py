"""A report without a fault, written down from the law's tables, and the sums that must hold in it, worked out here once more."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from gongkai.annual.model import AnnualReport, Claim, Figure, Scope, Section

PEOPLE = ("natural_person", "business", "research", "public_interest", "legal_service", "other")
COLUMNS = (*PEOPLE, "total")
OUTCOMES = (
    "granted",
    "partly_granted",
    *(f"refused.{ground}" for ground in ("state_secret", "prohibited_by_law", "safety_and_stability", "third_party_rights")),
    *(f"refused.{ground}" for ground in ("internal_affairs", "process_information", "enforcement_file", "administrative_query")),
    *(f"unavailable.{why}" for why in ("not_held", "needs_creation", "still_unclear")),
    *(f"rejected.{why}" for why in ("petition", "repeated", "publication", "excessive", "confirmation")),
)
OTHER = {"2019": ("other",), "2021": ("other.not_corrected", "other.fee_unpaid", "other.other")}
RESULTS = ("upheld", "corrected", "other", "pending")
REMEDIES = ("review", "litigation_direct", "litigation_after_review")
ARTICLE20: dict[str, dict[str, Figure]] = {
    "2019": {
        "rules.made": 0, "rules.disclosed": 0, "rules.in_total": 0,
        "normative_documents.made": 2, "normative_documents.disclosed": 2, "normative_documents.in_total": 9,
        "licences.previous_items": 61, "licences.change": -3, "licences.decisions": 412,
        "other_services.previous_items": 14, "other_services.change": 0, "other_services.decisions": 95,
        "penalties.previous_items": 310, "penalties.change": 5, "penalties.decisions": 77,
        "coercion.previous_items": 12, "coercion.change": 0, "coercion.decisions": 4,
        "fees.previous_items": 2, "fees.change": 0,
        "procurement.projects": 6, "procurement.amount": Decimal("120.50"),
    },
    "2021": {
        "rules.made": 0, "rules.repealed": 0, "rules.in_force": 0,
        "normative_documents.made": 2, "normative_documents.repealed": 1, "normative_documents.in_force": 9,
        "licences.decisions": 412, "penalties.decisions": 77, "coercion.decisions": 4, "fees.amount": Decimal("36.20"),
    },
}  # fmt: skip
UNITS = {"2019": {"article20.procurement.amount": "万元"}, "2021": {"article20.fees.amount": "万元"}}

# Requests by applicant: 15 of people (3 carried in, 2 carried out), 4 of firms.
REQUESTS = {
    "natural_person": {"received": 12, "carried_in": 3, "granted": 8, "partly_granted": 2, "refused.enforcement_file": 1, "rejected.petition": 2,
                       "total": 13, "carried_out": 2},
    "business": {"received": 4, "granted": 3, "unavailable.not_held": 1, "total": 4},
    "total": {"received": 16, "carried_in": 3, "granted": 11, "partly_granted": 2, "refused.enforcement_file": 1, "unavailable.not_held": 1,
              "rejected.petition": 2, "total": 17, "carried_out": 2},
}  # fmt: skip
CASES = {"review": {"upheld": 2, "corrected": 1, "pending": 1, "total": 4}, "litigation_direct": {"other": 1, "total": 1}}

TITLES = (
    ("一", "总体情况"),
    ("二", "主动公开政府信息情况"),
    ("三", "收到和处理政府信息公开申请情况"),
    ("四", "政府信息公开行政复议、行政诉讼情况"),
    ("五", "存在的主要问题及改进情况"),
    ("六", "其他需要报告的事项"),
)
TEXTS = {
    "一": "主动公开信息310条。收到申请16件。信息管理有序。平台平稳运行。监督保障到位。年度考核合格，社会评议满意，没有责任追究的情形。",
    "五": "一是解读形式单一。",
    "六": "本年度没有收取信息处理费。",
}


def rows(edition: str) -> tuple[str, ...]:
    """The rows of section 3 in printed order."""
    return ("received", "carried_in", *OUTCOMES, *OTHER[edition], "total", "carried_out")


def figures(edition: str) -> dict[str, Figure]:
    """A number in every cell, all sums right."""
    found: dict[str, Figure] = {f"article20.{cell}": value for cell, value in ARTICLE20[edition].items()}
    for row in rows(edition):
        found |= {f"applications.{row}.{column}": REQUESTS.get(column, {}).get(row, 0) for column in COLUMNS}
    for row in REMEDIES:
        found |= {f"remedies.{row}.{result}": CASES.get(row, {}).get(result, 0) for result in (*RESULTS, "total")}
    return found


def sections(**texts: str) -> tuple[Section, ...]:
    """The six sections; `texts` by number replaces what they say."""
    return tuple(Section(number, title, (TEXTS | texts).get(number, "")) for number, title in TITLES)


def report(edition: str = "2021", *, year: int | None = None, organ: str | None = "青石县市场监督管理局", **changes: Any) -> AnnualReport:
    """A department's report without a fault; `changes` replaces fields of the model."""
    year = year or {"2019": 2020, "2021": 2023}[edition]
    built = AnnualReport(
        source="report.html",
        organ=organ,
        year=year,
        edition=edition,
        title=f"{organ}{year}年政府信息公开工作年度报告",
        metadata={"published": f"{year + 1}-01-20", "period_start": f"{year}年1月1日", "period_end": f"{year}年12月31日"},
        sections=sections(),
        figures=figures(edition),
        units=UNITS[edition],
    )
    return replace(built, **changes)


def with_figures(built: AnnualReport, changed: Mapping[str, Figure]) -> AnnualReport:
    return replace(built, figures={**built.figures, **changed})


def without(built: AnnualReport, *prefixes: str) -> AnnualReport:
    """The report without the cells that begin with one of `prefixes`."""
    return replace(built, figures={cell: value for cell, value in built.figures.items() if not cell.startswith(prefixes)})


def blanked(built: AnnualReport, *cells: str) -> AnnualReport:
    """The report with `cells` printed blank."""
    kept = {cell: value for cell, value in built.figures.items() if cell not in cells}
    return replace(built, figures=kept, blank=(*built.blank, *cells))


def claim(quantity: str, value: Figure, text: str = "一句话。", *, who: str | None = None, year: int | None = None) -> Claim:
    return Claim(quantity, value, "exact", Scope(who, year), text)


Rule = tuple[str, tuple[str, ...], tuple[str, ...]]


def rules(edition: str) -> Iterator[Rule]:
    """Every sum that must hold: its code and the cells of its two sides."""

    def cell(row: str, column: str) -> str:
        return f"applications.{row}.{column}"

    for column in COLUMNS:
        yield "sum.column_balance", (cell("received", column), cell("carried_in", column)), (cell("total", column), cell("carried_out", column))
        yield "sum.outcomes", tuple(cell(row, column) for row in (*OUTCOMES, *OTHER[edition])), (cell("total", column),)
    for row in rows(edition):
        yield "sum.applicants", tuple(cell(row, column) for column in PEOPLE), (cell(row, "total"),)
    for row in REMEDIES:
        yield "sum.remedies", tuple(f"remedies.{row}.{result}" for result in RESULTS), (f"remedies.{row}.total",)


def broken(edition: str, printed: Mapping[str, Figure]) -> set[tuple[str, Figure, Figure, tuple[str, ...]]]:
    """The sums that do not hold in `printed`: code, both values, all cells."""
    values = [(code, sum(printed[cell] for cell in left), sum(printed[cell] for cell in right), left + right) for code, left, right in rules(edition)]
    return {rule for rule in values if rule[1] != rule[2]}
