"""Files of the corpus that other programs make: LibreOffice, Chromium, a renderer of pages (poppler) and a scanner played by Pillow.

Their bytes depend on the version of the program and on the fonts of the machine; what the files say does not.
"""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PIL import Image, ImageFilter

from annual.generator import printing
from annual.generator.containers import docx, pdf
from annual.generator.corpus import Item, Recipe, dice, expected, planned
from annual.generator.layouts import LAYOUTS
from annual.generator.page import Heading, Page, Table, page

ALL = ("article20", "applications", "remedies")
SECONDS = 120


def _run(data: bytes, suffix: str, result: str, command: Callable[[Path, Path], list[str]]) -> list[bytes]:
    """What a program makes of a file: its results, in the order of their names."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"source.{suffix}"
        source.write_bytes(data)
        subprocess.run(command(folder, source), check=True, capture_output=True, timeout=SECONDS)
        return [path.read_bytes() for path in sorted(folder.glob(result))]


def _office(suffix: str, to: str, data: bytes) -> bytes:
    filters = {"html": ["--infilter=HTML (StarWriter)"], "docx": []}[suffix]
    target = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf"}[to]
    (made,) = _run(
        data,
        suffix,
        f"out/*.{to}",
        lambda folder, source: [
            *("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", *filters),
            *("--convert-to", target, "--outdir", str(folder / "out"), str(source)),
        ],
    )
    return made


def _chromium(data: bytes) -> bytes:
    (made,) = _run(
        data,
        "html",
        "*.pdf",
        lambda folder, source: [
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer"),
            *(f"--print-to-pdf={folder}/printed.pdf", f"file://{source}"),
        ],
    )
    return made


def _pictures(data: bytes, dots: int) -> list[Image.Image]:
    """The pages of a PDF in grey, `dots` to the inch."""
    made = _run(data, "pdf", "page*.png", lambda folder, source: ["pdftoppm", "-r", str(dots), "-gray", "-png", str(source), str(folder / "page")])
    return [Image.open(BytesIO(one)) for one in made]


def _scanned(picture: Image.Image, degrees: float, noise: int, rng: Random) -> Image.Image:
    """Laid on the glass a little aslant, a little out of focus, with the grain of a cheap scanner."""
    turned = picture.convert("L").rotate(degrees, Image.Resampling.BICUBIC, fillcolor=250).filter(ImageFilter.GaussianBlur(0.4))
    grain = Image.frombytes("L", turned.size, rng.randbytes(turned.width * turned.height)).point(lambda value: value * noise // 255)
    return Image.composite(turned, Image.new("L", turned.size, 0), grain.point(lambda value: 255 - value))


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    target = BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def _png(dots: int, data: bytes) -> bytes:
    (first, *_) = _pictures(data, dots)
    return _saved(first.quantize(16), "PNG", optimize=True)


def _jpeg(dots: int, degrees: float, noise: int, data: bytes) -> bytes:
    (first, *_) = _pictures(data, dots)
    return _saved(_scanned(first, degrees, noise, dice("scan")), "JPEG", quality=40, dpi=(dots, dots))


def _picture_pdf(dots: int, degrees: float, noise: int, data: bytes) -> bytes:
    """A PDF of pictures, without any text."""
    first, *rest = (_scanned(one, degrees, noise, dice("scan")) for one in _pictures(data, dots))
    return _saved(first, "PDF", save_all=True, append_images=rest, resolution=dots, quality=30)


def _html(page_: Page) -> bytes:
    """The clean page of a site, with its encoding said (programs do not look for it) and in one font (each is a large part of a PDF)."""
    head = '<head><meta charset="utf-8"><style>*{font:12px "Noto Sans CJK SC"}</style>'
    return LAYOUTS["spanned"].write(page_).replace("<head>", head, 1).encode()


Make = Callable[[Page], bytes]

TABLES: tuple[tuple[str, str, str, tuple[str, ...], Make], ...] = (
    ("docx-libreoffice", "2019", "docx", ALL, lambda source: _office("html", "docx", _html(source))),
    ("docx-libreoffice", "2021", "docx", ALL, lambda source: _office("html", "docx", _html(source))),
    ("pdf-libreoffice", "docx-2019", "pdf", ALL, lambda source: _office("docx", "pdf", docx.spanned(source))),
    ("pdf-libreoffice", "docx-2021", "pdf", ALL, lambda source: _office("docx", "pdf", docx.spanned(source))),
    ("pdf-libreoffice", "unmerged-2021", "pdf", ALL, lambda source: _office("docx", "pdf", docx.unmerged(source))),
    ("pdf-libreoffice", "numbered-2021", "pdf", ALL, lambda source: _office("docx", "pdf", docx.numbered(source))),
    ("pdf-libreoffice", "paragraphs-2019", "pdf", ALL, lambda source: _office("docx", "pdf", docx.paragraphs(source))),
    ("pdf-libreoffice", "html-2021", "pdf", ALL, lambda source: _office("html", "pdf", _html(source))),
    ("pdf-chromium", "2019", "pdf", ALL, lambda source: _chromium(_html(source))),
    ("pdf-chromium", "2021", "pdf", ALL, lambda source: _chromium(_html(source))),
    ("scan-png", "applications-2021", "png", ("applications",), lambda source: _png(150, _office("docx", "pdf", docx.spanned(source)))),
    # the digits of a font that the machine does not have stand too close: what is not certain must be left out
    ("scan-png", "squeezed-digits-2021", "png", ("article20", "remedies"), lambda source: _png(150, pdf.printed(source, pdf.Look()))),
    ("scan-jpeg", "applications-2019", "jpg", ("applications",), lambda source: _jpeg(200, 0.5, 40, _office("docx", "pdf", docx.spanned(source)))),
    ("scan-pdf", "2021", "pdf", ALL, lambda source: _picture_pdf(200, -0.4, 25, _office("docx", "pdf", docx.spanned(source)))),
)
"""Folder, name (its end is the edition), kind of file, tables that are shown, and how it is made."""


def _shown(source: Page, folder: str, tables: tuple[str, ...]) -> Page:
    """For the scanner a page without running text: recognition takes long."""
    if not folder.startswith("scan"):
        return source
    return replace(source, facts=(), blocks=tuple(b for b in source.blocks if isinstance(b, Heading) or (isinstance(b, Table) and b.kind in tables)))


def items() -> Iterator[Item]:
    """Every file that is made with other programs."""
    for folder, name, suffix, tables, make in TABLES:
        recipe = Recipe(name, name[-4:], 400, blank=0.1 if folder.startswith("docx") else 0.0)
        plan = planned(folder, recipe)
        source = page(plan, printing.texts(plan, printing.plain, dice(folder, name), ("", "/")))
        yield Item(f"{folder}/{name}.{suffix}", partial(make, _shown(source, folder, tables)), expected(plan, tables=tables))
