"""A restoring whose switch cannot be made to its end (a disk that refuses, Ctrl-C) loses nothing: what was restored stays until the next start."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from backup.conftest import new_house
from backup.filled_site import House, fill, manage, state
from gongkai.messages import UserError
from gongkai.operations.backup import restoring
from gongkai.operations.backup.switch import Move, finish_interrupted

REASONS: dict[str, type[BaseException]] = {"the disk refuses": OSError, "Ctrl-C": KeyboardInterrupt}


def _cut_off(archive: Path, reason: str) -> str:
    real, left = Move.make, [1]

    def make(self: Move) -> None:
        if not left:
            raise REASONS[reason]
        left.pop()
        real(self)

    Move.make = make  # type: ignore[method-assign]  # in a process of its own
    try:
        restoring.restore(archive, replace=True)
    except (UserError, KeyboardInterrupt) as error:
        if reason == "the disk refuses":  # and goes on refusing: a start says so in a sentence
            with pytest.raises(UserError):
                finish_interrupted(Path(settings.GONGKAI_DATA))
        return str(error)
    return "done"


def _started() -> dict[str, Any]:
    finish_interrupted(Path(settings.GONGKAI_DATA))
    return state()


def manage_again(house: House, archive: Path) -> bool:
    """A further restoring clears up what the first left."""
    restored = house.do(manage, "restore", "--replace", str(archive))[1] == ""
    return restored and not (house.data / ".restoring").exists()


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.usefixtures("django_db_setup")
def test_what_was_restored_is_in_its_place_after_the_next_start(tmp_path: Path, django_db_blocker: Any, reason: str) -> None:
    with django_db_blocker.unblock(), new_house(tmp_path / "site") as (_site, house):
        house.do(fill, 2)
        assert house.do(manage, "backup", "--quick", str(tmp_path / "a.tar"))[1] == ""
        then = house.do(state)["events"]
        house.do(fill, 1, "later")
        assert house.do(_cut_off, tmp_path / "a.tar", reason) != "done"
        told = house.do(_started)
        assert (told["events"], told["findings"]) == (then, [])
        assert told["last"][0] == "operations.restored"
        assert not (house.data / "restoring.json").exists()
        assert manage_again(house, tmp_path / "a.tar")
