"""The page of commands names every command of `gongkai manage` with its subcommands and options, and no other."""

import re
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from gongkai.cli.manage import OFFERED

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "command.md"
_DJANGOS = {option for action in BaseCommand().create_parser("", "")._actions for option in action.option_strings}  # noqa: SLF001  # argparse tells it nowhere else


def page() -> dict[str, set[str]]:
    """What each line `gongkai manage NAME [SUBCOMMAND] ...` of the page says: its options by name."""
    (block,) = re.findall(r"```\n(gongkai manage .*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    told = {}
    for line in block.splitlines():
        (name,) = re.findall(r"^gongkai manage ((?:[a-z_-]+ ?)+)", line)
        told[name.strip()] = set(re.findall(r"--[a-z-]+", line))
    return told


def known() -> dict[str, set[str]]:
    """What the program knows: our commands with their options, and those of Django that it offers."""
    ours = {name for name, app in get_commands().items() if isinstance(app, str) and app.startswith("gongkai.")}
    return {name: options for one in ours for name, options in offers(one, load_command_class(get_commands()[one], one).create_parser("", one))} | {
        name: set() for name in OFFERED
    }


def offers(name: str, parser: ArgumentParser) -> Iterator[tuple[str, set[str]]]:
    """A command, or its subcommands in its place, each with its own options."""
    subs = [action for action in parser._actions if isinstance(action, _SubParsersAction)]  # noqa: SLF001
    if not subs:
        yield name, {option for action in parser._actions for option in action.option_strings if option.startswith("--")} - _DJANGOS  # noqa: SLF001
    for action in subs:
        for sub, inner in action.choices.items():
            yield from offers(f"{name} {sub}", inner)


@pytest.mark.parametrize("name", sorted(known()))
def test_every_command_is_on_the_page_with_its_options(name: str) -> None:
    assert name in page(), f"docs/reference/command.md lacks: gongkai manage {name}"
    assert page()[name] == known()[name]


def test_the_page_names_no_command_that_is_not_there() -> None:
    assert set(page()) <= set(known())
