"""Where results go: standard output, or a file that appears whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from gongkai.messages import UserError, message, reason_of

BROKEN_PIPE = 128 + 13  # what a shell reports of a program that SIGPIPE ended, as `grep x | head -1` does


_STDOUT = (None, "-")
_TEXT: dict[str, Any] = {"mode": "w", "encoding": "utf-8", "newline": ""}
_BYTES: dict[str, Any] = {"mode": "wb"}


@contextmanager
def output(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a temporary file beside `path` that replaces it at the end: an interrupted run leaves the old file."""
    if path in _STDOUT:
        with _writing(None):
            yield sys.stdout
            sys.stdout.flush()  # a closed pipe shows here, not when Python ends
        return
    with _writing(path), _file(path, _TEXT) as file:
        yield file


@contextmanager
def binary_output(path: str | None, form: str, *, printable: bool = False) -> Iterator[BinaryIO]:
    """The same for the bytes of a file of the format `form`; a terminal gets them only where it can print them.

    Raises:
        UserError: standard output is a terminal, or the file cannot be written.

    """
    if path not in _STDOUT:
        with _writing(path), _file(path, _BYTES) as file:
            yield file
        return
    if sys.stdout.isatty() and not printable:
        raise UserError(message("{form} is not for a terminal: name a file with --output, or send it on with > or |", form=form.upper()))
    with _writing(None):
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()


@contextmanager
def _file(path: str, how: dict[str, Any]) -> Iterator[Any]:
    target = Path(path).resolve()  # a link stays a link
    if not target.parent.is_dir():
        raise UserError(message("The folder “{folder}” of the output file does not exist; make it first", folder=target.parent))
    if target.exists() and not target.is_file():
        with target.open(**how) as device:  # /dev/null and the like are not replaced
            yield device
        return
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, **how) as file:
            yield file
        temporary.chmod(0o666 & ~_umask())  # mkstemp keeps its file to the owner
        temporary.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            temporary.unlink()
        raise


@contextmanager
def _writing(path: str | None) -> Iterator[None]:
    """What the system refuses while something is written to `path`, or to standard output, becomes a sentence: a disk can be full."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if path is None:
            silence_stdout()
        where = path if path is not None else message("standard output")
        raise UserError(message("“{path}” cannot be written: {reason}", path=where, reason=reason_of(error))) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def silence_stdout() -> None:
    """After a broken pipe: what Python still holds for standard output goes nowhere, without a word."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
