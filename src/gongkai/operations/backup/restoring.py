"""Restoring a backup (恢复): refused before anything is touched, made whole beside what is there, then put in its place."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from gongkai.audit import heads, trail
from gongkai.audit.chain import START
from gongkai.messages import UserError, message, reason_of
from gongkai.operations import database
from gongkai.operations.backup import folders, sqlite, store
from gongkai.operations.backup.archive import PIECE, Reader, own
from gongkai.operations.backup.lock import nobody_runs
from gongkai.operations.backup.manifest import Manifest, RefusedError
from gongkai.operations.backup.switch import Move, Switch, finish_interrupted
from gongkai.vault import durable
from gongkai.vault.keyring import Keyring

_STAGED = ".restoring"


@dataclass(frozen=True)
class Restored:
    """What was restored, what was found in it, and where that stands which was there before (None: nothing was)."""

    manifest: Manifest
    findings: list[str]
    before: str | None


def restore(path: Path, *, replace: bool = False, accept: bool = False) -> Restored:
    """Restore the archive at `path` into this site's data folder and database.

    `replace`: what is there is moved aside, not deleted. `accept`: restore although something in it is not whole.

    Raises UserError: the archive is damaged, newer, of another kind of database, not of these keys; the site runs, something is there, there are
    findings. Nothing was touched then. Killed before the switch, nothing was touched either; killed after, `finish_interrupted` completes it.
    """
    data = Path(settings.GONGKAI_DATA)
    with nobody_runs(data), ExitStack() as ended:
        finish_interrupted(data)
        staged = data / _STAGED
        shutil.rmtree(staged, ignore_errors=True)
        try:
            with Reader(path) as reader:
                manifest = examined(reader)
                _refuse_if_occupied(replace=replace)
                ended.callback(shutil.rmtree, staged, ignore_errors=True)
                place = _Place(staged, "restoring")
                ended.callback(place.drop)
                place.fill(reader)
                findings = place.look(json.dumps(_detail(reader, manifest)), *(["accept"] if accept else []))
                if findings and not accept:
                    raise RefusedError(
                        message(
                            "The archive was made of a site in which something is not whole, nothing was restored: {findings}. "
                            "Use another archive, or restore this one all the same with --accept-findings.",
                            findings=tuple(findings),
                        )
                    )
        except OSError as error:
            raise _unreadable(path, error) from error
        return Restored(manifest, findings, _put_in_place(staged, ended))


def examine(path: Path) -> list[str]:
    """Restore the archive at `path` into a temporary place in the data folder, and touch nothing else; what is found there.

    Raises UserError: as `restore`.
    """
    data = Path(settings.GONGKAI_DATA)
    durable.make_folder(data)
    try:
        with tempfile.TemporaryDirectory(prefix=".trial-", dir=data) as work:
            return on_trial(path, Path(work))
    except OSError as error:
        raise _unreadable(path, error) from error


def on_trial(path: Path, work: Path) -> list[str]:
    """Restore the archive at `path` into a temporary place under `work`; what is found there."""
    with Reader(path) as reader:
        examined(reader)
        place = _Place(work / "trial", "trial")
        try:
            place.fill(reader)
            return place.look()
        finally:
            place.drop()
            shutil.rmtree(place.folder, ignore_errors=True)


def examined(reader: Reader) -> Manifest:
    """The archive's manifest; raises UserError unless every byte is as it was written, and it may be restored here."""
    reader.check()
    manifest = Manifest.read(reader.manifest())
    ring = Keyring.open(settings.GONGKAI_KEYS)
    manifest.may_be_restored(store.vendor(), database.newer, ring)
    reader.prove(ring)
    return manifest


class _Place:
    """A data folder of its own under `folder`, and on PostgreSQL a database of its own beside ours, named with `word`."""

    def __init__(self, folder: Path, word: str) -> None:
        self.folder = folder
        self._database = store.server().name_beside(word) if store.vendor() == "postgresql" else ""

    def fill(self, reader: Reader) -> None:
        """Put everything from the archive there; raises UserError when it is not as listed."""
        for name in folders.NAMES:
            durable.make_folder(self.folder / name)
        for member in reader.members():
            target = self._target(member.name)
            target.parent.mkdir(parents=True, exist_ok=True)  # in a folder of ours (0700)
            with open(target, "xb", opener=own) as file:
                shutil.copyfileobj(member.content, file, PIECE)
        if self._database:
            dump = self.folder / store.member()
            store.server().make(self._database, dump)
            dump.unlink()

    def _target(self, name: str) -> Path:
        """Where a member goes; raises RefusedError for one that belongs nowhere."""
        if name == store.member():
            return self.folder / (name if self._database else store.RESTORED)
        if name.partition("/")[0] in folders.NAMES:
            return self.folder / name
        raise RefusedError(message("The archive holds {name}, which belongs nowhere: nothing was restored.", name=name))

    def look(self, *finish: str) -> list[str]:
        """Bring the database there up to date, and give what is not as it should be; `finish`: see `gongkai.operations.backup.place`."""
        found: list[str] = json.loads(self._process(*finish))
        os.sync()  # one for all of a hundred thousand files
        return found

    def drop(self) -> None:
        """Remove the database, if it is still under its temporary name."""
        if self._database:
            store.server().drop(self._database)

    def _process(self, *arguments: str) -> str:
        """Run `gongkai.operations.backup.place` as a site of its own that has its data there: no setting of ours is bent for it."""
        given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        given |= {
            "GONGKAI_DATA": str(self.folder.absolute()),
            "GONGKAI_KEYS": str(Path(settings.GONGKAI_KEYS).absolute()),
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        if self._database:
            given["DATABASE_URL"] = store.server().url(self._database)
        # It keeps the lock: were we killed, nobody could begin another restoring while it still works.
        done = subprocess.run(  # noqa: S603  # ourselves
            [sys.executable, "-m", "gongkai.operations.backup.place", *arguments],
            env=given,
            capture_output=True,
            text=True,
            check=False,
            close_fds=False,
        )
        if done.returncode:
            raise UserError(message("The restored data cannot be used: {reason}", reason=done.stderr.strip().rpartition("\n")[2]))
        return done.stdout


def _detail(reader: Reader, manifest: Manifest) -> dict[str, str]:
    """What the trail's row tells: which archive, and where the trail ended that it replaces; rows after the backup are in what was moved aside."""
    replaced = START
    if not store.is_empty():
        with suppress(Error):
            replaced = trail.head()
    connection.close()
    return {"archive": reader.digest, "begun_at": manifest.begun_at.isoformat(), "replaced": "{}:{}".format(*replaced)}


def _unreadable(path: Path, error: OSError) -> UserError:
    return UserError(message("The archive {path} cannot be restored: {reason}.", path=path, reason=reason_of(error)))


def _refuse_if_occupied(*, replace: bool) -> None:
    if not replace and not (store.is_empty() and all(folders.is_empty(name) for name in folders.NAMES)):
        raise RefusedError(
            message(
                "The data folder {folder} or its database is not empty: name another one, or restore with --replace, which moves aside "
                "what is there.",
                folder=settings.GONGKAI_DATA,
            )
        )
    for name in folders.NAMES:
        if folders.path(name).is_mount():
            raise RefusedError(
                message("The folder {folder} is a disk of its own, which cannot be moved aside: unmount it first.", folder=folders.path(name))
            )


def _put_in_place(staged: Path, ended: ExitStack) -> str | None:
    """From here on the restoring is completed whatever happens; what was there before stands in a folder (and database) of the name returned.

    Once it is written down what goes where, nothing of `ended` is done any more: it would remove what the next start looks for, and takes for moved
    when it is gone. Raises UserError: the disk refuses to move something.
    """
    data, stamp = Path(settings.GONGKAI_DATA), timezone.now().strftime("%Y%m%d%H%M%S")
    before = data / f"before-restore-{stamp}"
    _keep_heads(staged, stamp)
    moves = [Move(str(staged / name), str(folders.path(name)), str(before / name)) for name in folders.NAMES]
    connection.close()
    if store.vendor() == "sqlite":
        sqlite.gather(store.file())
        moves.append(Move(str(staged / store.RESTORED), str(store.file()), str(before / store.file().name), sqlite.COMPANIONS))
        switch = Switch(moves)
    else:
        switch = Switch(moves, store.server().name_beside("restoring"), store.server().name_beside(f"before_{stamp}"))
    switch.begin(data)
    ended.pop_all()
    finish_interrupted(data)
    shutil.rmtree(staged, ignore_errors=True)
    return str(before) if before.exists() else None


def _keep_heads(staged: Path, stamp: str) -> None:
    """The file of heads that is there now goes into the restored folder too, under another name: it is the evidence of rows that are given up."""
    for old in folders.path("audit").glob("heads*.log"):
        name = f"heads-until-{stamp}.log" if old == heads.path() else old.name
        shutil.copyfile(old, staged / "audit" / name)
