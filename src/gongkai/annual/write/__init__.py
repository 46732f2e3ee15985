"""Writing: a report as JSON, XLSX, HTML, DOCX or PDF, all from one `Document`; what is written here, `gongkai.annual.read` reads back."""

from importlib import import_module
from pathlib import Path

from gongkai.annual.jsonform import dumps, to_json
from gongkai.annual.model import AnnualReport
from gongkai.annual.write.layout import document
from gongkai.annual.write.refusal import CannotWriteError
from gongkai.messages import message

__all__ = ["FORMATS", "CannotWriteError", "write"]

FORMATS = ("json", "xlsx", "html", "docx", "pdf")
"""What a report can be written as; also the names' endings."""


def write(report: AnnualReport, form: str, *, fonts: Path | None = None) -> bytes:
    """A report as a file of the format `form` (one of `FORMATS`); the same report gives the same bytes.

    `fonts` is a folder with an office's licensed fonts, for PDF: DOCX names its fonts and has none inside.

    Raises:
        CannotWriteError: there is no such format, the report has figures without an edition or without a cell in the form, or
            something in it cannot be printed.

    """
    if form not in FORMATS:
        raise CannotWriteError(message("There is no format {form}. Choose one of: {formats}.", form=form, formats=FORMATS))
    if form == "json":
        return f"{dumps(to_json(report), indent=2)}\n".encode()
    # only what is asked for is loaded: python-docx, openpyxl and typst take longer to load than a report to write
    module = import_module(f"gongkai.annual.write.{form}")
    made: bytes = module.render(document(report), fonts) if form == "pdf" else module.render(document(report))
    return made
