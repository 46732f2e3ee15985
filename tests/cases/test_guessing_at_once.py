"""Processes that guess at the same moment are counted together: no try is free because another was being looked at."""

import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse

from backup.filled_site import House
from cases.test_numbers_at_once import CODE, WHO
from cases.test_numbers_at_once import _organ as make_organ
from gongkai.audit.actors import Actor
from gongkai.cases import guessing
from gongkai.cases.actions import SendRequest
from gongkai.cases.forms_public import StatusForm
from gongkai.cases.models import Tries
from gongkai.cases.views.opening import found
from gongkai.organs.models import Organ
from server_parts import new_site

PROCESSES, EACH = 6, 3


def _guess(here: Path, process: int, number: str) -> list[str]:
    """What became of each try; all begin together."""
    (here / str(process)).touch()
    while len(list(here.iterdir())) < PROCESSES:
        time.sleep(0.005)
    outcomes = []
    for _one in range(EACH):
        form = StatusForm({"number": number, "code": "1" * 20})
        assert form.is_valid()
        try:
            outcomes.append("opened" if found(form, Actor("public", address="198.51.100.7")) else "wrong")
        except guessing.TooManyTriesError:
            outcomes.append("too early")
    return outcomes


def _send() -> str:
    make_organ()
    organ = Organ.objects.get(code=CODE)
    sent = SendRequest(organ=organ, form=uuid.uuid4(), kind="natural_person", document="passport", values=WHO, item="名单")
    return str(sent.by(Actor("public")).number)


def _failures() -> list[int]:
    return list(Tries.objects.values_list("failures", flat=True))


@pytest.fixture
def house(tmp_path: Path, transactional_db: None) -> Iterator[House]:  # noqa: ARG001  # makes the template, opens the gate
    """A site with nothing in it."""
    reverse("cases_list")  # every address is loaded here once
    with new_site(tmp_path) as site:
        yield House(site.data, site.data / "keys", site.environ.get("DATABASE_URL"))


def test_as_many_are_heard_as_one_after_the_other(house: House, tmp_path: Path) -> None:
    number, here = house.do(_send), tmp_path / "here"
    here.mkdir()
    begun = [house.begin(_guess, here, process, number) for process in range(PROCESSES)]
    outcomes = sorted(outcome for one in begun for outcome in one.result())
    assert outcomes == ["too early"] * (PROCESSES * EACH - guessing.FREE - 1) + ["wrong"] * (guessing.FREE + 1)
    assert house.do(_failures) == [guessing.FREE + 1] * 2
