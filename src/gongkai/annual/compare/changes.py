"""Cell by cell: what each report prints, the difference, the growth, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.annual.check.form import any_cell_name, expected_cells, form_of, known_cells
from gongkai.annual.compare.comparison import BLANK, FIGURE, NOT_IN_FORM, UNKNOWN, Change, Reason, Side
from gongkai.annual.compare.growth import difference, percent, shifted
from gongkai.annual.jsonform import form_order
from gongkai.annual.model import AnnualReport, Figure
from gongkai.messages import N_, Message, message
from gongkai.statute import legacy
from gongkai.statute.comparable import counted_differently, equal, money_units
from gongkai.statute.editions import STATUTORY

# Why two sides do not compare, by their states; a blank cell and an unknown one are two things, and neither is 0.
_STATES: dict[tuple[str, str], tuple[str, str]] = {
    (UNKNOWN, UNKNOWN): (UNKNOWN, N_("the figure is unknown in both reports")),
    (UNKNOWN, FIGURE): (UNKNOWN, N_("the figure is unknown in the old report")),
    (FIGURE, UNKNOWN): (UNKNOWN, N_("the figure is unknown in the new report")),
    (UNKNOWN, BLANK): (UNKNOWN, N_("unknown in the old report, blank in the new one")),
    (BLANK, UNKNOWN): (UNKNOWN, N_("blank in the old report, unknown in the new one")),
    (BLANK, BLANK): (BLANK, N_("the cell is blank in both reports")),
    (BLANK, FIGURE): (BLANK, N_("the cell is blank in the old report")),
    (FIGURE, BLANK): (BLANK, N_("the cell is blank in the new report")),
}
_MONEY_CELLS = frozenset(item.cell for item in legacy.items() if item.unit in money_units())
_OLD_IS_ZERO = Reason("old_is_zero", message("the old figure is 0: no percentage of it"))
_NEGATIVE = Reason("negative", message("a figure is below 0: no percentage of it"))


@dataclass(frozen=True)
class _Form:
    """A report with the cells that its form asks for and those that it prints all the same; `code` and `source` are the edition's."""

    report: AnnualReport
    code: str | None
    source: str
    cells: frozenset[str]

    def side(self, cell: str) -> Side:
        """What the report has in `cell`."""
        if cell in self.report.figures:
            return Side(FIGURE, self.report.figures[cell], self.report.units.get(cell))
        if cell in self.report.blank:
            return Side(BLANK)
        return Side(UNKNOWN if cell in self.cells or self.code is None else NOT_IN_FORM)

    def added(self, parts: tuple[str, ...]) -> Side:
        """What the report has in `parts` together: a sum only where each has a number."""
        sides = [self.side(part) for part in parts]
        states = {side.state for side in sides}
        if states == {FIGURE}:
            return Side(FIGURE, sum(side.figure for side in sides if side.figure is not None), cells=parts)
        return Side(UNKNOWN if UNKNOWN in states else BLANK, cells=parts)


def _form(report: AnnualReport) -> _Form:
    form = form_of(report)
    asked = [item.cell for item in legacy.items()] if form is not None and form.code not in STATUTORY else expected_cells(report)
    code, source = (form.code, form.source) if form is not None else (None, "")
    return _Form(report, code, source, frozenset(asked) | known_cells(report))


def changes(old: AnnualReport, new: AnnualReport) -> tuple[Change, ...]:
    """Every cell of both forms in the order of the form, those of the national statistics table (`legacy.*`) last."""
    before, after = _form(old), _form(new)
    added = _added(before, after)
    parts = {part: cell for cell, (one, other) in added.items() for part in one.cells + other.cells}
    cells = before.cells | after.cells
    order = (*form_order(), *legacy.cell_labels())
    return tuple(_change(cell, before, after, added, parts) for cell in order if cell in cells)


def _added(before: _Form, after: _Form) -> Mapping[str, tuple[Side, Side]]:
    """The cells that one of the two divides: where one report has the cell and not the parts, and the other the parts and not the cell."""
    found = {}
    for one in equal():
        has = [(one.cell in form.cells, frozenset(one.parts) <= form.cells) for form in (before, after)]
        if has == [(True, False), (False, True)]:
            found[one.cell] = before.side(one.cell), after.added(one.parts)
        elif has == [(False, True), (True, False)]:
            found[one.cell] = before.added(one.parts), after.side(one.cell)
    return found


def _change(cell: str, before: _Form, after: _Form, added: Mapping[str, tuple[Side, Side]], parts: Mapping[str, str]) -> Change:
    name = any_cell_name(cell, after.report)
    old, new = added.get(cell) or (before.side(cell), after.side(cell))
    not_compared = _as_a_whole(cell, parts, after) or _forms_differ(cell, old, new, before, after) or _states(old, new) or _units(cell, old, new)
    if not_compared is not None or old.figure is None or new.figure is None:
        return Change(cell, name, old, new, not_compared=not_compared)
    base, unit = _in_one_unit(old.figure, old.unit, new.unit) if _is_money(cell) else (old.figure, None)
    grown = difference(new.figure, base)
    no_growth = _no_growth(base, new.figure)
    growth = None if no_growth is not None else percent(grown, base)
    return Change(cell, name, old, new, grown, unit, growth, no_growth=no_growth)


def _as_a_whole(cell: str, parts: Mapping[str, str], after: _Form) -> Reason | None:
    if cell not in parts:
        return None
    row = any_cell_name(parts[cell], after.report).rpartition("·")[0]
    return Reason("as_a_whole", message("counted together with others, or under another name, in the other form: compared as “{name}”", name=row))


def _forms_differ(cell: str, old: Side, new: Side, before: _Form, after: _Form) -> Reason | None:
    for side, form in ((old, before), (new, after)):
        if side.state == NOT_IN_FORM:
            return Reason(NOT_IN_FORM, message("the form of {form} has no such cell", form=form.source))
    why = counted_differently(cell, before.code, after.code)
    return Reason("counted_differently", why) if why is not None else None


def _states(old: Side, new: Side) -> Reason | None:
    if (old.state, new.state) not in _STATES:
        return None
    code, sentence = _STATES[old.state, new.state]
    return Reason(code, Message(sentence))


def _is_money(cell: str) -> bool:
    return cell.endswith(".amount") or cell in _MONEY_CELLS


def _units(cell: str, old: Side, new: Side) -> Reason | None:
    """An amount compares only with its unit; 0 is 0 in every unit."""
    lacking = [side for side in (old, new) if side.figure and side.unit not in money_units()]
    if not lacking or not _is_money(cell):
        return None
    return Reason("unit_unknown", message("the unit of the amount is not printed in one of the reports"))


def _in_one_unit(old: Figure, old_unit: str | None, new_unit: str | None) -> tuple[Figure, str | None]:
    """The old amount in the new report's unit, and that unit; where one has none, its amount is 0, which needs none."""
    powers = money_units()
    if old_unit not in powers or new_unit not in powers:
        return old, new_unit or old_unit
    return shifted(old, powers[old_unit] - powers[new_unit]), new_unit


def _no_growth(old: Figure, new: Figure) -> Reason | None:
    if old < 0 or new < 0:
        return _NEGATIVE
    return _OLD_IS_ZERO if old == 0 else None
