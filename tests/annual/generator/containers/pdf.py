"""Pages as PDF with every text at its exact place, as printers of forms leave it: no structure, a font that is not in the file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from annual.generator.layouts.grid import slots
from annual.generator.page import Cell, Page, Table

Write = Callable[[Page], bytes]

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0  # A4 in points
LEFT, TOP, BOTTOM = 42.0, 50.0, 790.0
SIZE, LEADING, PAD = 8.0, 10.0, 3.0
COLUMNS = {
    "article20": (150.0, 110.0, 110.0, 110.0),
    "applications": (34.0, 66.0, 110.0, *[43.0] * 7),
    "remedies": (34.0,) * 15,
}

NARROW = {"article20": (150.0, 46.0, 60.0, 46.0)}
"""Some heads break into two lines and the one between them does not."""
TIGHT = {"applications": (34.0, 66.0, 110.0, *[19.0] * 7)}
"""Three digits stand beside each other."""


@dataclass(frozen=True)
class Look:
    """How a form is printed.

    `figures` says beside which line of a label its figures stand: `middle` is the middle of the row, which for two lines is between them,
    `line` the middle line itself, `first` the first. `broken` labels of groups run on over the end of a page, others stand whole on one side of it.
    `right` sets figures to the right, `narrow` the heads of section 2 over different numbers of lines; in `tight` columns of section 3 numbers of
    four digits break into two lines. `twice` draws each character by itself, and a second time beside it, which some printers take for bold;
    `watermark` lies across each page.
    """

    ruled: bool = True
    head_again: bool = False
    vertical: bool = False
    figures: str = "middle"
    broken: bool = False
    page_number: str = ""
    right: bool = False
    narrow: bool = False
    tight: bool = False
    twice: bool = False
    watermark: str = ""


@dataclass
class Paper:
    """What stands where: `texts` and `boxes` begin with their page; `y` is the place reached, from the top."""

    page: int = 0
    y: float = TOP
    texts: list[tuple[int, float, float, str]] = field(default_factory=list)
    boxes: list[tuple[int, float, float, float, float]] = field(default_factory=list)

    def room(self, height: float) -> bool:
        """Goes to the next page where `height` does not fit on this one."""
        if self.y + height <= BOTTOM:
            return False
        self.page, self.y = self.page + 1, TOP
        return True


@dataclass(frozen=True)
class Part:
    """The rows from `first` to before `end` of a table, as far as they are on one page."""

    page: int
    top: float
    height: float


def _width(text: str) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, SIZE))


def _wrapped(text: str, width: float) -> list[str]:
    lines = [""]
    for char in text:
        if char == "\n" or _width(lines[-1] + char) > width:
            lines.append("")
        lines[-1] += char.strip("\n")
    return lines


def _paragraph(paper: Paper, text: str) -> None:
    for line in _wrapped(f"　　{text}", WIDTH - 2 * LEFT):
        paper.room(LEADING * 1.6)
        paper.y += LEADING * 1.6
        paper.texts.append((paper.page, LEFT, paper.y, line))


class _Printer:
    """One table on paper."""

    def __init__(self, paper: Paper, table: Table, look: Look) -> None:
        self.paper, self.look, self.head = paper, look, table.head
        self.columns = (NARROW if look.narrow else TIGHT if look.tight else {}).get(table.kind, COLUMNS[table.kind])
        self.grid = slots(table)
        self.lines = {(index, place): self._lines(cell, place) for index, row in enumerate(self.grid) for place, (cell, own) in enumerate(row) if own}
        self.heights = self._heights()

    def _lines(self, cell: Cell, place: int) -> list[str]:
        group = cell.rows > 2 and place + cell.cols <= 2
        return list(cell.text) if self.look.vertical and group else _wrapped(cell.text, sum(self.columns[place : place + cell.cols]) - 2 * PAD)

    def _heights(self) -> list[float]:
        """Rows as high as their own cells; the last row of a label over several rows as high as the label still needs."""
        heights = [0.0] * len(self.grid)
        for rows in sorted({self.grid[index][place][0].rows for index, place in self.lines}):
            for (index, place), lines in self.lines.items():
                if self.grid[index][place][0].rows == rows:
                    last = index + rows - 1
                    heights[last] = max(heights[last], len(lines) * LEADING + 2 * PAD - sum(heights[index:last]))
        return heights

    def write(self) -> None:
        places: list[Part] = []
        for index, height in enumerate(self.heights):
            if self.paper.room(height) and self.look.head_again and index >= self.head:
                self._rows(range(self.head), [self._place(self.heights[row]) for row in range(self.head)], 0)
            places.append(self._place(height))
        self._rows(range(len(self.grid)), places, 0)

    def _place(self, height: float) -> Part:
        part = Part(self.paper.page, self.paper.y, height)
        self.paper.y += height
        return part

    def _rows(self, rows: range, places: Sequence[Part], start: int) -> None:
        for (index, place), lines in self.lines.items():
            if index in rows:
                cell = self.grid[index][place][0]
                left = LEFT + sum(self.columns[:place])
                width = sum(self.columns[place : place + cell.cols])
                self._cell(cell, lines, left, width, places[index - start : index - start + cell.rows])

    def _cell(self, cell: Cell, lines: list[str], left: float, width: float, rows: Sequence[Part]) -> None:
        pages = sorted({row.page for row in rows})
        parts = [[row for row in rows if row.page == page] for page in pages]
        if self.look.ruled:
            for part in parts:
                self.paper.boxes.append((part[0].page, left, part[0].top, width, sum(row.height for row in part)))
        shown = rows if self.look.broken else max(parts, key=len)
        first = (sum(row.height for row in shown) - len(lines) * LEADING) / 2
        for number, line in enumerate(lines):
            page, y = _at(shown, first + (number + 0.5) * LEADING)
            x = left + width - PAD - _width(line) if self.look.right and cell.code else left + (width - _width(line)) / 2
            self.paper.texts.append((page, x, y + self._shift(cell, rows) + SIZE * 0.35, line))

    def _shift(self, cell: Cell, rows: Sequence[Part]) -> float:
        """How far a figure stands from the middle of its row."""
        if not cell.code or self.look.figures == "middle":
            return 0.0
        lines = round((rows[0].height - 2 * PAD) / LEADING)
        return -(lines - 1) * LEADING / 2 if self.look.figures == "first" else (LEADING / 2 if lines % 2 == 0 else 0.0)


def _at(rows: Sequence[Part], depth: float) -> tuple[int, float]:
    """The place at `depth` below the top of rows that may go on over a page."""
    for row in rows[:-1]:
        if depth < row.height:
            return row.page, row.top + depth
        depth -= row.height
    return rows[-1].page, rows[-1].top + depth


def _draw(canvas: Canvas, x: float, y: float, text: str, *, twice: bool) -> None:
    if not twice:
        canvas.drawString(x, y, text)
        return
    for char in text:
        canvas.drawString(x, y, char)
        canvas.drawString(x + 0.3, y, char)
        x += _width(char)


def _lay_over(canvas: Canvas, text: str) -> None:
    canvas.saveState()
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(45)
    canvas.setFont(FONT, 48)
    canvas.setFillGray(0.85)
    canvas.drawCentredString(0, 0, text)
    canvas.restoreState()


def _drawn(paper: Paper, look: Look) -> bytes:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    target = BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), invariant=1)
    for page in range(paper.page + 1):
        canvas.setFont(FONT, SIZE)
        canvas.setLineWidth(0.5)
        for _, left, top, width, height in (box for box in paper.boxes if box[0] == page):
            canvas.rect(left, HEIGHT - top - height, width, height)
        for _, x, y, text in (one for one in paper.texts if one[0] == page):
            _draw(canvas, x, HEIGHT - y, text, twice=look.twice)
        if look.watermark:
            _lay_over(canvas, look.watermark)
        if look.page_number:
            canvas.drawCentredString(WIDTH / 2, HEIGHT - BOTTOM - 14, look.page_number.format(page + 1))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def printed(page: Page, look: Look) -> bytes:
    """The page as PDF."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    paper = Paper()
    for line in (*page.before, *(f"{label}：{value}" for label, value in page.facts)):
        _paragraph(paper, line)
    paper.y += LEADING * 2
    paper.texts.append((paper.page, (WIDTH - _width(page.title)) / 2, paper.y, page.title))
    for block in page.blocks:
        if isinstance(block, Table):
            paper.y += LEADING
            _Printer(paper, block, look).write()
            paper.y += LEADING
        else:
            _paragraph(paper, block.text)
    for line in page.after:
        _paragraph(paper, line)
    return _drawn(paper, look)


LOOKS: dict[str, Look] = {
    "pdf-ruled": Look(),
    "pdf-ruled-head-again": Look(head_again=True, page_number="- {} -", right=True),
    "pdf-ruled-vertical-labels": Look(vertical=True, page_number="{}"),
    "pdf-ruled-broken-label": Look(broken=True, vertical=True, page_number="第{}页"),
    "pdf-ruled-drawn-twice": Look(twice=True, vertical=True),
    "pdf-ruled-watermark": Look(watermark="2024公开平台12"),
    "pdf-ruled-tight-columns": Look(tight=True),
    "pdf-borderless": Look(ruled=False),
    "pdf-borderless-second-line": Look(ruled=False, figures="line", page_number="{}"),
    "pdf-borderless-first-line": Look(ruled=False, figures="first", right=True),
    "pdf-borderless-vertical-labels": Look(ruled=False, vertical=True),
    "pdf-borderless-narrow-heads": Look(ruled=False, narrow=True),
    "pdf-borderless-tight-columns": Look(ruled=False, tight=True),
    "pdf-borderless-broken-label": Look(ruled=False, broken=True, head_again=True, page_number="— {} —"),
}
"""Every look by name: figures beside the middle of labels of several lines, labels one character a line or broken over a page, the head printed
again, page numbers at the foot of tables."""
