"""The tables of a report inside a page of the site, printed by `gongkai.annual.write` as in the web page of a report."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from gongkai.annual.model import AnnualReport
from gongkai.statute.editions import cell_labels

if TYPE_CHECKING:
    from gongkai.annual.write.document import Cell

Address = Callable[[str], str | None]
"""The address of what is behind a cell, by its code; None for one without."""

_CHINESE = re.compile("([\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+)")


def marked(text: str) -> SafeString:
    """A sentence that quotes the form: on a page of another language its Chinese is marked as such, so that it is read aloud rightly."""
    if (get_language() or "zh").startswith("zh"):
        return SafeString(escape(text))
    pieces = enumerate(_CHINESE.split(text))  # every second one is Chinese
    return format_html_join("", "{}", ((mark_safe(f'<span lang="zh-Hans">{escape(piece)}</span>') if at % 2 else piece,) for at, piece in pieces))  # noqa: S308


def printed(report: AnnualReport, address: Address = lambda _cell: None) -> SafeString:
    """The parts of `report` that hold something, cells leading to their addresses."""
    from gongkai.annual.write import html  # noqa: PLC0415  # loading the printers takes longer than printing: no start of the site waits for them
    from gongkai.annual.write.layout import document  # noqa: PLC0415

    names = cell_labels(report.edition)

    def inside(cell: "Cell") -> str:
        target = address(cell.code)
        if target is None:
            return escape(cell.text)
        return f'<a href="{escape(target)}" aria-label="{escape(names[cell.code])}：{escape(cell.text)}">{escape(cell.text)}</a>'

    made = document(report)
    filled = replace(made, parts=tuple(part for part in made.parts if part.blocks))
    return mark_safe(html.parts(filled, html.Setting(inside=inside, widths=False)))  # noqa: S308  # every text in it is escaped
