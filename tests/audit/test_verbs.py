"""Every verb that the code records has a sentence, and every sentence a verb that is recorded."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import gongkai
from gongkai.audit.verbs import VERBS, sentence
from gongkai.organs.roles import CAPABILITIES

SOURCE = Path(gongkai.__file__).parent
FAMILIES = {verb.partition(".")[0] for verb in VERBS}
LOOKS_LIKE_ONE = re.compile(rf"({'|'.join(sorted(FAMILIES))})\.[a-z_]+")
NOT_THE_PLATFORM = {"annual", "statute", "cli", "migrations"}
FIELDS = {"who", "what"}


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        part = path.relative_to(SOURCE)
        if not NOT_THE_PLATFORM & set(part.parts) and part.as_posix() != "audit/verbs.py":
            yield part, ast.parse(path.read_text(encoding="utf-8"))


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _takers() -> dict[str, set[int]]:
    """Functions with a parameter `verb`, and at which place: `record` and what others wrap round it."""
    found: dict[str, set[int]] = {}
    for _path, module in _modules():
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args]
                if "verb" in names:
                    found.setdefault(node.name, set()).add(names.index("verb"))
    return found


TAKERS = _takers()


def _verb_places(module: ast.Module) -> Iterator[ast.expr]:
    """What stands where a verb belongs: in an action's `verb`, in a call of a taker."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                targets = [line.target] if isinstance(line, ast.AnnAssign) else line.targets if isinstance(line, ast.Assign) else []
                if any(isinstance(target, ast.Name) and target.id == "verb" for target in targets):
                    value = line.value if isinstance(line, ast.AnnAssign | ast.Assign) else None
                    if value is not None and not isinstance(value, ast.Call):  # a model's column is no verb
                        yield value
        elif isinstance(node, ast.Call):
            yield from (node.args[place] for place in TAKERS.get(_called(node), ()) if place < len(node.args))


def _texts(node: ast.AST) -> set[str]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_the_takers_are_found() -> None:
    assert TAKERS["record"] == {0}


def test_every_verb_that_is_recorded_has_a_sentence() -> None:
    lacking = {
        f"{path}:{place.lineno} {text}"
        for path, module in _modules()
        for place in _verb_places(module)
        for text in _texts(place)
        if re.fullmatch(r"[a-z_]+\.[a-z_.]+", text) and text not in VERBS
    }
    assert not lacking


def test_no_verb_is_put_together_while_the_program_runs() -> None:
    computed = {
        f"{path}:{place.lineno}" for path, module in _modules() for place in _verb_places(module) if isinstance(place, ast.JoinedStr | ast.BinOp)
    }
    assert not computed


def test_every_text_that_looks_like_a_verb_beside_a_record_has_a_sentence() -> None:
    """Verbs that reach `record` through a table or a variable."""
    lacking = {
        f"{path} {text}"
        for path, module in _modules()
        if any(isinstance(node, ast.Call) and _called(node) in TAKERS for node in ast.walk(module))
        for text in _texts(module)
        if LOOKS_LIKE_ONE.fullmatch(text) and text not in VERBS and text not in CAPABILITIES
    }
    assert not lacking


def test_every_sentence_belongs_to_a_verb_that_is_recorded() -> None:
    used = set().union(*(_texts(module) for _path, module in _modules()))
    assert set(VERBS) <= used, sorted(set(VERBS) - used)


def test_every_sentence_takes_the_fields_that_it_is_given() -> None:
    for verb, said in VERBS.items():
        assert set(re.findall(r"%\((\w+)\)s", str(said))) <= FIELDS, verb
        assert "%" not in sentence(verb, "甲", "乙")


def test_a_verb_of_a_newer_version_stands_for_itself() -> None:
    assert sentence("case.folded", "甲", "乙") == "甲: case.folded 乙"
