"""The first organ and its administrator, from the shell."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from gongkai.accounts.models import User
from gongkai.audit.models import AuditRow
from gongkai.organs import policies
from gongkai.organs.models import Organ

CREATE = ("organ", "create", "qingshi", "--name", "青石县人民政府", "--kind", "government", "--level", "county", "--region-code", "340899")


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_bare_installation_gets_its_first_organ_and_administrator() -> None:
    run(*CREATE, "--created-on", "2008-05-01")
    said = run("account", "create", "zhang", "--name", "张三", "--organ", "qingshi", "--role", "administrator", "--role", "supervisor")
    user = User.objects.get(username="zhang")
    password = re.search(r"\b(\S{5}-\S{5}-\S{5}-\S{5})$", said.strip())
    assert password is not None
    assert user.check_password(password[1])
    assert user.must_change_password
    assert policies.may(user, "organ.life", Organ.objects.get())
    assert "青石县人民政府" in run("organ", "list")
    assert [(row.verb, row.actor_kind) for row in AuditRow.objects.filter(verb__in=["organ.create", "account.create"]).order_by("sequence")] == [
        ("organ.create", "command"),
        ("account.create", "command"),
    ]


@pytest.mark.django_db
def test_what_is_wrong_is_said_by_option() -> None:
    with pytest.raises(CommandError, match="--region-code:"):
        run(*CREATE[:-1], "34", "--created-on", "2008-05-01")
    with pytest.raises(CommandError, match="2008"):
        run(*CREATE, "--created-on", "May 2008")
    with pytest.raises(CommandError, match="nowhere"):
        run("account", "create", "zhang", "--name", "张三", "--organ", "nowhere", "--role", "administrator")
    assert not Organ.objects.exists()


@pytest.mark.django_db
def test_a_password_typed_twice_differently_makes_no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    run(*CREATE, "--created-on", "2008-05-01")
    typed = iter(["Kx7#mountain-river", "Kx7#mountain-other"])

    def ask(_prompt: str) -> str:
        return next(typed)

    monkeypatch.setattr("gongkai.organs.management.commands.account.getpass", ask)
    with pytest.raises(CommandError):
        run("account", "create", "zhang", "--name", "张三", "--organ", "qingshi", "--role", "administrator", "--ask")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_who_cannot_sign_in_is_helped_from_the_shell() -> None:
    run(*CREATE, "--created-on", "2008-05-01")
    run("account", "create", "zhang", "--name", "张三", "--organ", "qingshi", "--role", "administrator")
    before: Any = User.objects.get().password
    run("account", "password", "zhang")
    assert User.objects.get().password != before
    run("account", "second-factor", "zhang")
    run("account", "unlock", "zhang")
    verbs = set(AuditRow.objects.values_list("verb", flat=True))
    assert {"account.password", "account.second_factor", "account.unlock"} <= verbs
    with pytest.raises(CommandError, match="nobody"):
        run("account", "password", "nobody")
