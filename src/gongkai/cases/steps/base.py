"""What a step on the case page is: its address, title, form, when it is possible, who may."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongkai.cases import forms, ledger
from gongkai.cases.models import Case
from gongkai.organs import policies


@dataclass(frozen=True)
class Offer:
    """A step: `name` in its address, `possible(state)` says whether the case stands where it can be taken, `capability(state)` who may.

    `place`: the part of the page (`gongkai.cases.parts`) that offers it; empty: it is one of the next steps.
    """

    name: str
    title: Any
    done: Any
    form: type[forms.StepForm]
    possible: Callable[[ledger.Case], bool]
    capability: Callable[[ledger.Case], str]
    about: Any = ""
    place: str = ""

    def allowed(self, user: Any, case: Case, state: ledger.Case) -> bool:
        """Whether `user` may take it now; only courtesy: the action asks again."""
        return self.possible(state) and policies.may(user, self.capability(state), case.organ)


def at(*stages: str) -> Callable[[ledger.Case], bool]:
    """Possible at any of `stages`."""
    return lambda state: state.stage in stages


def needs(capability: str) -> Callable[[ledger.Case], str]:
    """Whoever has `capability` may."""
    return lambda _state: capability
