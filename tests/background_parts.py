"""Background tasks of the tests, which a worker finds by their path."""

import time
from pathlib import Path

from django_tasks import task


@task()
def note_and_wait(folder: str) -> None:
    """Write down in `folder` that it was begun; end once there is a file `go`."""
    with (Path(folder) / "begun").open("a") as file:
        file.write("begun\n")
    while not (Path(folder) / "go").exists():
        time.sleep(0.02)


@task()
def fail(what: str) -> None:
    """Fail with words that may be personal data."""
    raise ValueError(what)
