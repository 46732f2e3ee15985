"""Every layout by name, with what it can carry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from annual.generator import printing
from annual.generator.layouts import bars, html, lines, office
from annual.generator.page import Page
from annual.generator.printing import Style


@dataclass(frozen=True)
class Layout:
    """A layout: `keeps_empty` when a cell without any text keeps its place, `styles` the number styles it can carry."""

    write: Callable[[Page], str]
    markup: bool
    keeps_empty: bool
    styles: Mapping[str, Style]
    marks: tuple[str, ...] = printing.VISIBLE_MARKS

    def blanks(self) -> tuple[str, ...]:
        return self.marks + (printing.EMPTY_MARKS if self.keeps_empty else ())


def _markup(write: Callable[[Page], str]) -> Layout:
    return Layout(write, markup=True, keeps_empty=True, styles=printing.CELLS)


def _bars(write: Callable[[Page], str]) -> Layout:
    return Layout(write, markup=False, keeps_empty=True, styles=printing.CELLS)


def _lines(write: Callable[[Page], str]) -> Layout:
    return Layout(write, markup=False, keeps_empty=False, styles=printing.LINES)


LAYOUTS: Mapping[str, Layout] = {
    "spanned": _markup(html.spanned),
    "unmerged": _markup(html.unmerged),
    "inline split": _markup(html.inline_split),
    "split tables": _markup(html.split_tables),
    "layout tables": _markup(html.layout_tables),
    "div grid": _markup(html.div_grid),
    "hidden noise": _markup(html.hidden_noise),
    "word": _markup(office.word),
    "wps": _markup(office.wps),
    "bars trailing": _bars(bars.bars_trailing),
    "bars in place": _bars(bars.bars_in_place),
    "bars leading": _bars(bars.bars_leading),
    # no dash for a blank here: glued to the next list number it would be a negative one
    "bars glued ends": Layout(bars.bars_glued_ends, markup=False, keeps_empty=False, styles=printing.LINES, marks=("/", "无")),
    "bars alone": _bars(bars.bars_alone),
    "tabs": _bars(bars.tabs),
    "tabs short": _bars(bars.tabs_short),
    "wide blanks": _lines(bars.wide_blanks),
    "full-width blanks": _lines(bars.full_width_blanks),
    "cell a line": _lines(lines.cell_a_line),
    "cell a line dense": _lines(lines.cell_a_line_dense),
    "label broken": _lines(lines.label_broken),
}
"""Layouts where nothing is lost: every cell can be read."""

GLUED: Mapping[str, Layout] = {
    "glued rows": Layout(lines.glued_rows, markup=False, keeps_empty=False, styles=printing.ANY),
    "glued": Layout(lines.glued, markup=False, keeps_empty=False, styles=printing.ANY),
}
"""Layouts without separators: only what the sums decide can be read."""
