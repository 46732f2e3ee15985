"""Inputs that the fuzzer found a fault with (`benchmarks/fuzz.py`) are read, or refused with a sentence, ever after."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from gongkai.annual import jsonform
from gongkai.annual.check import check
from gongkai.annual.read import read_bytes
from gongkai.messages import UserError

CASES = Path(__file__).parent / "cases"
INSIDE = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}
CORPUS = Path(__file__).parents[1] / "corpus"


def whole(kind: str, data: bytes) -> bytes:
    """The file that the fuzzer read: of an archive it changes one part only."""
    if kind not in INSIDE:
        return data
    template = next(iter(sorted(CORPUS.rglob(f"*.{kind}"))))
    out = io.BytesIO()
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, data if name == INSIDE[kind] else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(path.relative_to(CASES).as_posix() for path in CASES.rglob("*") if path.is_file()))
def test_what_once_broke_the_reader_is_read_or_refused(name: str) -> None:
    path = CASES / name
    with suppress(UserError):
        report = read_bytes(whole(path.parent.name, path.read_bytes()), name)
        check(report)
        jsonform.dumps(jsonform.to_json(report))
