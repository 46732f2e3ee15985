"""What accounts must know of roles, which stand above them: registered by `gongkai.organs` when it starts."""

from collections.abc import Callable
from typing import Any

_registered: dict[str, Callable[[Any], Any]] = {}


def register(*, sees_personal_data: Callable[[Any], bool], organ_of: Callable[[Any], int | None]) -> None:
    """Say who sees personal data (and so needs a second factor under the policy `personal`), and which organ's trail a person's sign-ins are in."""
    _registered.update(sees_personal_data=sees_personal_data, organ_of=organ_of)


def sees_personal_data(user: Any) -> bool:
    """Whether a role of `user` sees personal data; nobody does while nobody has registered."""
    return bool(_registered.get("sees_personal_data", lambda _user: False)(user))


def organ_of(user: Any) -> int | None:
    """The key of the organ whose administrator reads of this person's sign-ins; None: none."""
    found: int | None = _registered.get("organ_of", lambda _user: None)(user)
    return found
