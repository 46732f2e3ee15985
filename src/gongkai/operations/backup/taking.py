"""Taking a backup (备份) while the site runs."""

import datetime as dt
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gongkai.audit.actors import Actor
from gongkai.audit.trail import record
from gongkai.messages import UserError, message, reason_of
from gongkai.operations.backup import folders, store
from gongkai.operations.backup.archive import PURPOSE, Reader, Writer, own
from gongkai.operations.backup.manifest import Manifest, Snapshot
from gongkai.operations.backup.restoring import on_trial
from gongkai.vault import durable
from gongkai.vault.keyring import Keyring

_PREFIX = ".gongkai-backup-"


@dataclass(frozen=True)
class Taken:
    """A backup that was taken: what it says of itself, its size in bytes, and what was found when it was restored on trial (None: it was not)."""

    manifest: Manifest
    digest: str
    size: int
    findings: list[str] | None


def take(path: Path, *, trial: bool = True) -> Taken:
    """Write a backup to the new file `path`, readable by its owner only; it has that name only once it is whole and on the disk.

    `trial`: restore it into a temporary place and look at everything there. What is found does not keep the backup from being kept: it is how the
    site is now.

    Raises UserError: something is at `path`, it cannot be written, the database cannot be copied, the trial cannot be made.
    """
    if path.exists() or path.is_symlink():
        raise UserError(message("There is something at {path} already: name a new file.", path=path))
    if not path.absolute().parent.is_dir():
        raise UserError(message("There is no folder {path} to write the backup into.", path=path.absolute().parent))
    try:
        with _workplace(path.absolute().parent) as work:
            archive = work / "archive"
            manifest = _write(archive, work)
            with Reader(archive) as reader:
                reader.check()
                digest, size = reader.digest, reader.size
            findings = on_trial(archive, work) if trial else None
            _give_name(archive, path)
    except OSError as error:
        raise UserError(message("The backup {path} cannot be written: {reason}.", path=path, reason=reason_of(error))) from error
    record("operations.backed_up", Actor.command("backup"), detail={"archive": digest, "bytes": size, "members": manifest.members})
    return Taken(manifest, digest, size, findings)


def _write(archive: Path, work: Path) -> Manifest:
    begun = timezone.now().astimezone(dt.UTC)
    with ExitStack() as opened:
        # Before the snapshot: a head that is told is of a row that is committed, so the snapshot has it.
        heads = folders.heads_now()
        if heads:
            opened.callback(heads.content.close)
        member, copy, snapshot = _snapshot(work)
        out = opened.enter_context(open(archive, "xb", opener=own))
        writer = Writer(out, opened.enter_context(tempfile.TemporaryFile(dir=work)))
        with copy.open("rb") as content:
            writer.add(member, copy.stat().st_size, content)
        copy.unlink()
        if heads:
            writer.add(heads.name, heads.size, heads.content)
        for name, file in folders.contents():
            _add(writer, name, file)
        ring = Keyring.open(settings.GONGKAI_KEYS)  # as it is at the end: a key that was rotated in meanwhile may have sealed the last files
        manifest = Manifest(version("gongkai"), begun, snapshot, ring.fingerprints(), writer.members, writer.bytes)
        writer.close(manifest.told(), ring.current(PURPOSE))
        out.flush()
        os.fsync(out.fileno())
    return manifest


def _snapshot(work: Path) -> tuple[str, Path, Snapshot]:
    copy = work / "database"
    return store.member(), copy, store.snapshot(copy)


def _add(writer: Writer, name: str, file: Path) -> None:
    try:
        content = file.open("rb")
    except FileNotFoundError:
        return  # destroyed under retention since the folder was listed; if the snapshot still names it, the trial says so
    with content:
        writer.add(name, os.fstat(content.fileno()).st_size, content)


def _give_name(archive: Path, path: Path) -> None:
    try:
        os.link(archive, path)
    except FileExistsError:
        raise UserError(message("There is something at {path} already: name a new file.", path=path)) from None
    except OSError:  # a disk without hard links; a rename is refused as well where that is not the reason
        archive.rename(path)
    durable.sync_folder(path.absolute().parent)


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """A temporary folder (0700) in `folder`; those that killed backups left there are removed."""
    with ExitStack() as ours:
        with _alone(folder):
            for left in folder.glob(_PREFIX + "*"):
                with suppress(BlockingIOError), _claimed(left):
                    shutil.rmtree(left)
            work = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
            ours.enter_context(_claimed(work))
        ours.callback(shutil.rmtree, work, ignore_errors=True)
        yield work


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One backup at a time looks for what killed ones left."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _claimed(work: Path) -> Iterator[None]:
    """As long as a living process works in the folder; raises BlockingIOError: another one does."""
    handle = os.open(work, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
