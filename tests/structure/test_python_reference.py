"""docs/reference/python.md: its examples run, and its tables name every public name of the modules that it documents, and no other."""

import ast
import doctest
import inspect
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "python.md").read_text("utf-8")
PARTS = dict(re.findall(r"^## `(gongkai\.[a-z_.]+)`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def public(module: ModuleType) -> set[str]:
    """What a module offers: its `__all__`, else the names it defines (not those it imports) without an underscore before them."""
    if hasattr(module, "__all__"):
        return set(module.__all__)
    named = (name for part in ast.parse(inspect.getsource(module)).body for name in _names(part))
    return {name for name in named if not name.startswith("_")}


def _names(part: ast.stmt) -> list[str]:
    """The names that a statement of a module gives."""
    if isinstance(part, ast.FunctionDef | ast.ClassDef):
        return [part.name]
    targets = part.targets if isinstance(part, ast.Assign) else [part.target] if isinstance(part, ast.AnnAssign) else []
    return [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]


def tabled(part: str) -> set[str]:
    """The names in the first column of a part's tables, without their arguments."""
    cells = re.findall(r"^\| (.+?) \|", part, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(\w+)", cell)}


def test_the_examples_of_the_page_run() -> None:
    examples = "\n".join(re.findall(r"```pycon\n(.*?)```", PAGE, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, "python.md", "python.md", 0)
    told: list[str] = []
    results = doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    assert told == []
    assert results.attempted > len(PARTS)


@pytest.mark.parametrize("name", PARTS)
def test_every_public_name_of_a_module_is_in_its_table_and_no_other(name: str) -> None:
    assert tabled(PARTS[name]) == public(import_module(name))


@pytest.mark.parametrize("name", PARTS)
def test_every_public_thing_of_a_module_says_what_it_is(name: str) -> None:
    module = import_module(name)
    things = [getattr(module, thing) for thing in sorted(public(module))]
    assert [thing for thing in things if (inspect.isclass(thing) or inspect.isfunction(thing)) and not inspect.getdoc(thing)] == []


def test_the_modules_are_listed_and_no_other() -> None:
    head = PAGE.partition("\n## ")[0]
    assert set(re.findall(r"\[`(gongkai\.[a-z_.]+)`\]", head)) == set(PARTS)
