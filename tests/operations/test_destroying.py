"""Kept files whose time is over (uploads of forms never sent, workbooks) are destroyed; a run that is cut off leaves none that nobody knows of."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from cases.public_parts import PNG, file, post
from cases.test_attachments import stored
from cases.test_importing import GOOD, book, upload
from cases.walk_through import ASKED
from gongkai.cases.models import ImportBatch, Upload
from gongkai.operations.daily import JOBS
from gongkai.vault.files import FileStore
from platform_parts import House, World

pytestmark = pytest.mark.django_db

KEPT: dict[str, tuple[Any, str, Callable[[House], object]]] = {
    "uploads": (Upload, "gongkai.cases.attachments", lambda house: post(house, **ASKED, back="1", attachment_files=[file(PNG + b"given up")])),
    "imports": (ImportBatch, "gongkai.cases.importing.keeping", lambda house: upload(house, book(GOOD))),
}


@pytest.fixture(params=KEPT)
def job(request: pytest.FixtureRequest, world: World) -> str:
    """A job's name, after something was kept whose time is over since."""
    model, _module, keep = KEPT[request.param]
    keep(world.bureau)
    model.objects.update(at=timezone.now() - dt.timedelta(days=2))
    assert [bool(one.file) for one in model.objects.all()] == [True]
    return str(request.param)


def named(job: str) -> list[str]:
    return [one.file for one in KEPT[job][0].objects.all() if one.file]


def test_cut_off_between_row_and_file_the_next_run_destroys_the_file(job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(*_anything: object) -> bool:
        raise RuntimeError

    monkeypatch.setattr(f"{KEPT[job][1]}._YOUNG", 0)
    real = FileStore.destroy
    monkeypatch.setattr(FileStore, "destroy", cut_off)
    with pytest.raises(RuntimeError):
        JOBS[job].work(timezone.localdate())
    monkeypatch.setattr(FileStore, "destroy", real)
    assert (len(named(job)), len(stored())) == (1, 1)
    JOBS[job].work(timezone.localdate())
    assert (named(job), stored()) == ([], [])
    JOBS[job].work(timezone.localdate())


def test_a_file_that_was_put_again_just_now_is_looked_at_the_next_day(job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    JOBS[job].work(timezone.localdate())
    assert (len(named(job)), len(stored())) == (1, 1)
    monkeypatch.setattr(f"{KEPT[job][1]}._YOUNG", 0)
    JOBS[job].work(timezone.localdate())
    assert (named(job), stored()) == ([], [])
