"""For whom one of Wagtail's own views is working: what it fetches without asking a policy is limited to that person's organs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any

from gongkai.staff.scoping.grants import spaces

CAPABILITY = "page.edit"
"""Who works on pages at all; publishing is asked besides, by the page policy."""


class Person:
    """Somebody at work in Wagtail, for one request."""

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def collections(self) -> list[int]:
        """The keys of the collections of the person's organs."""
        return [space.collection_id for space in spaces(self.user, CAPABILITY)]


_PERSON: ContextVar[Person | None] = ContextVar("person", default=None)


@contextmanager
def working_for(user: Any) -> Iterator[None]:
    """Everything in this block that asks `at_work` is for `user`."""
    token = _PERSON.set(Person(user))
    try:
        yield
    finally:
        _PERSON.reset(token)


def at_work() -> Person | None:
    """The person; None outside of Wagtail's views: the public site, commands and tasks have rules of their own."""
    return _PERSON.get()
