"""`gongkai serve` refuses in one sentence what it can refuse before anything is loaded."""

import socket
import sys
from pathlib import Path

import pytest

from gongkai.cli import site
from gongkai.cli.entry import main
from gongkai.operations import listening

LOCAL = "127.0.0.1"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Our own settings, and signals as they were: nothing here may load Django, or begin to serve."""
    monkeypatch.setenv("GONGKAI_LANG", "en")
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for name in ("GONGKAI_ADDRESS", "GONGKAI_HOSTS"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(site, "end_in_order", lambda: None)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["serve", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    assert line.startswith("gongkai: ")
    return line


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use(command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind((LOCAL, 0))
        other.listen()
        port = other.getsockname()[1]
        assert main([command, "--port", str(port), "--data", str(tmp_path / "demo")]) == 2
    assert capsys.readouterr().err == f"gongkai: Port {port} of 127.0.0.1 is in use: stop what uses it, or choose another one with --port\n"


def test_a_file_in_the_place_of_the_data_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    told = refused(capsys, "--port", "0", "--data", str(tmp_path / "file"))
    assert f"The data folder {tmp_path / 'file'} cannot be written" in told
    assert "--data" in told


def test_a_data_folder_below_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    assert "is a file, not a folder" in refused(capsys, "--port", "0", "--data", str(tmp_path / "file" / "data"))


def test_a_disk_that_cannot_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert "The data folder /proc/gongkai cannot be written" in refused(capsys, "--port", "0", "--data", "/proc/gongkai")


def test_an_address_that_is_not_this_machines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_ADDRESS", "https://xxgk.example.gov.cn")
    assert "192.0.2.1 is no address of this machine" in refused(capsys, "--host", "192.0.2.1", "--port", "0")


def test_other_machines_are_let_in_only_under_an_address_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Set GONGKAI_ADDRESS" in refused(capsys, "--host", "0.0.0.0", "--port", "0")  # noqa: S104  # it is refused


def test_packages_that_are_missing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "find_spec", lambda name: None if name == "wagtail" else object())
    assert "(wagtail): start it by ./gongkai, or install gongkai[web]" in refused(capsys, "--port", "0")


def test_a_setting_that_cannot_be_read(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_THREADS", "four")
    assert "GONGKAI_THREADS=four cannot be understood" in refused(capsys, "--port", "0")


@pytest.mark.parametrize(
    ("address", "port"),
    [
        ("http://127.0.0.1:8765", 8765),
        ("http://localhost:8766", 8766),
        ("https://xxgk.example.gov.cn", 8000),
        ("https://xxgk.example.gov.cn:8443", 8000),
    ],
)
def test_the_port_is_that_of_a_local_address_and_8000_behind_a_proxy(address: str, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []

    def listen(host: str, port: int) -> socket.socket:
        asked.append((host, port))
        return socket.socket()

    monkeypatch.setattr(listening, "listen", listen)
    site.listen(None, None, {"GONGKAI_ADDRESS": address}).close()
    assert asked == [(LOCAL, port)]


def test_without_an_address_people_reach_the_site_where_it_listens() -> None:
    environ: dict[str, str] = {}
    with site.listen(None, 0, environ) as listener:
        assert environ["GONGKAI_ADDRESS"] == f"http://127.0.0.1:{listener.getsockname()[1]}"
    assert "localhost" in environ["GONGKAI_HOSTS"].split(",")


def test_the_command_line_loads_no_web_framework_for_what_it_refuses(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    import subprocess  # noqa: PLC0415  # only here

    (tmp_path / "file").write_text("here")
    program = "import sys; from gongkai.cli.entry import main; main(['serve', '--data', sys.argv[1]]); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "file")], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
    assert capsys.readouterr().out == ""
