"""Copies as text that lost their rows: one cell a line, or no separators at all."""

import re

from annual.generator.layouts.bars import flat, text_page
from annual.generator.page import Page, Table

_BREAK = 9  # characters of a label before it is broken over the next line


def cell_a_line(page: Page) -> str:
    """One cell a line with blank lines between; line breaks inside labels stay."""
    return text_page(page, lambda table: "\n" + "\n\n".join(cell.text for row in table.rows for cell in row) + "\n")


def cell_a_line_dense(page: Page) -> str:
    """One cell a line without blank lines."""
    return text_page(page, lambda table: "\n".join(flat(cell.text) for row in table.rows for cell in row))


def _broken(label: str) -> str:
    return "\n".join(label[start : start + _BREAK] for start in range(0, len(label), _BREAK))


def label_broken(page: Page) -> str:
    """One cell a line with blank lines between, long labels broken over lines."""

    def text(table: Table) -> str:
        cells = (cell.text if cell.code else _broken(cell.text.replace("\n", "")) for row in table.rows for cell in row)
        return "\n" + "\n\n".join(cells) + "\n"

    return text_page(page, text)


def glued_rows(page: Page) -> str:
    """A row a line, nothing between its cells."""
    return text_page(page, lambda table: "\n".join("".join(re.sub(r"\s", "", cell.text) for cell in row) for row in table.rows))


def glued(page: Page) -> str:
    """A table on one line, nothing between its cells: the next label's list number follows the digits at once."""
    return text_page(page, lambda table: "".join(re.sub(r"\s", "", cell.text) for row in table.rows for cell in row))
