"""docs/how-to/read-scans-and-pdfs.md names the limits that hold, and every doubt that only pages and pictures bring."""

import re
from pathlib import Path

from gongkai.annual.read import bounds, docx, pdf
from gongkai.annual.read.doubts import DOUBTS
from gongkai.annual.read.kinds import LARGEST
from gongkai.annual.read.limits import LIMITS
from gongkai.annual.read.ocr import pictures as ocr_pictures

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "read-scans-and-pdfs.md").read_text("utf-8")


def test_the_table_of_kinds_gives_the_limits_that_hold() -> None:
    rows = re.findall(r"^\| `([a-z.]+)` \| .+? \| (\d+) MiB \| (?:(\d+) s)? *\| (?:(\d+) MiB)? *\|$", PAGE, re.MULTILINE)
    assert {kind: int(largest) for kind, largest, _, _ in rows} == {kind: LARGEST[kind.partition(".")[0]] for kind in {*LARGEST, *LIMITS}}
    assert {kind: (int(seconds), int(mebibytes)) for kind, _, seconds, mebibytes in rows if seconds} == {
        kind: (limits.seconds, limits.mebibytes) for kind, limits in LIMITS.items()
    }


def test_the_other_bounds_are_those_that_hold() -> None:
    assert f"A PDF has at most {pdf.MOST_PAGES} pages, a TIFF {ocr_pictures.MOST_SHEETS}," in PAGE
    assert f"a picture {ocr_pictures.MOST_PIXELS // 1_000_000} million pixels;" in PAGE
    assert f"at most {docx.MOST_PICTURES} pictures are looked at, and a text has at most {bounds.TEXT:,} characters" in PAGE


def test_every_doubt_of_pages_and_pictures_has_something_to_do() -> None:
    told = set(re.findall(r"`([a-z]+\.[a-z_]+)`", "\n".join(re.findall(r"^\| (.+?) \|", PAGE, re.MULTILINE))))
    assert {code for code in DOUBTS if code.startswith(("page.", "ocr.", "picture.", "part."))} <= told
