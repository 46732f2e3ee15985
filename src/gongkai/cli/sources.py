"""What the command is asked to read: files, folders, globs and standard input become one sorted list of sources."""

import glob
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.messages import Message, message, reason_of

STDIN = "-"
SUFFIXES = frozenset(
    {".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".txt", ".text"}
    | {".pdf", ".docx", ".xlsx"}
    | {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"}
)
"""What is read of a folder. A file that is named itself is read whatever its name; JSON only then: in a folder it may be anything."""


@dataclass
class Sources:
    """The sources in the order of reading, a sentence on each argument that names nothing, and how many files were passed over."""

    found: list[str] = field(default_factory=list)
    failures: list[Message] = field(default_factory=list)
    skipped: int = 0
    several: bool = False
    """Whether the arguments could name more than one report: a folder of one file is still a folder."""


def printable(path: str) -> str:
    """`path` as it can be printed: a name that is not UTF-8 keeps its place with replacement characters."""
    return os.fsencode(path).decode("utf-8", "replace")


def unread(path: str, reason: Message | str) -> Message:
    """The sentence on a source that could not be read, where the reason does not name it."""
    return message("“{path}” could not be read: {reason}", path=printable(path), reason=reason)


def sources(arguments: Sequence[str]) -> Sources:
    """All sources that `arguments` name, each once."""
    collected = Sources(several=len(arguments) > 1)
    for argument in arguments:
        try:
            _add(argument, collected)
        except OSError as error:  # a name that the system does not even look up: too long, or behind a folder that may not be entered
            collected.failures.append(unread(argument, reason_of(error)))
    collected.found = list(dict.fromkeys(collected.found))
    return collected


def _add(argument: str, collected: Sources) -> None:
    if argument == STDIN or Path(argument).is_file():
        collected.found.append(argument)
    elif Path(argument).is_dir():
        _add_folder(argument, collected)
    elif Path(argument).exists() or Path(argument).is_symlink():
        collected.found.append(argument)  # a pipe such as /dev/stdin or <(...); a link to nothing, which reading names
    elif matches := sorted(glob.glob(argument, recursive=True)):  # noqa: PTH207 - a whole path with a pattern, absolute or not
        collected.several = True
        for match in matches:
            _add(match, collected)
    else:
        collected.failures.append(unread(argument, message("there is no such file or folder")))


def _add_folder(folder: str, collected: Sources) -> None:
    collected.several = True
    before = len(collected.found)

    def unreadable(error: OSError) -> None:
        collected.failures.append(unread(str(error.filename), reason_of(error)))

    for place, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith(".") or Path(name).suffix.lower() not in SUFFIXES:
                collected.skipped += 1
            else:
                collected.found.append(str(Path(place, name)))
    if len(collected.found) == before:
        collected.failures.append(unread(folder, message("the folder has no file named {suffixes}", suffixes=tuple(sorted(SUFFIXES)))))
