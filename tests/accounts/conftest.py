"""What the tests of accounts share: a person, a clock that the test moves, a browser."""

import datetime as dt

import pytest
from django.test import Client
from django.utils.translation import activate

from accounts.steps import Clock
from gongkai.accounts.models import User
from platform_parts import PASSWORD


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Ten past nine on a Monday in Beijing."""
    clock = Clock(dt.datetime(2026, 3, 2, 1, 10, tzinfo=dt.UTC))
    for name in ("django.utils.timezone.now", "axes.handlers.proxy.now", "axes.attempts.now"):
        monkeypatch.setattr(name, lambda: clock.now)
    return clock


@pytest.fixture(autouse=True)
def _english() -> None:
    """Sentences are asserted as they stand in the source."""
    activate("en")


@pytest.fixture
def person(db: None) -> User:  # noqa: ARG001  # the fixture opens the database
    """Somebody with an account and a password."""
    user = User(username="zhangsan", name="张三", language="en")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def browser() -> Client:
    """A browser that is not signed in and speaks English."""
    return Client(headers={"Accept-Language": "en"})
