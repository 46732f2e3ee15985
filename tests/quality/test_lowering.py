"""A floor sinks only with a word in the changelog: held against this project's history, and shown on a made-up one."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

import floors
import quality
from floors import BASELINE, CHANGELOG, Lowering
from quality import Counts

ROOT = Path(__file__).parents[2]
GOOD = {"text-tabs": Counts(files=1, cells=9, right=9), "text-tabs-short": Counts(files=1, cells=9, right=9)}
WORSE = {**GOOD, "text-tabs": replace(GOOD["text-tabs"], right=8, left=1)}
WRONG = {**GOOD, "text-tabs": replace(GOOD["text-tabs"], right=8, wrong=1)}


@pytest.mark.skipif(not floors.history(ROOT), reason="no history of changes here")
def test_a_floor_is_lowered_only_with_a_word_in_the_changelog() -> None:
    assert floors.unsaid(ROOT) == []


class Project:
    """A throw-away repository with a baseline and a changelog."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")
        self.write(GOOD, "# Changelog\n")
        self.commit()

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null")
        return subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True, encoding="utf-8").stdout.strip()

    def write(self, pinned: dict[str, Counts], changelog: str | None = None) -> None:
        (self.root / BASELINE).parent.mkdir(parents=True, exist_ok=True)
        (self.root / BASELINE).write_text(quality.toml(pinned), encoding="utf-8")
        if changelog is not None:
            (self.root / CHANGELOG).write_text(changelog, encoding="utf-8")

    def commit(self) -> str:
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", "a change")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_the_baseline_is_written_and_read_the_same() -> None:
    assert quality.baseline(quality.toml(WRONG)) == WRONG


@pytest.mark.parametrize(
    ("pinned", "numbers"), [(WORSE, ("right",)), (WRONG, ("right", "wrong")), ({"text-tabs-short": GOOD["text-tabs"]}, ("right",))]
)
def test_a_floor_lowered_in_silence_is_caught(project: Project, pinned: dict[str, Counts], numbers: tuple[str, ...]) -> None:
    project.write(pinned)
    assert floors.unsaid(project.root) == [Lowering("", "text-tabs", numbers)]
    lowering = project.commit()
    project.write(pinned, "# Changelog\n\n- `text-tabs` is read worse.\n")  # too late
    project.commit()
    assert floors.unsaid(project.root) == [Lowering(lowering, "text-tabs", numbers)]


def test_a_floor_lowered_with_a_word_passes(project: Project) -> None:
    project.write(WORSE, "# Changelog\n\n- `text-tabs`: one cell less, its total was a guess.\n")
    assert floors.unsaid(project.root) == []
    project.commit()
    assert floors.unsaid(project.root) == []


def test_a_word_about_another_layout_is_no_word(project: Project) -> None:
    project.write(WORSE, "# Changelog\n\n- `text-tabs-short` is read worse.\n")
    assert [found.layout for found in floors.unsaid(project.root)] == ["text-tabs"]


def test_a_word_of_an_earlier_change_is_no_word(project: Project) -> None:
    project.write(GOOD, "# Changelog\n\n- `text-tabs` is new.\n")
    project.commit()
    project.write(WORSE)
    project.commit()
    assert [found.layout for found in floors.unsaid(project.root)] == ["text-tabs"]


def test_a_floor_raised_needs_no_word(project: Project) -> None:
    project.write({**GOOD, "text-tabs": Counts(files=2, cells=18, right=18), "pdf-ruled": Counts(files=1, cells=9)})
    project.commit()
    assert floors.unsaid(project.root) == []


def test_a_lowering_on_a_branch_is_caught_after_the_merge(project: Project) -> None:
    project.git("checkout", "--quiet", "-b", "side")
    project.write(WORSE)
    lowering = project.commit()
    project.git("checkout", "--quiet", "main")
    project.write(GOOD, "# Changelog\n\n- Something else.\n")
    project.commit()
    project.git("merge", "--quiet", "--no-edit", "side")
    assert lowering in [found.commit for found in floors.unsaid(project.root)]


def test_a_folder_without_history_is_told(tmp_path: Path, project: Project) -> None:
    assert floors.history(project.root)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / ".git").write_text("gitdir: nowhere\n", encoding="utf-8")
    assert not floors.history(tmp_path / "copy")
