"""PDF files for the tests, drawn text by text at exact places."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gongkai.annual.model import AnnualReport
from gongkai.annual.read import pdf, read_page
from gongkai.annual.read.raw import Grid, Line, Page

SONG = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
ROW = 20.0

Cell = str | tuple[str, int, int]
"""A text, or a text with the columns and the rows that it spans."""


class Paper:
    """A file on the way: everything is placed in points from the top left corner of the page."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT, encrypt: StandardEncryption | None = None) -> None:
        if SONG not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(SONG))
        self.width, self.height = width, height
        self.buffer = BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(width, height), invariant=1, encrypt=encrypt)
        self.canvas.setLineWidth(0.5)

    def text(self, x: float, y: float, text: str, size: float = 10, font: str = SONG) -> "Paper":
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)
        return self

    def middle(self, x: float, y: float, text: str, size: float = 10) -> "Paper":
        return self.text(x - wide(text, size) / 2, y, text, size)

    def lines(self, y: float, texts: Iterable[str], *, x: float = 80, size: float = 10, leading: float = 18) -> "Paper":
        for number, text in enumerate(texts):
            self.text(x, y + number * leading, text, size)
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> "Paper":
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)
        return self

    def fill(self, x: float, y: float, width: float, height: float, shade: float = 0) -> "Paper":
        self.canvas.setFillGray(shade)
        self.canvas.rect(x, self.height - y - height, width, height, stroke=0, fill=1)
        self.canvas.setFillGray(0)
        return self

    def picture(self, x: float, y: float, width: float, height: float) -> "Paper":
        from PIL import Image  # noqa: PLC0415 - only for these

        self.canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), "gray")), x, self.height - y - height, width, height)
        return self

    def table(self, x: float, y: float, widths: Sequence[float], rows: Sequence[Sequence[Cell]], *, ruled: bool = True, size: float = 9) -> float:
        """A table of rows of equal height; its lower edge."""
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(rows):
            column = 0
            for cell in cells:
                text, across, down = (cell, 1, 1) if isinstance(cell, str) else cell
                while (row, column) in taken:
                    column += 1
                taken |= {(row + one, column + two) for one in range(down) for two in range(across)}
                left, width = x + sum(widths[:column]), sum(widths[column : column + across])
                top, height = y + row * ROW, down * ROW
                if ruled:
                    self.canvas.rect(left, self.height - top - height, width, height)
                broken = text.split("\n")
                for number, part in enumerate(broken):
                    self.middle(left + width / 2, top + height / 2 + size * (0.35 + number - (len(broken) - 1) / 2), part, size)
        return y + len(rows) * ROW

    def turn_page(self) -> "Paper":
        self.canvas.showPage()
        self.canvas.setLineWidth(0.5)
        return self

    def data(self) -> bytes:
        if not self.buffer.tell():
            self.canvas.showPage()
            self.canvas.save()
        return self.buffer.getvalue()

    def page(self) -> Page:
        return pdf.page(self.data())

    def texts(self) -> list[str]:
        """The paragraphs read."""
        return [block.text for block in self.page().blocks if isinstance(block, Line)]

    def grids(self) -> list[Grid]:
        """The tables read."""
        return [block for block in self.page().blocks if isinstance(block, Grid)]

    def rows(self) -> list[list[str]]:
        """The rows of the only table read."""
        [grid] = self.grids()
        return [list(row) for row in grid.rows]

    def report(self) -> AnnualReport:
        return read_page(self.page(), "test.pdf")


def wide(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, SONG, size))


HEADS: tuple[str, ...] = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
WIDTHS = (20.0, 50.0, 110.0, 48.0, 48.0, 48.0, 48.0, 48.0, 40.0, 40.0)
HEAD_ROWS: tuple[tuple[Cell, ...], ...] = (
    (("", 3, 3), ("申请人情况", 7, 1)),
    (("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)),
    ("商业\n企业", "科研\n机构", "社会公\n益组织", "法律服\n务机构", "其他"),
)
"""The head of section 3."""


def figures(text: str) -> tuple[str, ...]:
    """Cells from words; `_` is an empty one."""
    return tuple(word.replace("_", "") for word in text.split())
