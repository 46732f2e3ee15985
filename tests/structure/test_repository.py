"""What the repository holds, as a whole: the files that are committed, the locks, the script, the two languages of the README."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRACKED = tuple(
    ROOT / name
    for name in subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout.split("\0")
    if name and (ROOT / name).is_file()
)
SHELL_SCRIPTS = tuple(
    path for path in TRACKED if not path.suffix and path.name != "LICENSE" and path.read_bytes().startswith((b"#!/bin/sh", b"#!/bin/bash"))
)
# Put together here, so that this file does not name them itself.
REGISTRY_HOSTS = (
    *(
        ".".join(parts)
        for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("deb", "debian"), ("proxy", "golang"), ("crates", "io"))
    ),
    *("mirrors." + name for name in ("aliyun", "tuna", "cloud", "ustc")),
)
MACHINE_PATHS = tuple("/" + name for name in ("work/", "root/", "home/", "Users/"))


def names(paths: tuple[Path, ...]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def pins(lock: str) -> dict[str, frozenset[str]]:
    """The hashes by package and version, `name==1.0`."""
    entries = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    found = {}
    for line in entries:
        if line and not line.startswith(("#", " ")):
            requirement, *hashes = line.split("--hash=")
            found[requirement.partition(";")[0].strip()] = frozenset(map(str.strip, hashes))
    return found


def test_nothing_made_on_a_machine_is_committed() -> None:
    made = re.compile(r"(^|/)(\.venv|__pycache__|\.gongkai[^/]*|\.[a-z_]+_cache|dist|\.coverage[^/]*)(/|$)")
    assert [name for name in names(TRACKED) if made.search(name)] == []


def test_no_committed_file_names_a_package_registry() -> None:
    # Which one is used is the machine's business: offices have mirrors.
    pattern = re.compile("|".join(map(re.escape, REGISTRY_HOSTS)).encode())
    assert [name for name, path in zip(names(TRACKED), TRACKED, strict=True) if pattern.search(path.read_bytes())] == []


def test_no_committed_file_knows_the_folders_of_one_machine() -> None:
    pattern = re.compile(rb"(?<![\w.:/>-])(" + b"|".join(re.escape(path).encode() for path in MACHINE_PATHS) + rb")\w")
    assert [name for name, path in zip(names(TRACKED), TRACKED, strict=True) if pattern.search(path.read_bytes())] == []


def test_the_entry_script_can_be_run() -> None:
    assert os.access(ROOT / "gongkai", os.X_OK)
    assert ROOT / "gongkai" in SHELL_SCRIPTS


@pytest.mark.parametrize("script", SHELL_SCRIPTS, ids=names(SHELL_SCRIPTS))
def test_a_shell_script_is_read_by_the_shell_it_names(script: Path) -> None:
    shell = script.read_text(encoding="utf-8").splitlines()[0].removeprefix("#!")
    assert os.access(script, os.X_OK)
    subprocess.run([shell, "-n", script], check=True)


@pytest.mark.skipif(not shutil.which("dash"), reason="no dash here")
def test_the_entry_script_is_plain_posix_shell() -> None:
    subprocess.run(["dash", "-n", ROOT / "gongkai"], check=True)
    assert not re.search(r"\[\[|^ *(local|function) |<<<|\$'|&>", (ROOT / "gongkai").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_dependency_says_what_it_is_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    groups = [project["build-system"]["requires"], project["project"]["dependencies"]]
    groups += [*project["project"]["optional-dependencies"].values(), *project["dependency-groups"].values()]
    dependencies = {dependency for group in groups for dependency in group if isinstance(dependency, str)}
    unexplained = {name for name in dependencies for line in lines if f'"{name}"' in line and not re.search(r"# \w", line)}
    assert dependencies
    assert unexplained == set()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-core.lock", "benchmarks/requirements.lock"])
def test_every_package_of_a_lock_has_its_hashes_and_one_version(lock: str) -> None:
    assert pins(lock)
    assert [name for name, hashes in pins(lock).items() if "==" not in name or not hashes] == []


def test_what_the_pure_parts_get_alone_is_what_everybody_gets() -> None:
    everything = pins("requirements.lock")
    assert {name: pin for name, pin in pins("requirements-core.lock").items() if everything.get(name) != pin} == {}


def test_the_locks_are_those_of_the_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = [*project["project"]["dependencies"], *groups["build"], *groups["core"], *groups["test"]]
    locked = {name.partition("==")[0] for name in pins("requirements.lock")}
    assert {re.split(r"[<>=\[;]", name)[0] for name in wanted if isinstance(name, str)} <= locked


def headings(readme: str) -> list[int]:
    return [len(found) for found in re.findall(r"^(#+) ", without_code(readme), flags=re.MULTILINE)]


def commands(readme: str) -> list[str]:
    return re.findall(r"^(?:\$ )?(\./gongkai [^\n#]*?|git clone [^\n#]*?)\s*(?:#.*)?$", readme, flags=re.MULTILINE)


def without_code(readme: str) -> str:
    return re.sub(r"^```.*?^```", "", readme, flags=re.MULTILINE | re.DOTALL)


def test_the_readme_says_the_same_in_both_languages() -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    assert headings(english) == headings(chinese)
    assert commands(english) == commands(chinese)
    assert commands(english)
