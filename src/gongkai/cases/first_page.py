"""The text of a PDF's first page, read in a process of its own: files of the public may loop, eat memory or crash their reader."""

import atexit
import os
from importlib import import_module

from gongkai.annual.read.kinds import NotAReportError
from gongkai.annual.read.limits import Limits
from gongkai.annual.read.raw import Line, Page
from gongkai.annual.read.sandbox import Sandbox, StoppedError
from gongkai.messages import UserError, message

READERS = {"pdf": f"{__name__}:page"}
LIMITS = {"pdf": Limits(seconds=10, mebibytes=768)}
_MOST = 20_000  # characters: a mark stands at the head

_sandbox = Sandbox(__name__, LIMITS)
atexit.register(_sandbox.end)
getattr(os, "register_at_fork", lambda **_: None)(after_in_child=_sandbox.forget)


def text_of(data: bytes) -> str:
    """The text; empty for a page that is a picture, and for a file that cannot be opened. Raises UserError: reading took too much."""
    try:
        return "\n".join(one.text for one in _sandbox.page("pdf", data, "PDF").blocks if isinstance(one, Line))
    except StoppedError as error:
        raise UserError(
            message("This PDF cannot be looked at: it takes too much time or memory. Print it to a new PDF, or scan it, and send that.")
        ) from error
    except NotAReportError:
        return ""


def page(data: bytes) -> Page:
    """In the child: the first page as one line; none where the file cannot be opened."""
    pypdfium2 = import_module("pypdfium2")
    try:
        with pypdfium2.PdfDocument(data) as document:
            found = document[0].get_textpage()
            text = found.get_text_range(0, min(found.count_chars(), _MOST))
    except (pypdfium2.PdfiumError, IndexError):
        return Page(())
    return Page((Line(str(text), 1),))
