"""The bytes of a file or a stream, never more of them than a report can have."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from gongkai.annual.read import kinds
from gongkai.messages import UserError, message, reason_of

_TEXT = kinds.LARGEST["text"] * kinds.MEBIBYTE
_ALL = max(kinds.LARGEST.values()) * kinds.MEBIBYTE
_KINDS = max(kinds.LARGEST, key=kinds.LARGEST.__getitem__)


class CannotReadError(UserError):
    """The file or stream cannot be read."""


def of_path(path: Path, source: str) -> bytes:
    """What is in a file; one that is too large for any report is not read at all.

    Raises:
        CannotReadError: the file is not there or may not be opened.
        gongkai.annual.read.kinds.NotAReportError: it is too large.

    """
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > _ALL:
                raise kinds.too_large(_KINDS, source)
            return of_stream(file, source)
    except OSError as error:
        raise _cannot_read(error, source) from error


def of_stream(stream: BinaryIO, source: str) -> bytes:
    """What comes out of a stream, pipes and standard input included; a text without end is not read to the end.

    Raises:
        CannotReadError: the system refuses it.
        gongkai.annual.read.kinds.NotAReportError: it is too large.

    """
    try:
        data = stream.read(_TEXT + 1)
        if len(data) <= _TEXT:
            return data
        if not kinds.is_marked(data):
            raise kinds.too_large("text", source)
        data += stream.read(_ALL + 1 - len(data))
    except OSError as error:
        raise _cannot_read(error, source) from error
    if len(data) > _ALL:
        raise kinds.too_large(_KINDS, source)
    return data


def _cannot_read(error: OSError, source: str) -> CannotReadError:
    return CannotReadError(message("{source} cannot be opened: {reason}.", source=source, reason=reason_of(error)))
