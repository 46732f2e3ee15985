"""The JSON Schemas that come with the package say what every key means, and docs/reference/json.md describes every key of every one of them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src" / "gongkai" / "annual" / "schema"
SCHEMAS = {path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.schema.json"))}
PAGE = (ROOT / "docs" / "reference" / "json.md").read_text("utf-8")
each = pytest.mark.parametrize("name", SCHEMAS)


def properties(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every property at any depth, by its path."""
    if isinstance(schema, dict):
        named = schema.get("properties", {}) if isinstance(schema.get("properties"), dict) else {}
        for key, inner in named.items():
            yield f"{path}/{key}", inner
        for key, inner in schema.items():
            for name, part in inner.items() if key in {"properties", "$defs"} else [("", inner)]:
                yield from properties(part, f"{path}/{name}" if name else path)
    elif isinstance(schema, list):
        for part in schema:
            yield from properties(part, path)


def examples(schema: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Every part of the schema that gives examples, with them."""
    if isinstance(schema, dict):
        if isinstance(schema.get("examples"), list):
            yield schema, schema["examples"]
        for key, inner in schema.items():
            if key != "examples":
                yield from examples(inner)
    elif isinstance(schema, list):
        for part in schema:
            yield from examples(part)


def section(name: str) -> str:
    """The part of the page that describes one schema: from the heading that names its file to the next."""
    found = re.search(rf"^## [^\n]*\n(?:(?!^## ).)*`{name}\.schema\.json`.*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


@each
def test_a_schema_is_of_the_draft_it_names_and_has_an_id_of_its_own(name: str) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:gongkai:{name}:1"
    assert schema["title"]
    assert schema["description"]


@each
def test_every_key_of_a_schema_says_what_it_means(name: str) -> None:
    assert [path for path, inner in properties(SCHEMAS[name]) if not inner.get("description") and "$ref" not in inner] == []


@each
def test_every_key_of_a_schema_is_described_in_the_page(name: str) -> None:
    named = set(re.findall(r"`([a-z_0-9]+)`", section(name)))
    keys = {path.rpartition("/")[2] for path, _ in properties(SCHEMAS[name])}
    assert sorted(keys - named) == []


@each
def test_every_object_of_a_schema_allows_no_other_keys(name: str) -> None:
    def closed(schema: Any) -> bool:
        inside = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
        own = not (isinstance(schema, dict) and schema.get("type") == "object" and "additionalProperties" not in schema)
        return own and all(closed(part) for part in inside)

    assert closed(SCHEMAS[name])


@each
def test_the_examples_of_a_schema_are_valid(name: str) -> None:
    whole = SCHEMAS[name]
    assert whole.get("examples")
    for part, given in examples(whole):
        judge = Draft202012Validator({**part, "$defs": whole.get("$defs", {})})
        assert [error.message for example in given for error in judge.iter_errors(example)] == []


def test_every_example_of_the_page_is_valid() -> None:
    kinds = {"sections": "report", "findings": "findings"}
    blocks = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
    assert blocks
    for block in blocks:
        for key, name in kinds.items():
            if key in block:
                assert [error.message for error in Draft202012Validator(SCHEMAS[name]).iter_errors(block)] == []
