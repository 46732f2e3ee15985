"""Which tables of the form stand among raw blocks, told by the labels of their rows; what is missing may stand in pictures."""

from collections import Counter
from collections.abc import Iterable

from gongkai.annual.read import labels
from gongkai.annual.read.raw import Grid, Line

TABLES = frozenset({"article20", "applications", "remedies"})
ROWS = 2
"""So many labels of rows show that a table stands there."""
SMALLEST_PICTURE = 8_000
"""Bytes. Seals, rules and logos are smaller; a table as a picture is larger."""


def tables(blocks: Iterable[object]) -> set[str]:
    """The tables whose rows stand in grids or lines."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            texts += [cell for row in block.rows for cell in row]
        elif isinstance(block, Line):
            texts.append(block.text)
    readings = [reading for text in texts if len(text) <= labels.LONGEST and (reading := labels.read(text)) is not None]
    count = Counter(word.code.partition(".")[0] for reading in readings for word in reading.words)
    return {table for table, rows in count.items() if table in TABLES and rows >= ROWS}
