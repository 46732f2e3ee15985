"""Where results go: standard output, or a file that appears whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO, TypeVar

from gongkai.messages import UserError, message

T = TypeVar("T")

BROKEN_PIPE = 128 + 13  # what a shell reports of a program that SIGPIPE ended, as `grep x | head -1` does


@contextmanager
def output(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a temporary file beside `path` that replaces it at the end: an interrupted run leaves the old file."""
    if path is None:
        yield sys.stdout
        sys.stdout.flush()  # a closed pipe shows here, not when Python ends
        return
    target = Path(path).resolve()  # a link stays a link
    if not target.parent.is_dir():
        raise UserError(message("The folder “{folder}” of the output file does not exist; make it first", folder=target.parent))
    if target.exists() and not target.is_file():
        with _writable(path, lambda: target.open("w", encoding="utf-8", newline="")) as device:  # /dev/null and the like are not replaced
            yield device
        return
    handle, name = _writable(path, lambda: tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent))
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        temporary.chmod(0o666 & ~_umask())  # mkstemp keeps its file to the owner
        temporary.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            temporary.unlink()
        raise


def _writable(path: str, opened: Callable[[], T]) -> T:
    try:
        return opened()
    except OSError as error:
        raise UserError(message("“{path}” cannot be written: {reason}", path=path, reason=error.strerror)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def silence_stdout() -> None:
    """After a broken pipe: what Python still holds for standard output goes nowhere, without a word."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
