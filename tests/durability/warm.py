"""`python -m durability.warm COMMAND...`: starts `gongkai COMMAND...` again and again, with the modules loaded once.

A start takes seconds, nearly all of them for imports; a hundred kills of the whole site would take most of an hour. Everything that a start does
is done each time, in a process group of its own: only the imported modules are taken over, by fork. Every line on standard input is a start: the
file its standard output goes into, a tab, that of its standard error; its number is the answer.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from server_parts import PATIENCE, Running, Site


@dataclass
class Forked:
    """A process that is nobody's child here: what `Running` asks of a process."""

    pid: int

    def poll(self) -> int | None:
        """None while it runs."""
        with suppress(OSError):
            if Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}:
                return None
        return -signal.SIGKILL

    def wait(self, timeout: float) -> int:
        """Until it has ended."""
        end = time.monotonic() + timeout
        while (status := self.poll()) is None:
            assert time.monotonic() < end, f"{self.pid} does not end"
            time.sleep(0.01)
        return status


@dataclass
class Warm:
    """A site whose starts share the loaded modules."""

    site: Site
    command: tuple[str, ...]
    _starter: "subprocess.Popen[str] | None" = None
    _started: list[Running] = field(default_factory=list)

    def start(self) -> Running:
        """A start, now."""
        if self._starter is None:
            command = [sys.executable, "-P", "-m", "durability.warm", *self.command]
            self._starter = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.site.environ)
        assert self._starter.stdin
        assert self._starter.stdout
        out, err = (self.site.logs / f"warm-{len(self._started)}.{ending}" for ending in ("out", "err"))
        for file in (out, err):
            file.touch()
        self._starter.stdin.write(f"{out}\t{err}\n")
        self._starter.stdin.flush()
        running = Running(Forked(int(self._starter.stdout.readline())), out, err)  # type: ignore[arg-type]
        self._started.append(running)
        return running

    def end(self) -> None:
        """Kill what it started, and the starter."""
        for running in self._started:
            running.kill_all()
        if self._starter:
            self._starter.kill()
            self._starter.communicate(timeout=PATIENCE)


def main(arguments: list[str]) -> None:
    """Load, then fork for each line."""
    from gongkai.cli import entry, site  # noqa: PLC0415  # only the starter needs them

    site.load()
    from django.core.servers.basehttp import get_internal_wsgi_application  # noqa: PLC0415  # needs Django
    from django.urls import get_resolver  # noqa: PLC0415

    from gongkai.operations import start  # noqa: F401, PLC0415

    get_internal_wsgi_application()
    _ = get_resolver().reverse_dict
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that are killed
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            _be(entry.main, arguments, *line.rstrip("\n").split("\t"))
        print(pid, flush=True)


def _be(run: object, arguments: list[str], out: str, err: str) -> None:
    """The start itself; never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    for number, (name, mode) in enumerate(((os.devnull, os.O_RDONLY), (out, os.O_WRONLY), (err, os.O_WRONLY))):
        os.dup2(os.open(name, mode), number)
    sys.argv[1:] = arguments
    status = 1
    try:
        status = run(arguments)  # type: ignore[operator]
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main(sys.argv[1:])
