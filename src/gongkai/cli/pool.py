"""One task over many sources on all cores: results in the order of the sources, memory bounded, no source stops the rest."""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from gongkai.cli.sources import unread
from gongkai.messages import Message, UserError, message, reason_of

T = TypeVar("T")

CHUNK = 8  # sources handed to a worker at once: reading one takes milliseconds, handing over nearly as much
AHEAD = 4  # chunks a worker may be ahead of what is printed: this bounds the memory
IN_PROCESS = 2 * CHUNK  # up to here starting workers takes longer than reading


@dataclass(frozen=True)
class Result(Generic[T]):
    """What the task made of a source, or why it could not: a sentence that names the source."""

    source: str
    value: T | None
    failure: Message | None = None


def cores() -> int:
    """The processor cores that this process may use: fewer than the machine has, in a container or under `taskset`."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def each(task: Callable[[str], T], sources: Sequence[str], workers: int | None = None) -> Iterator[Result[T]]:
    """`task` of every source. `task` and its results must be picklable; it is handed to each worker once."""
    workers = workers or cores()
    if workers == 1 or len(sources) <= IN_PROCESS:
        yield from (_attempt(task, source) for source in sources)
        return
    waiting = deque(sources[start : start + CHUNK] for start in range(0, len(sources), CHUNK))
    while waiting:
        try:
            yield from _side_by_side(task, waiting, min(workers, len(waiting)))
        except BrokenProcessPool:  # a worker died (a crash in a parser, no memory): find the source that kills it, go on with the others
            yield from _one_by_one(task, waiting.popleft())


def _side_by_side(task: Callable[[str], T], waiting: deque[Sequence[str]], workers: int) -> Iterator[Result[T]]:
    """Results of all chunks; a chunk leaves `waiting` when its results are there."""
    pool = _pool(task, workers)
    running: deque[Future[list[Result[T]]]] = deque()
    try:
        while waiting:
            while len(running) < min(len(waiting), AHEAD * workers):
                running.append(pool.submit(_attempt_all, waiting[len(running)]))
            results = running.popleft().result()
            waiting.popleft()
            yield from results
    finally:
        pool.shutdown(cancel_futures=True)


def _one_by_one(task: Callable[[str], T], sources: Sequence[str]) -> Iterator[Result[T]]:
    for source in sources:
        with _pool(task, 1) as pool:
            future: Future[list[Result[T]]] = pool.submit(_attempt_all, [source])
            try:
                yield from future.result()
            except BrokenProcessPool:
                yield Result(source, None, unread(source, message("the process that read it died")))


def _pool(task: Callable[[str], T], workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, multiprocessing.get_context(_way_to_start()), initializer=_start, initargs=(task,))


def _way_to_start() -> str:
    """`fork` where nothing can go wrong with it: workers then begin with all that this process has loaded, half a second sooner.

    With a second thread (the progress bar's) a copy could be made while that thread holds a lock, for ever; other systems than Linux
    cannot copy a process safely or at all.
    """
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


_task: Callable[[str], Any]


def _start(task: Callable[[str], object]) -> None:
    """In a worker: keep the task, and leave Ctrl-C to the process that prints."""
    global _task  # noqa: PLW0603 - how an initializer hands something to its worker
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _attempt_all(sources: Sequence[str]) -> list[Result[Any]]:
    return [_attempt(_task, source) for source in sources]


def _attempt(task: Callable[[str], T], source: str) -> Result[T]:
    try:
        return Result(source, task(source))
    except UserError as error:
        return Result(source, None, error.message)
    except OSError as error:
        return Result(source, None, unread(source, reason_of(error)))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one report must not cost the user the others
        return Result(source, None, unread(source, message("unexpected {kind}: {reason}", kind=type(error).__name__, reason=error)))
