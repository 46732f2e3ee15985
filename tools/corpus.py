"""Builds the corpus of `tests/corpus`, on which reading quality is measured (docs/reference/quality.md); for maintainers.

`python tools/corpus.py build` writes every file that can be made the same everywhere. `python tools/corpus.py programs` makes anew those
that LibreOffice, Chromium and a renderer of pages make: their bytes differ from one machine to the next, so they are made once and kept. Names of
layouts after it make only these.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests" / "corpus"

sys.path.insert(0, str(ROOT / "tests"))
from annual.generator import corpus, programs  # noqa: E402 - the generator of reports lives with the tests


def write(items: Iterable[corpus.Item], folder: Path) -> int:
    """Write files with what they are known to say beside them; how many there were."""
    count = 0
    for item in items:
        path = folder / item.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(item.make())
        path.with_suffix(".expected.json").write_text(item.known, encoding="utf-8")
        count += 1
    return count


def main(arguments: list[str] | None = None) -> None:
    """Run `build` or `programs`, for all layouts or some."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("build", "programs"))
    parser.add_argument("layout", nargs="*", help="make only the files of these")
    chosen = parser.parse_args(arguments)
    items = corpus.items() if chosen.command == "build" else programs.items()
    count = write((item for item in items if not chosen.layout or item.path.partition("/")[0] in chosen.layout), CORPUS)
    print(f"{count} files in {CORPUS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
