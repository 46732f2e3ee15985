"""The process that reads PDF, DOCX, XLSX and pictures for its parent: `python -m gongkai.annual.read.child`, started by `sandbox`.

A request is a kind, a line end and the file; the answer is JSON: `page`, or `refused` (the message of a `UserError`; the parent fills its
`{source}`), `again` (a kind under which to ask again), `memory` or `damaged`.
"""

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, BinaryIO

from gongkai.annual.read import raw, wire
from gongkai.annual.read.kinds import InPicturesError
from gongkai.annual.read.limits import LIMITS, Limits, address_space, held
from gongkai.messages import UserError

READERS = {
    "pdf": "gongkai.annual.read.pdf:page",
    "docx": "gongkai.annual.read.docx:page",
    "xlsx": "gongkai.annual.read.xlsx:page",
    "picture": "gongkai.annual.read.ocr:page",
    "pdf.pictures": "gongkai.annual.read.pdf:page_of_pictures",
    "docx.pictures": "gongkai.annual.read.docx:page_of_pictures",
}
"""What reads each kind: a function of the file's bytes. One that raises `InPicturesError` is asked again as `KIND.pictures`, under its limits."""


def answer(kind: str, data: bytes, readers: Mapping[str, str], limits: Mapping[str, Limits]) -> dict[str, Any]:
    """What the reader of this kind makes of the file, or why it cannot."""
    module, _, function = readers[kind].partition(":")
    read: Callable[[bytes], raw.Page] = getattr(import_module(module), function)  # before the limits: importing writes compiled files
    try:
        with held(limits[kind]):
            return {"page": wire.page_to_json(read(data))}
    except InPicturesError:
        return {"again": f"{kind}.pictures"}
    except UserError as error:
        return {"refused": wire.message_to_json(error.message)}
    except MemoryError:
        return {"memory": True}
    except Exception as error:  # noqa: BLE001 - libraries fail on damaged files in all their ways
        return {"damaged": f"{type(error).__name__}: {error}"[:200]}


def serve(requests: BinaryIO, answers: BinaryIO, readers: Mapping[str, str] = READERS, limits: Mapping[str, Limits] = LIMITS) -> None:
    """Answer until the parent closes the requests, or is gone."""
    while (request := wire.receive(requests)) is not None:
        kind, _, data = request.partition(b"\n")
        del request
        found = answer(kind.decode(), data, readers, limits)
        wire.send(answers, wire.dumps({**found, "mebibytes": address_space()}))


def main(arguments: Sequence[str]) -> None:
    """Serve on standard input and output, which nothing else in this process gets hold of: libraries print."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends this process
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    os.close(nothing)
    with requests, answers:
        module = import_module(arguments[0]) if arguments else sys.modules[__name__]
        serve(requests, answers, module.READERS, getattr(module, "LIMITS", LIMITS))


if __name__ == "__main__":
    main(sys.argv[1:])
