"""The archive as a file: what tar and sha256sum make of it, what happens when a byte of it is another one, what is in it that must not get out."""

import io
import shutil
import subprocess
import tarfile
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.operations.backup import archive
from gongkai.operations.backup.archive import PURPOSE, DamagedError, Reader, Writer
from gongkai.vault.keyring import Keyring

CONTENTS = {
    "database.sqlite3": b"rows" * 400,
    "audit/heads.log": b"",
    "files/ab/cd/" + "a" * 64: bytes(range(256)) * 3,
    "media/青石县人民政府" + "公开指南" * 15 + ".pdf": b"%PDF",
}


@pytest.fixture(scope="module")
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    return Keyring.open(tmp_path_factory.mktemp("keys"))


def made(path: Path, keyring: Keyring, contents: dict[str, bytes]) -> Path:
    with path.open("wb") as out:
        writer = Writer(out, io.BytesIO())
        for name, content in contents.items():
            writer.add(name, len(content), io.BytesIO(content))
        writer.close({"said": "乙"}, keyring.current(PURPOSE))
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, keyring: Keyring) -> bytes:
    return made(tmp_path_factory.mktemp("archive") / "a.tar", keyring, CONTENTS).read_bytes()


def read(path: Path, keyring: Keyring) -> dict[str, bytes]:
    """As a restoring reads it."""
    with Reader(path) as reader:
        reader.check()
        assert reader.manifest()["said"] == "乙"
        reader.prove(keyring)
        return {member.name: member.content.read() for member in reader.members()}


def test_what_was_put_in_comes_out(tmp_path: Path, keyring: Keyring) -> None:
    assert read(made(tmp_path / "a.tar", keyring, CONTENTS), keyring) == CONTENTS


def test_a_content_that_nobody_read_is_compared_all_the_same(tmp_path: Path, keyring: Keyring) -> None:
    with Reader(made(tmp_path / "a.tar", keyring, CONTENTS)) as reader:
        assert [member.name for member in reader.members()] == list(CONTENTS)


def test_standard_tools_unpack_it_and_compare_every_hash(tmp_path: Path, keyring: Keyring) -> None:
    path = made(tmp_path / "a.tar", keyring, CONTENTS)
    tar, sums = shutil.which("tar"), shutil.which("sha256sum")
    assert tar
    assert sums
    subprocess.run([tar, "xf", path], cwd=tmp_path, check=True)
    told = subprocess.run([sums, "-c", "SHA256SUMS"], cwd=tmp_path, check=True, capture_output=True, encoding="utf-8").stdout
    assert told.count(": OK") == len(CONTENTS)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_changed_byte_is_noticed(tmp_path: Path, whole: bytes, keyring: Keyring, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(1, 255))
    path = tmp_path / "changed.tar"
    path.write_bytes(whole[:at] + bytes([whole[at] ^ other]) + whole[at + 1 :])
    with pytest.raises(DamagedError):
        read(path, keyring)


def test_every_byte_of_the_seal_and_many_around_it_are_noticed(tmp_path: Path, whole: bytes, keyring: Keyring) -> None:
    path = tmp_path / "changed.tar"
    for at in (*range(len(whole) - 2048, len(whole), 9), *range(len(whole) - 1536, len(whole) - 1536 + 206)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(DamagedError):
            read(path, keyring)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_cut_and_every_addition_is_noticed(tmp_path: Path, whole: bytes, keyring: Keyring, data: st.DataObject) -> None:
    length = data.draw(st.integers(0, len(whole) - 1))
    added = data.draw(st.binary(min_size=1, max_size=600))
    for wrong in (whole[:length], whole[length + 1 :], whole + added, added + whole):
        path = tmp_path / "cut.tar"
        path.write_bytes(wrong)
        with pytest.raises(DamagedError):
            read(path, keyring)


def test_what_is_no_archive_at_all_is_refused_in_a_sentence(tmp_path: Path, keyring: Keyring) -> None:
    for content in (b"", b"x", bytes(20480)):
        path = tmp_path / "none.tar"
        path.write_bytes(content)
        with pytest.raises(DamagedError, match=r"none\.tar"):
            read(path, keyring)


def test_an_archive_made_with_other_keys_is_refused_although_it_is_whole(tmp_path: Path, keyring: Keyring) -> None:
    path = made(tmp_path / "a.tar", Keyring.open(tmp_path / "other"), CONTENTS)
    with pytest.raises(DamagedError):
        read(path, keyring)


def test_an_archive_of_a_key_that_was_rotated_away_is_still_ours(tmp_path: Path) -> None:
    keyring = Keyring.open(tmp_path / "keys")
    path = made(tmp_path / "a.tar", keyring, CONTENTS)
    assert read(path, keyring.with_new(PURPOSE)) == CONTENTS


@pytest.mark.parametrize(
    "name",
    ["../outside", "/etc/passwd", "files/../../outside", "files//double", "./files/x", "files/.", "files\\..\\x", "files/new\nline", "", "files/"],
)
def test_names_that_lead_out_of_the_folder_are_refused_even_when_signed(tmp_path: Path, keyring: Keyring, name: str) -> None:
    path = made(tmp_path / "a.tar", keyring, {"database.sqlite3": b"x", name: b"evil"})
    with pytest.raises(DamagedError):
        read(path, keyring)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_folders_and_devices_are_refused_even_when_signed(
    tmp_path: Path, keyring: Keyring, monkeypatch: pytest.MonkeyPatch, kind: bytes
) -> None:
    def header(name: str, size: int) -> bytes:
        told = tarfile.TarInfo(name)
        told.size = size
        if name == "files/link":
            told.type, told.linkname = kind, "/etc/passwd"
        return told.tobuf(tarfile.PAX_FORMAT)

    with monkeypatch.context() as patched:
        patched.setattr(archive, "header", header)
        path = made(tmp_path / "a.tar", keyring, {"database.sqlite3": b"x", "files/link": b""})
    with Reader(path) as reader, pytest.raises(DamagedError):
        list(reader.members())


def test_a_member_that_the_list_lacks_or_names_twice_is_refused(tmp_path: Path, keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    once: Callable[..., Any] = archive._sum_line  # noqa: SLF001  # the list is made wrong here
    for wrong in (lambda digest, name: b"" if "files" in name else once(digest, name), lambda digest, name: once(digest, name) * 2):
        with monkeypatch.context() as patched:
            patched.setattr(archive, "_sum_line", wrong)
            path = made(tmp_path / "a.tar", keyring, CONTENTS)
        with Reader(path) as reader, pytest.raises(DamagedError):
            list(reader.members())


def test_a_content_that_ends_early_makes_no_archive(tmp_path: Path) -> None:
    with (tmp_path / "a.tar").open("wb") as out, pytest.raises(EOFError):
        Writer(out, io.BytesIO()).add("files/x", 10, io.BytesIO(b"short"))


def test_what_a_growing_file_gets_meanwhile_is_left_out(tmp_path: Path, keyring: Keyring) -> None:
    path = tmp_path / "a.tar"
    with path.open("wb") as out:
        writer = Writer(out, io.BytesIO())
        writer.add("audit/heads.log", 3, io.BytesIO(b"one, and more"))
        writer.close({"said": "乙"}, keyring.current(PURPOSE))
    assert read(path, keyring) == {"audit/heads.log": b"one"}


def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path, keyring: Keyring) -> None:
    def peak(members: int) -> int:
        contents = ((f"files/{number:064}", b"x") for number in range(members))
        path = tmp_path / "many.tar"
        tracemalloc.start()
        with path.open("wb") as out, (tmp_path / "sums").open("w+b") as sums:
            writer = Writer(out, sums)
            for name, content in contents:
                writer.add(name, len(content), io.BytesIO(content))
            writer.close({"said": "乙"}, keyring.current(PURPOSE))
        with Reader(path) as reader:
            reader.check()
            assert sum(1 for _member in reader.members()) == members
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    few, many = peak(2200), peak(3300)  # both larger than what is read at once
    assert many - few < 44_000  # 40 bytes a file would be that much


@pytest.fixture(autouse=True)
def _nothing_left_over(tmp_path: Path) -> Iterator[None]:
    yield
    assert not (tmp_path.parent / "outside").exists()
