"""What must agree in a report, written down from the law, and the findings that a plan must give."""

from collections.abc import Iterator
from dataclasses import dataclass

from annual.generator import form
from annual.generator.plan import Plan
from gongkai.annual.check import Finding
from gongkai.annual.model import Figure


@dataclass(frozen=True)
class Rule:
    """A sum of the form: its finding's code, what it is judged for (a column or a row), its two sides."""

    code: str
    subject: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        return self.left + self.right


Key = tuple[str, str, Figure | str | None, Figure | str | None]
"""A finding as compared: code, subject, left and right value."""


def sums(plan: Plan) -> Iterator[Rule]:
    """Every sum that must hold in the plan's form."""

    def cell(row: str, column: str) -> str:
        return f"applications.{row}.{column}"

    rows = form.outcomes(plan.edition, single_other=plan.single_other)
    for column in form.COLUMNS:
        balance = (cell("received", column), cell("carried_in", column)), (cell("total", column), cell("carried_out", column))
        yield Rule("sum.column_balance", column, *balance)
        yield Rule("sum.outcomes", column, tuple(cell(row, column) for row in rows), (cell("total", column),))
    for row in form.application_rows(plan.edition, single_other=plan.single_other):
        yield Rule("sum.applicants", row, tuple(cell(row, column) for column in form.PEOPLE), (cell(row, "total"),))
    for row in form.REMEDY_ROWS:
        yield Rule("sum.remedies", row, tuple(f"remedies.{row}.{result}" for result in form.RESULTS), (f"remedies.{row}.total",))


def _side(plan: Plan, cells: tuple[str, ...]) -> Figure:
    return sum(plan.figures.get(code, 0) for code in cells)


def _readings(plan: Plan, code: str) -> set[Figure]:
    """The numbers that the words of a claim can mean: 收到 with those carried over or not, 办结 with those not processed or not."""

    def total(prefix: str) -> Figure:
        return _side(plan, tuple(cell for cell in plan.cells() if cell.startswith(f"applications.{prefix}") and cell.endswith(".total")))

    readings = {plan.figures[code]}
    if code == "applications.received.total":
        readings.add(total("received.") + total("carried_in."))
    if code == "applications.granted.total":
        readings.add(total("granted.") + total("partly_granted."))
    if code == "applications.total.total":
        substance = total("granted.") + total("partly_granted.") + total("refused.") + total("unavailable.")
        readings |= {substance, substance + total("rejected."), substance + total("other.")}
    return readings


def expected(plan: Plan) -> set[Key]:
    """The findings that a fully printed plan must give about its figures: sums, and the text against the table."""
    found: set[Key] = set()
    for rule in sums(plan):
        left, right = _side(plan, rule.left), _side(plan, rule.right)
        if left == right:
            continue
        if plan.blank.isdisjoint(rule.cells()):
            found.add((rule.code, rule.subject, left, right))
        else:
            found.add(("sum.blank_contradiction", rule.subject, left, right))
    for code, claimed in plan.told().items():
        if code in plan.figures and not _agrees(plan, code, claimed):
            found.add(("text.against_table", code, claimed, plan.figures[code]))
    return found


def _agrees(plan: Plan, code: str, claimed: int) -> bool:
    if code.startswith("remedies.") and claimed:
        # reviews brought in the year can be fewer than those counted, which include the ones carried over
        return claimed <= plan.figures[code]
    return claimed in _readings(plan, code)


def subject(found: Finding) -> str:
    """What a finding is about: the row or the column that all its cells share, or its one cell."""
    parts = [code.split(".") for code in found.cells]
    if not parts:
        return ""
    if found.code in {"sum.applicants", "sum.remedies"}:
        return ".".join(parts[0][1:-1])
    if found.code in {"sum.column_balance", "sum.outcomes"}:
        return parts[0][-1]
    if found.code == "sum.blank_contradiction":
        rows = {tuple(part[1:-1]) for part in parts}
        return ".".join(parts[0][1:-1]) if len(rows) == 1 else parts[0][-1]
    return found.cells[0]


def key(found: Finding) -> Key:
    return found.code, subject(found), found.left, found.right
