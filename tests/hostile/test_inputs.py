"""Files made to hurt a reader are refused with a sentence that says what is wrong; `gongkai bench hostile` says how fast and in how much memory."""

import pytest

from gongkai.annual.read import read_bytes
from gongkai.annual.read.kinds import NotAReportError
from hostile.inputs import INPUTS

REFUSED_FOR = {
    "nothing.html": "is empty",
    "blanks.html": "is empty",
    "binary.html": "is a binary file",
    "nulls.pdf": "is a binary file",
    "50-megabytes.html": "is larger than 20 MiB",
    "20-megabytes-of-digits.txt": "20,000,000 characters of text",
    "a-million-nested-tags.html": "1,000,001 tags",
    "100000-nested-tables.html": "300,001 tags",
    "a-tag-of-a-million-attributes.html": "a tag with 1,000,001 attributes",
    "a-million-cells.html": "2,000,002 tags",
    "cut.docx": "damaged or incomplete ZIP",
    "zip-bomb.docx": "unpacks to more than 200 MiB",
    "entity-bomb.docx": "document type declaration",
    "nested-tables.docx": "damaged",
    "not-word.zip": "is a ZIP archive",
    "encrypted.pdf": "encrypted with a password",
    "cut.pdf": "is damaged",
    "pages-of-themselves.pdf": "without pages",
    "drawing-itself.pdf": "holds no text",
    "a-gigabyte-packed.pdf": "1024 MiB of memory",
    "100-megapixels.png": "more than 40 million pixels",
    "cut.png": "damaged picture",
}


@pytest.mark.parametrize("name", INPUTS)
def test_a_hostile_file_is_refused_for_what_it_is(name: str) -> None:
    if name.endswith(".png"):
        pytest.importorskip("rapidocr", reason="pictures are read with the extra `ocr`")
    with pytest.raises(NotAReportError) as refused:
        read_bytes(INPUTS[name](), name)
    assert name in refused.value.message.text("en")
    assert REFUSED_FOR[name] in refused.value.message.text("en")
