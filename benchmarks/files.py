"""DOCX and PDF read, against libraries merely opening the same file: `gongkai bench files [--rounds N]`.

The peers are python-docx, which opens a document, and pdfplumber, which opens a file and takes the characters of its pages; neither finds a
table. Ours does everything: pages and tables found, cells by code, sections, claims, warnings. The process of its own that reads such
files for the command is left out; what handing a file to it and back costs is the last line. All in one process, in turn; the median counts.
"""

import argparse
import gc
import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pdfplumber

from gongkai.annual.read import child, read_bytes, read_page
from gongkai.annual.read.sandbox import Sandbox

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
LAYOUTS = ("docx-spanned", "docx-libreoffice", "pdf-libreoffice", "pdf-chromium", "pdf-ruled")
ROUNDS = 15


def opened(kind: str, data: bytes) -> object:
    """What the library does before anything is looked for."""
    if kind == "docx":
        return docx.Document(io.BytesIO(data))
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return sum(len(page.chars) for page in pdf.pages)


def whole(kind: str, data: bytes) -> object:
    """All that reading is, in this process."""
    module, _, function = child.READERS[kind].partition(":")
    __import__(module)
    return read_page(getattr(sys.modules[module], function)(data), "bench")


def milliseconds(task: Callable[[], object]) -> float:
    """What one run costs; garbage is collected before it."""
    gc.collect()
    begun = time.perf_counter_ns()
    task()
    return (time.perf_counter_ns() - begun) / 1e6


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    sandbox = Sandbox()
    print("ms, median                     opened    read   ratio   by the process of its own")
    for layout in LAYOUTS:
        path = next(path for path in sorted((CORPUS / layout).iterdir()) if path.suffix in {".docx", ".pdf"})
        kind, data = path.suffix[1:], path.read_bytes()
        if not read_bytes(data, path.name).figures:
            sys.exit(f"{path} has no figures: nothing would be measured")
        times = [
            (
                milliseconds(lambda: opened(kind, data)),  # noqa: B023 - called at once
                milliseconds(lambda: whole(kind, data)),  # noqa: B023
                milliseconds(lambda: sandbox.page(kind, data, path.name)),  # noqa: B023
            )
            for _ in range(rounds)
        ]
        peer, own, apart = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"{layout:20} {len(data) / 1000:5.0f} kB {peer:7.1f} {own:7.1f} {own / peer:6.2f}x {apart:8.1f}")
    sandbox.end()


if __name__ == "__main__":
    main()
