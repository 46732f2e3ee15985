"""Pages of a PDF put one after the other: paragraphs and tables go on over page breaks."""

from collections.abc import Iterator

from gongkai.annual.read import raw
from gongkai.annual.read.pdf import broken as pdf_broken
from gongkai.annual.read.pdf import joining as pdf_joining
from gongkai.annual.read.pdf import text as pdf_text
from gongkai.annual.read.pdf.lines import TextLine
from gongkai.annual.read.pdf.tables import Ruled
from gongkai.annual.read.pdf.unruled import Unruled
from gongkai.annual.read.raw import Grid, Line

Item = TextLine | Ruled | Unruled


class Flow:
    """The pages of a PDF one after the other; `blocks` are what was closed so far."""

    def __init__(self) -> None:
        self.blocks: list[Line | Grid] = []
        self.sheet = 0
        self.started = 0
        self.new_page = False
        self.measure = pdf_text.Measure(0, 0, 0, 0)
        self.paragraph: list[TextLine] = []
        self.loose: list[TextLine] = []
        self.table: Ruled | None = None

    def open(self, sheet: int) -> None:
        """Begin a page."""
        self.sheet = sheet
        self.new_page = True

    def add(self, items: list[Item], width: float) -> None:
        """Add what stands on the page, from the top."""
        measure = pdf_text.measure([item for item in items if isinstance(item, TextLine)], width)
        for item in items:
            if isinstance(item, Ruled):
                self._add_table(item)
            elif isinstance(item, Unruled):
                self.close()
                self._grid("cell", tuple(tuple(row) for row in item.rows), self.sheet)
            elif pdf_text.is_loose(item):
                self._add_loose(item)
            else:
                self._add_line(item, measure)
            self.new_page = False
        self.measure = measure

    def _add_table(self, table: Ruled) -> None:
        if self.table is not None and self.new_page and pdf_joining.continues(self.table, table):
            self.table = pdf_joining.join(self.table, table)
            return
        self.close()
        self.table, self.started = table, self.sheet

    def _add_loose(self, line: TextLine) -> None:
        if not self.loose:
            self.close()
            self.started = self.sheet
        self.loose.append(line)

    def _add_line(self, line: TextLine, measure: pdf_text.Measure) -> None:
        if self.paragraph and pdf_text.goes_on(self.paragraph[-1], line, self.measure if self.new_page else measure, new_page=self.new_page):
            self.paragraph.append(line)
            return
        self.close()
        self.paragraph, self.started = [line], self.sheet

    def add_recognised(self, found: raw.Page) -> None:
        """Add pages that recognition read, their blocks numbered on."""
        self.close()
        for block in found.blocks:
            if isinstance(block, Line):
                self._line(block.text, block.sheet)
            else:
                self._grid(block.kind, block.rows, block.sheet)

    def close(self) -> None:
        """End what is open: nothing after this goes on from it."""
        if self.table is not None:
            self._grid("cell", tuple(tuple(cell.text for cell in row) for row in self.table.rows), self.started)
        if self.loose:
            self._grid("loose", tuple(tuple(pdf_broken.certain(line)) for line in self.loose), self.started)
        if self.paragraph:
            self._line("".join(_joined(self.paragraph)), self.started)
        self.table, self.loose, self.paragraph = None, [], []

    def _grid(self, kind: str, rows: tuple[tuple[str, ...], ...], sheet: int) -> None:
        self.blocks.append(Grid(kind, rows, 1 + sum(isinstance(block, Grid) for block in self.blocks), sheet))

    def _line(self, text: str, sheet: int) -> None:
        self.blocks.append(Line(text, 1 + sum(isinstance(block, Line) for block in self.blocks), sheet))


def _joined(lines: list[TextLine]) -> Iterator[str]:
    """The texts of a paragraph's lines; Latin words keep a blank between them."""
    before = ""
    for line in lines:
        text = line.text
        if before.isascii() and before.isalpha() and text[:1].isascii() and text[:1].isalpha():
            yield " "
        yield text
        before = text[-1:]
