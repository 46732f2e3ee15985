"""The corpus is what its recipes say: nobody has put a figure right by hand."""

from functools import cache
from pathlib import Path

import pytest

from annual.generator import corpus, programs
from annual.generator.encode import ENCODINGS, TRADITIONAL
from annual.generator.garble import GARBLERS

CORPUS = Path(__file__).parents[1] / "corpus"


@cache
def items() -> dict[str, corpus.Item]:
    return {item.path: item for item in (*corpus.items(), *programs.items())}


def test_every_file_has_a_recipe_and_every_recipe_its_file() -> None:
    files = {path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("*/*") if not path.name.endswith(".expected.json")}
    assert files == set(items())


def test_what_the_files_are_known_to_say_is_what_was_planned() -> None:
    for path, item in items().items():
        assert (CORPUS / path).with_suffix(".expected.json").read_text("utf-8") == item.known, path


@pytest.mark.parametrize("kind", ["html", "txt"])
def test_pages_and_texts_are_those_that_are_built(kind: str) -> None:
    for path, item in items().items():
        if path.endswith(kind):
            assert (CORPUS / path).read_bytes() == item.make(), path


def test_every_garbler_and_every_encoding_is_in_the_corpus() -> None:
    recipes = [recipe for _, recipe in corpus.text_recipes()]
    assert {garbler for recipe in recipes for garbler in recipe.garblers} == set(GARBLERS) - {"none"}
    assert {recipe.encoding for recipe in recipes} == {*ENCODINGS, *TRADITIONAL}
