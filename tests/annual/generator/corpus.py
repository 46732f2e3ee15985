"""The corpus of `tests/corpus`: plans printed to files, with what each file is known to say beside it. Built by `tools/corpus.py`.

Nothing here reads a report. A recipe is a line of a table; the dice fall by its name, so that the same recipe always gives the same bytes.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from random import Random

import simplejson

from annual.generator import printing
from annual.generator.containers import docx, mhtml, pdf, xlsx
from annual.generator.encode import ENCODINGS, TRADITIONAL
from annual.generator.garble import GARBLERS
from annual.generator.layouts import GLUED, LAYOUTS, Layout
from annual.generator.page import Page, Table, page
from annual.generator.plan import Plan, blanked, seeded, with_single_other
from gongkai.annual.model import Figure

SCALES = (12, 40, 400, 3000)
TEXT = {**LAYOUTS, **GLUED}
GBK = "gbk declared as utf-8"
"""Has no hard space, so that only plain reports can be encoded with it."""
SIMPLIFIED = ("layout tables", "hidden noise")
"""Their markup holds words of its own in simplified characters, which Big5 does not have."""


@dataclass(frozen=True)
class Item:
    """A file: its path below the corpus, what makes its bytes, and the JSON of what it is known to say."""

    path: str
    make: Callable[[], bytes]
    known: str


@dataclass(frozen=True)
class Recipe:
    """How one report is printed; `garblers` are applied in their order, `loses` is what a capture took away."""

    name: str
    edition: str
    scale: int = 40
    style: str = "plain"
    garblers: tuple[str, ...] = ()
    encoding: str = "utf-8"
    blank: float = 0.0
    single_other: bool = False
    loses: str = ""


def slug(*names: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", " ".join(names).lower()).strip("-")


def dice(*names: str) -> Random:
    return Random(zlib.crc32("/".join(names).encode()))  # noqa: S311 - a test's dice


def planned(folder: str, recipe: Recipe) -> Plan:
    plan = seeded(zlib.crc32(f"{folder}/{recipe.name}".encode()), edition=recipe.edition, scale=recipe.scale)
    if recipe.single_other:
        plan = with_single_other(plan)
    return blanked(plan, dice(folder, recipe.name, "blank"), recipe.blank)


def expected(plan: Plan, *, style: str = "plain", tables: tuple[str, ...] = ("article20", "applications", "remedies"), traced: bool = True) -> str:
    """What a file that prints `tables` of `plan` says; without `traced` its blank cells cannot be seen, only that no figure is there."""
    shown = {code: value for code, value in plan.figures.items() if code.partition(".")[0] in tables}
    blank = [code for code in plan.cells() if code in plan.blank and code.partition(".")[0] in tables]
    return _json(
        {
            "organ": plan.organ,
            "year": plan.year,
            "edition": plan.edition,
            "title": plan.title,
            "figures": {code: shown[code] for code in plan.cells() if code in shown},
            "blank": blank if traced else [],
            "units": _units(plan, shown, style),
        }
    )


def _units(plan: Plan, shown: dict[str, Figure], style: str) -> dict[str, str]:
    units = {code: printing.unit_of(code, value) for code, value in shown.items() if style == "unit"}
    # the head of the 2021 form prints the unit: 本年收费金额（单位：万元）
    in_head = {"article20.fees.amount": "万元"} if plan.edition == "2021" and "article20.fees.amount" in shown else {}
    return {code: unit for code, unit in (units | in_head).items() if unit}


def _json(known: dict[str, object]) -> str:
    return simplejson.dumps(known, use_decimal=True, ensure_ascii=False, indent=1) + "\n"


def _without_blanks(source: Page) -> Page:
    """Blank cells left no trace."""
    return replace(
        source,
        blocks=tuple(replace(b, rows=tuple(tuple(c for c in row if c.text) for row in b.rows)) if isinstance(b, Table) else b for b in source.blocks),
    )


def text_item(name: str, recipe: Recipe) -> Item:
    """A report in one of the layouts of text and markup."""
    layout, folder = TEXT[name], text_folder(name)
    plan, rng = planned(folder, recipe), dice(folder, recipe.name)
    dropped = recipe.loses == "blanks"
    source = page(plan, printing.texts(plan, layout.styles[recipe.style], rng, ("",) if dropped else layout.blanks()))
    if dropped:
        source = _without_blanks(source)
    for garbler in recipe.garblers:
        source = GARBLERS[garbler].change(source, rng)
    text = layout.write(source)
    if recipe.loses == "repeated lines":
        text = "\n".join(dict.fromkeys(text.split("\n")))
    encode = {**ENCODINGS, **TRADITIONAL}[recipe.encoding]
    suffix = "html" if layout.markup else "txt"
    return Item(f"{folder}/{recipe.name}.{suffix}", partial(encode, text), expected(plan, style=recipe.style, traced=not recipe.loses))


def text_folder(name: str) -> str:
    return slug("html" if TEXT[name].markup else "text", name)


def text_recipes() -> Iterator[tuple[str, Recipe]]:
    """Each layout: both editions plain, three mixed with the next garbler, encoding and style, one that is hard on purpose."""
    garblers = cycle(name for name in GARBLERS if name not in {"none", "traditional"})
    encodings = cycle(name for name in ENCODINGS if name != GBK)
    scripts = cycle(TRADITIONAL)
    scales = cycle(SCALES)
    for name, layout in TEXT.items():
        yield name, Recipe(slug("plain 2019", GBK), "2019", next(scales), encoding=GBK)
        yield name, Recipe("plain-2021", "2021", next(scales))
        if name in GLUED:
            yield from ((name, Recipe(f"scale-{scale}-{edition}", edition, scale)) for scale in (0, *SCALES) for edition in ("2019", "2021"))
            continue
        styles = cycle(layout.styles)
        for edition, blank in (("2019", 0.3), ("2021", 0.0), ("2021", 0.6)):
            garbler, encoding, style = next(garblers), next(encodings), next(styles)
            yield name, Recipe(slug(edition, garbler, encoding), edition, next(scales), style, (garbler,), encoding, blank)
        encoding = "gb18030" if name in SIMPLIFIED else next(scripts)
        yield name, Recipe(slug("2021 traditional", encoding), "2021", next(scales), garblers=("traditional",), encoding=encoding, single_other=True)
        yield name, _hard(layout, next(garblers))


def _hard(layout: Layout, garbler: str) -> Recipe:
    """What cannot be read whole, or only just."""
    if layout.keeps_empty:
        return Recipe(slug("hard lost characters", garbler), "2019", 400, garblers=(garbler, "lost characters"), blank=0.5)
    return Recipe("hard-dropped-blanks", "2021", 40, blank=0.4, loses="blanks")


def text_items() -> Iterator[Item]:
    for name, recipe in text_recipes():
        yield text_item(name, recipe)
    for name in ("cell a line", "cell a line dense", "label broken"):
        yield text_item(name, Recipe("hard-repeated-lines-removed", "2021", 40, loses="repeated lines"))


FILES: dict[str, dict[str, Callable[[Page], bytes]]] = {
    "docx": docx.LAYOUTS,
    "xlsx": xlsx.LAYOUTS,
    "mht": mhtml.LAYOUTS,
    "pdf": {name: partial(pdf.printed, look=look) for name, look in pdf.LOOKS.items()},
}
"""Layouts of files that are no text, by the ending of their names."""
SHAPES = (("2019", 0.0), ("2021", 0.0), ("2021", 0.4), ("2019", 0.4))
"""Edition and share of blank cells; what our tools write in tables of their own needs less of them than places on paper."""


def file_recipes(suffix: str) -> Iterator[tuple[str, Recipe]]:
    """DOCX, XLSX, MHTML and PDF: each layout with both editions and some blank cells."""
    scales = cycle(SCALES)
    for folder in FILES[suffix]:
        for edition, blank in SHAPES if suffix == "pdf" else SHAPES[:3]:
            scale = 3000 if "tight" in folder else next(scales)
            yield folder, Recipe(f"{edition}-blanks" if blank else edition, edition, scale, blank=blank)
    if suffix == "pdf":
        # few rows of section 2 have numbers that tell when columns are taken for each other
        yield from (("pdf-borderless-narrow-heads", Recipe(f"2021-{again}", "2021", 400)) for again in range(2, 5))
        # so many lines before the form that the first page ends below its head
        yield "pdf-ruled", Recipe("2021-head-alone", "2021", 3000, garblers=("watermark",))


def _file_item(folder: str, recipe: Recipe, suffix: str, write: Callable[[Page], bytes]) -> Item:
    plan, rng = planned(folder, recipe), dice(folder, recipe.name)
    # a blank of a borderless page leaves no trace on paper
    marks = printing.VISIBLE_MARKS if "borderless" in folder else (*printing.VISIBLE_MARKS, "")
    source = page(plan, printing.texts(plan, printing.plain, rng, marks))
    for garbler in recipe.garblers:
        source = GARBLERS[garbler].change(source, rng)
    return Item(f"{folder}/{recipe.name}.{suffix}", partial(write, source), expected(plan))


def file_items() -> Iterator[Item]:
    """Every file that is no text."""
    for suffix, layouts in FILES.items():
        for folder, recipe in file_recipes(suffix):
            yield _file_item(folder, recipe, suffix, layouts[folder])


def items() -> Iterator[Item]:
    """Every file that is the same wherever it is built."""
    yield from text_items()
    yield from file_items()
