"""The rule that no floor of reading quality sinks in silence: who lowers one says so in the changelog, in the same commit, naming the layout."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quality import Counts, baseline, lowered

BASELINE, CHANGELOG = "tests/corpus/baseline.toml", "CHANGELOG.md"


@dataclass(frozen=True)
class Lowering:
    """A layout pinned worse than before: in which commit (empty: not committed yet), and what of it."""

    commit: str
    layout: str
    numbers: tuple[str, ...]


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, encoding="utf-8").stdout  # noqa: S603, S607 - our own words


def _changes(root: Path) -> Iterator[tuple[str, str]]:
    """Each commit that changed the baseline with each of its parents, and the work tree (empty) with the last commit."""
    yield "", "HEAD"
    for line in _git(root, "rev-list", "--full-history", "--parents", "HEAD", "--", BASELINE).splitlines():
        # rev-list with a path tells the parents that also changed it: the true ones are asked for
        commit = line.split()[0]
        yield from ((commit, parent) for parent in _git(root, "rev-parse", f"{commit}^@").split())


def _pinned(root: Path, commit: str) -> dict[str, Counts]:
    if not commit:
        path = root / BASELINE
        return baseline(path.read_text("utf-8")) if path.exists() else {}
    exists = _git(root, "ls-tree", "--name-only", commit, "--", BASELINE)
    return baseline(_git(root, "show", f"{commit}:{BASELINE}")) if exists else {}


def _said(root: Path, commit: str, parent: str) -> str:
    """The lines that the change added to the changelog."""
    changed = _git(root, "diff", "--unified=0", parent, *([commit] if commit else []), "--", CHANGELOG)
    return "\n".join(line[1:] for line in changed.splitlines() if line.startswith("+") and not line.startswith("+++"))


def unsaid(root: Path) -> list[Lowering]:
    """Every lowering that the changelog does not name as `layout`; a layout that is gone is one too."""
    found = []
    for commit, parent in _changes(root):
        before, after = _pinned(root, parent), _pinned(root, commit)
        sunk = {layout: tuple(lowered(counts, after.get(layout, Counts()))) for layout, counts in before.items()}
        if any(sunk.values()):
            said = _said(root, commit, parent)
            found += [Lowering(commit, layout, numbers) for layout, numbers in sunk.items() if numbers and f"`{layout}`" not in said]
    return found


def history(root: Path) -> bool:
    """Whether there is a history to look at: a clone made without it has none."""
    try:
        return _git(root, "rev-parse", "--is-shallow-repository").strip() == "false"
    except (OSError, subprocess.CalledProcessError):
        return False
