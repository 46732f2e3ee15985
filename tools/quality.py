"""Measures how well the corpus is read, layout by layout, and holds the numbers to `tests/corpus/baseline.toml`; for maintainers.

`python tools/quality.py` prints the table. `--update` raises the floors to what is measured, here and in docs/reference/quality.md; where that
would lower one it refuses, unless told `--lower`, and then the changelog must name the layout (docs/reference/quality.md).
"""

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import simplejson

from gongkai.annual.model import AnnualReport, Figure
from gongkai.annual.read import read_bytes
from gongkai.messages import UserError

ROOT = Path(__file__).resolve().parents[1]
CORPUS, FIXTURES = ROOT / "tests" / "corpus", ROOT / "tests" / "fixtures"
BASELINE, DOCUMENT = CORPUS / "baseline.toml", ROOT / "docs" / "reference" / "quality.md"
BY_HAND = ("containers", "contradictions", "editions", "lookalikes", "values")
"""Folders of fixtures in text and markup; what recognition does with the pictures of the others takes long, and they have tests of their own."""
HEAD = ("organ", "year", "edition", "title")

Read = Callable[[Path], AnnualReport | None]


@dataclass(frozen=True)
class Known:
    """What a file is known to say. `figures` must be read, `optional` ones may be left; in a `whole` file there is no other."""

    path: Path
    figures: Mapping[str, Figure]
    blank: frozenset[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)
    head: Mapping[str, object] = field(default_factory=dict)
    optional: Mapping[str, Figure] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    whole: bool = True


@dataclass(frozen=True)
class Counts:
    """What was measured, of one file or of all of a layout.

    `cells` are the figures known, `right` those read exactly; `left` those not read; `wrong` figures read that are not the known one, or where
    the source has none, or cells told to be blank that print a figure. `head` is organ, year, edition and title.
    """

    files: int = 0
    cells: int = 0
    right: int = 0
    left: int = 0
    wrong: int = 0
    blank: int = 0
    blank_right: int = 0
    head: int = 0
    head_right: int = 0
    units: int = 0
    units_right: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(Counts)})


FLOORS = ("right", "blank_right", "head_right", "units_right")
CEILINGS = ("wrong",)


def _expected(path: Path) -> Known:
    known = simplejson.loads(path.read_text("utf-8"), use_decimal=True)
    (source,) = (one for one in path.parent.glob(f"{path.name.removesuffix('.expected.json')}.*") if one != path)
    return Known(source, known["figures"], frozenset(known["blank"]), known["units"], {key: known[key] for key in HEAD})


def _fixture(path: Path) -> Known:
    known = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    return Known(
        path.with_suffix(""),
        known.get("figures", {}),
        frozenset(known.get("blank", ())),
        known.get("units", {}),
        {key: known[key] for key in HEAD if key in known},
        known.get("optional", {}),
        frozenset(known.get("absent", ())),
        whole=known.get("exact", False),
    )


@cache
def layouts() -> Mapping[str, tuple[Known, ...]]:
    """The files by layout: the folders of the corpus, then those of the fixtures that were made by hand and tell anything that is measured."""
    found: dict[str, list[Known]] = {}
    for path in sorted(CORPUS.rglob("*.expected.json")):
        found.setdefault(path.parent.name, []).append(_expected(path))
    for path in sorted(path for folder in BY_HAND for path in (FIXTURES / folder).glob("*.toml")):
        found.setdefault(f"fixtures-{path.parent.name}", []).append(_fixture(path))
    return {layout: tuple(files) for layout, files in found.items() if any(known.figures or known.blank or known.head for known in files)}


def is_scan(layout: str) -> bool:
    """Whether its files are read by recognition."""
    return "scan" in layout


def can_be_measured(layout: str) -> bool:
    """Scans are read with the extra `ocr` only."""
    return not is_scan(layout) or find_spec("rapidocr") is not None


@cache
def read(path: Path) -> AnnualReport | None:
    """The report in a file; None when the reader refuses it with a sentence."""
    try:
        return read_bytes(path.read_bytes(), path.name)
    except UserError:
        return None


def _same(left: Figure | None, right: Figure | None) -> bool:
    """Exactly as printed: 1.50 is not 1.5, and a decimal is no count."""
    return type(left) is type(right) and str(left) == str(right)


def wrong_cells(known: Known, report: AnnualReport) -> dict[str, tuple[object, object]]:
    """Cells that the report tells otherwise than the source: known and read."""
    printed = {**known.optional, **known.figures}
    figures = {code: (printed.get(code), value) for code, value in report.figures.items() if not _same(printed.get(code), value)}
    if not known.whole:  # of other cells nothing is known
        figures = {code: both for code, both in figures.items() if code in printed or code in known.absent or code in known.blank}
    return figures | {code: (printed[code], "blank") for code in report.blank if code in printed}


def judged(known: Known, report: AnnualReport | None) -> Counts:
    """One file: what is known against what was read."""
    read_well = Counts()
    if report is not None:
        read_well = Counts(
            right=sum(_same(value, report.figures.get(code)) for code, value in known.figures.items()),
            left=sum(code not in report.figures for code in known.figures),
            wrong=len(wrong_cells(known, report)),
            blank_right=len(known.blank & set(report.blank)),
            head_right=sum(getattr(report, key) == value for key, value in known.head.items()),
            units_right=sum(report.units.get(code) == unit for code, unit in known.units.items()),
        )
    else:
        read_well = Counts(left=len(known.figures))
    return replace(read_well, files=1, cells=len(known.figures), blank=len(known.blank), head=len(known.head), units=len(known.units))


def measure(layout: str, reader: Read = read) -> Counts:
    """All files of a layout."""
    return sum((judged(known, reader(known.path)) for known in layouts()[layout]), Counts())


def baseline(text: str | None = None) -> dict[str, Counts]:
    """The numbers pinned, by layout; `text` is another version of the file."""
    pinned = tomllib.loads(BASELINE.read_text("utf-8") if text is None else text)
    return {layout: Counts(**numbers) for layout, numbers in pinned.items()}


def toml(measured: Mapping[str, Counts]) -> str:
    """The baseline file."""
    lines = ["# Reading quality, pinned by layout: docs/reference/quality.md says how; tools/quality.py --update writes it."]
    for layout, counts in measured.items():
        lines += ["", f"[{layout}]", *(f"{key} = {value}" for key, value in asdict(counts).items())]
    return "\n".join(lines) + "\n"


SLACK = 50
"""One cell in so many: how far recognition may differ from one kind of processor to another, whose sums are not rounded alike."""


def floor_of(layout: str, counts: Counts) -> Counts:
    """What is pinned of what was measured: exactly that; of scans a little less, of what is wrong never more."""
    less = counts.right // SLACK + 1 if is_scan(layout) and counts.right else 0
    return replace(counts, right=counts.right - less, left=counts.left + less)


def lowered(before: Counts, after: Counts) -> list[str]:
    """What is pinned worse than before, by name."""
    return [key for key in FLOORS if getattr(after, key) < getattr(before, key)] + [
        key for key in CEILINGS if getattr(after, key) > getattr(before, key)
    ]


COLUMNS = ("layout", "files", "cells", "right", "left out", "wrong", "blank", "head", "units")


def _row(name: str, counts: Counts) -> tuple[object, ...]:
    return (
        name,
        counts.files,
        counts.cells,
        counts.right,
        counts.left,
        counts.wrong,
        *(f"{getattr(counts, f'{key}_right')} of {getattr(counts, key)}" for key in ("blank", "head", "units")),
    )


def table(measured: Mapping[str, Counts]) -> str:
    """The numbers as a Markdown table, with a line of their sums."""
    rows = [_row(f"`{layout}`", counts) for layout, counts in measured.items()]
    rows.append(_row("all", sum(measured.values(), Counts())))
    lines = [COLUMNS, ("---", *("---:" for _ in COLUMNS[1:])), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


MARKS = "<!-- table: tools/quality.py --update -->\n", "\n<!-- end of table -->"


def documented(text: str) -> str:
    """The table of the document, between its marks."""
    return text.partition(MARKS[0])[2].partition(MARKS[1])[0]


def wrong_files(measured: Iterable[str]) -> Iterator[tuple[Path, dict[str, tuple[object, object]]]]:
    """The files of these layouts with cells that were read wrong: the worst fault there is."""
    for layout in measured:
        for known in layouts()[layout]:
            report = read(known.path)
            wrong = wrong_cells(known, report) if report else {}
            if wrong:
                yield known.path.relative_to(ROOT), wrong


def update(measured: Mapping[str, Counts], *, lower: bool) -> None:
    """Pin what was measured, in the baseline and in the document; exits where a floor would sink and `lower` was not said."""
    pinned = baseline() if BASELINE.exists() else {}
    sunk = [layout for layout in pinned if lowered(pinned[layout], measured.get(layout, Counts()))]
    if sunk and not lower:
        sys.exit(f"not pinned: {', '.join(sunk)} would be lowered. If that must be, say why in CHANGELOG.md, naming it, and add --lower.")
    BASELINE.write_text(toml(measured), encoding="utf-8")
    text = DOCUMENT.read_text("utf-8")
    DOCUMENT.write_text(text.replace(documented(text), table(measured)), encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    """Print the table; pin it with `--update`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("layout", nargs="*", help="measure only these")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="with --update: lower them too")
    chosen = parser.parse_args(arguments)
    names = chosen.layout or list(layouts())
    if chosen.update and (chosen.layout or not all(map(can_be_measured, names))):
        parser.error("--update needs all layouts, and the extra `ocr` for scans")
    measured = {layout: measure(layout) for layout in names if can_be_measured(layout)}
    print(table(measured))
    for path, wrong in wrong_files(measured):
        print(f"WRONG {path}: " + "; ".join(f"{code} {known} read as {value}" for code, (known, value) in wrong.items()), file=sys.stderr)
    if chosen.update:
        update({layout: floor_of(layout, counts) for layout, counts in measured.items()}, lower=chosen.lower)


if __name__ == "__main__":
    main()
