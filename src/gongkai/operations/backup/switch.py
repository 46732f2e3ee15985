"""Putting what was restored in the place of what was there: renames only, written down first, so that a killed process's are completed later."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from gongkai.messages import UserError, message, reason_of
from gongkai.operations.backup import store
from gongkai.vault import durable

_PLAN = "restoring.json"


@dataclass(frozen=True)
class Move:
    """`new` takes the name `place`; what had it takes the name `aside`, and so do files beside it with these endings. Done when `new` is gone."""

    new: str
    place: str
    aside: str
    endings: tuple[str, ...] = ()

    def make(self) -> None:
        """Do it, or the rest of it."""
        new, place = Path(self.new), Path(self.place)
        if not new.exists():
            return
        for ending in (*self.endings, ""):
            _move_aside(Path(self.place + ending), Path(self.aside + ending))
        durable.make_folder(place.parent)
        new.rename(place)
        durable.sync_folder(place.parent)


@dataclass(frozen=True)
class Switch:
    """All moves of a restoring; on PostgreSQL `database` takes our database's name, and ours the name `aside`."""

    moves: Iterable[Move]
    database: str = ""
    aside: str = ""

    def begin(self, data: Path) -> None:
        """Write down what is to be done; from then on it will be. Raises UserError when the database is in use: nothing was done then."""
        plan = {"moves": [asdict(move) for move in self.moves], "database": self.database, "aside": self.aside}
        durable.write_over(data / _PLAN, json.dumps(plan, indent=1).encode())
        try:
            self._database()
        except UserError:
            (data / _PLAN).unlink()
            raise

    def finish(self) -> None:
        """Do what is not done yet."""
        self._database()
        for move in self.moves:
            move.make()

    def _database(self) -> None:
        if self.database:
            store.server().put_in_place(self.database, self.aside)


def finish_interrupted(data: Path) -> None:
    """Complete the switch of a restoring that was killed; to be called before anything opens the database. Nothing to do costs one look.

    Raises UserError: the disk refuses to move something; it can be called again.
    """
    plan = data / _PLAN
    try:
        told = json.loads(plan.read_bytes())
    except FileNotFoundError:
        return
    moves = [Move(**{**move, "endings": tuple(move["endings"])}) for move in told["moves"]]
    try:
        Switch(moves, told["database"], told["aside"]).finish()
    except OSError as error:
        raise UserError(
            message(
                "The restored data could not all be put in place: {reason}. Nothing is lost: mend that, then start the site, which does the rest.",
                reason=reason_of(error),
            )
        ) from error
    plan.unlink()
    durable.sync_folder(data)


def _move_aside(place: Path, aside: Path) -> None:
    """A folder that holds nothing, or only what locks and temporary files left, is moved as well: it costs nothing to keep."""
    if not place.exists() and not place.is_symlink():
        return
    durable.make_folder(aside.parent)
    free = aside
    while free.exists():
        free = Path(f"{free}.more")  # somebody made it anew after a first try was killed
    place.rename(free)
    for folder in {place.parent, aside.parent}:
        durable.sync_folder(folder)
