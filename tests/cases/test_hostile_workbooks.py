"""Workbooks that are made to hurt who imports them."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from gongkai.cases.importing.workbook import rows_of, template

_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def with_part(name: str, content: bytes) -> bytes:
    """The template with another part in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template())) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for one in held.namelist():
            package.writestr(one, content if one == name else held.read(one))
    return out.getvalue()


def _entities() -> bytes:
    declared = b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9))
    return (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + declared
        + b"]><worksheet "
        + _MAIN
        + b"><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>"
    )


@pytest.mark.parametrize(
    "data",
    [
        with_part("xl/styles.xml", b"<styleSheet " + _MAIN + b"><cellXfs>" + b"<xf/>" * 5_000_000 + b"</cellXfs></styleSheet>"),
        with_part("xl/worksheets/sheet1.xml", _entities()),
        with_part("xl/worksheets/sheet1.xml", b"<worksheet " + _MAIN + b"><sheetData>" + b" " * (80 << 20) + b"</sheetData></worksheet>"),
        with_part(
            "xl/worksheets/sheet1.xml",
            b"<worksheet " + _MAIN + b'><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
        ),
    ],
    ids=["formats", "entities", "blanks", "far"],
)
def test_it_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ValidationError):
        rows_of(data)
