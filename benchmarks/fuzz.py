"""Fuzzes the reader with atheris: `gongkai bench fuzz KIND MINUTES`, where KIND is `page` (HTML and text), `json`, `docx`, `xlsx` or `pdf`.

A fault is whatever leaves the reader but a `UserError`, reading for more than ten seconds, or more than 2 GiB of memory. What a library
says of a damaged DOCX, XLSX or PDF is none: the process that reads these passes it on as a sentence; what our own code raises is one. Everything
is done that `annual check` and `annual read` do with a report. Inputs that show a fault are kept in `tests/hostile/cases/KIND/`;
`tests/hostile` reads them again ever after. Of DOCX and XLSX the markup inside is what is changed, not the archive around it.
"""

import io
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["gongkai.annual", "gongkai.statute"]):
    from gongkai.annual import jsonform
    from gongkai.annual.check import check
    from gongkai.annual.model import AnnualReport
    from gongkai.annual.read import child, read_bytes, read_page
    from gongkai.annual.read.kinds import InPicturesError
    from gongkai.messages import UserError

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "hostile" / "cases"
SUFFIXES = {"page": (".html", ".txt"), "json": (".json",), "docx": (".docx",), "xlsx": (".xlsx",), "pdf": (".pdf",)}
INSIDE = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}
"""The part of an archive that is changed."""
SECONDS, MEBIBYTES, LONGEST = 10, 2048, 200_000
LARGEST_SEED = {"pdf": 20_000}
"""Larger files are read too slowly to try many changes of them."""


def judged(report: AnnualReport) -> None:
    """What the command does with a report that it has read."""
    check(report)
    jsonform.dumps(jsonform.to_json(report))


def whole(data: bytes) -> None:
    """Read bytes as a person's file is read."""
    judged(read_bytes(data, "fuzz"))


def by_child(kind: str) -> Callable[[bytes], None]:
    """Read in this process what a process of its own reads otherwise: here its faults are to be seen."""
    module, _, function = child.READERS[kind].partition(":")
    __import__(module)
    reader = getattr(sys.modules[module], function)

    def read(data: bytes) -> None:
        try:
            page = reader(data)
        except InPicturesError:
            return  # it would be read again, as pictures
        except Exception as error:
            if _ours(error):
                raise
            return
        judged(read_page(page, "fuzz"))

    return read


def _ours(error: Exception) -> bool:
    return "gongkai" in Path(traceback.extract_tb(error.__traceback__)[-1].filename).parts


def packed(kind: str, template: bytes) -> Callable[[bytes], bytes]:
    """An archive with the part that is changed exchanged for some bytes."""

    def pack(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                new.writestr(name, data if name == INSIDE[kind] else old.read(name))
        return out.getvalue()

    return pack


def seeds(kind: str) -> Iterator[bytes]:
    """Files of ours of this kind."""
    for path in sorted((ROOT / "tests").rglob("*")):
        if path.suffix in SUFFIXES[kind] and path.is_file() and CASES not in path.parents and path.stat().st_size <= LARGEST_SEED.get(kind, LONGEST):
            yield path.read_bytes()


def target(kind: str, corpus: Path) -> Callable[[bytes], None]:
    """What is called with every input; fills `corpus` with what to begin from."""
    files = list(seeds(kind))  # those of tests/corpus first: the kept cases are put into the same archive
    pack = packed(kind, files[0]) if kind in INSIDE else bytes
    read = whole if kind in {"page", "json"} else by_child(kind)
    for number, data in enumerate(files):
        if kind in INSIDE:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                data = archive.read(INSIDE[kind])  # noqa: PLW2901
        (corpus / str(number)).write_bytes(data)

    def once(data: bytes) -> None:
        with suppress(UserError):
            read(pack(data))

    return once


def main(arguments: list[str]) -> None:
    """Fuzz for some minutes; ends with the status of the first fault."""
    kind, minutes = (*arguments, "", "")[:2]
    if kind not in SUFFIXES or not minutes.isdecimal():
        sys.exit(__doc__)
    kept = CASES / kind
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        once = target(kind, Path(folder))
        options = [f"-max_total_time={60 * int(minutes)}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEBIBYTES}", f"-max_len={LONGEST}"]
        atheris.Setup([sys.argv[0], folder, f"-artifact_prefix={kept}/", "-print_final_stats=1", *options], once)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
