"""What waits for a person (待办), from every app that has something to wait for."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model

from gongkai.organs import policies
from gongkai.organs import waiting as organs_waiting
from gongkai.organs.roles import CAPABILITIES
from gongkai.organs.waiting import Waiting

Provider = Callable[[Any, dt.date], Iterable[Waiting]]
"""Gives what waits for a person on a day, with a number of queries that does not grow with what waits."""

PROVIDERS: list[Provider] = [organs_waiting.waiting]


def register(provider: Provider) -> None:
    """Ask `provider`, too; apps above this one call it when they are loaded."""
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)


def collect(user: Any, on: dt.date) -> list[Waiting]:
    """Everything that waits for `user` on `on`: by legal due time, what has none last, then by title."""
    found = [one for provider in PROVIDERS for one in provider(user, on)]
    return sorted(found, key=lambda one: (one.due is None, one.due.timestamp() if one.due else 0.0, one.title))


def stood_in_for(user: Any, capability: str, on: dt.date) -> dict[int, Any]:
    """By organ, the absent colleague through whom alone `user` has `capability` there; organs where the own role brings it are left out."""
    held = [one for one in policies.standings(user, on) if one.role in CAPABILITIES[capability].here]
    own = {one.organ for one in held if one.for_user is None}
    lent = {one.organ: one.for_user for one in sorted(held, key=lambda one: one.for_user or 0) if one.for_user and one.organ not in own}
    people = get_user_model().objects.in_bulk(set(lent.values())) if lent else {}
    return {organ: people[key] for organ, key in lent.items()}
