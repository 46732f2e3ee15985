"""`gongkai manage` offers what serves an operator, and refuses, with the reason, what would harm a site's data."""

from typing import Any

import pytest
from django.core.management import get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from gongkai.cli import manage, site
from gongkai.cli.entry import main
from gongkai.messages import UserError, message


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django is loaded for the tests already, and its data folder is theirs."""
    monkeypatch.setenv("GONGKAI_LANG", "en")
    monkeypatch.setattr(site, "choose_data", lambda _data: None)
    monkeypatch.setattr(site, "load", lambda: None)


def test_the_list_names_our_commands_and_no_dangerous_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manage"]) == 0
    listed = {line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")}
    assert {"daily", "check", "migrate"} <= listed
    assert not {"flush", "dbshell", "runserver", "loaddata", "createsuperuser", "fixtree", "db_worker"} & listed


@pytest.mark.parametrize("name", sorted(manage.REFUSED))
def test_a_refused_command_says_why(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manage", name]) == 2
    assert capsys.readouterr().err == f"gongkai: {name} is not run on a site's data: {manage.REFUSED[name].text('en')}\n"


def test_every_command_of_a_library_is_offered_or_refused() -> None:
    libraries = {name for name, app in get_commands().items() if not str(app).startswith("gongkai.")}
    for name in libraries - set(manage.OFFERED):
        with pytest.raises(UserError, match="is not run on a site's data"):
            manage._refuse(name, get_commands())  # noqa: SLF001  # for all of them, without running any that slips through
    assert libraries >= set(manage.OFFERED) | set(manage.REFUSED)


def test_a_command_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manage", "nothing"]) == 2
    assert capsys.readouterr().err == "gongkai: There is no command nothing; gongkai manage lists them\n"


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (CommandError("it is not there"), 1, "gongkai: it is not there\n"),
        (CommandError("it is not there", returncode=3), 3, "gongkai: it is not there\n"),
        (UserError(message("“{path}” cannot be written: {reason}", path="x", reason="y")), 2, "gongkai: “x” cannot be written: y\n"),
        (
            OperationalError("no such table: organs_organ\nLINE 1"),
            2,
            "gongkai: The database cannot be used: no such table: organs_organ. gongkai manage migrate brings it up to date, gongkai serve too\n",
        ),
    ],
)
def test_what_a_command_cannot_do_is_one_sentence_and_a_status(
    error: Exception, status: int, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise error

    failing = BaseCommand()
    failing.handle = fail
    monkeypatch.setattr("django.core.management.load_command_class", lambda _app, _name: failing)
    assert main(["manage", "check"]) == status
    assert capsys.readouterr().err == told


def test_the_arguments_after_the_name_are_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["manage", "daily", "--help"])
    assert ended.value.code == 0
    assert "gongkai manage daily" in capsys.readouterr().out
