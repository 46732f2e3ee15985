"""Who does something: a signed-in person, the public, or a command."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Actor:
    """Who acts: `user` with the account's key, `public` (nobody known), `command` with the command's name, `task` with the task's.

    `user` is the account itself, None for the others. `address` is the network address as far as known.
    """

    kind: Literal["user", "public", "command", "task"]
    key: str = ""
    user: Any = None
    address: str = ""

    @classmethod
    def of(cls, user: Any, address: str = "") -> "Actor":
        """The actor of a request by `user` (an account or Django's anonymous user)."""
        if user is None or not user.is_authenticated:
            return cls("public", address=address)
        return cls("user", str(user.pk), user, address)

    @classmethod
    def command(cls, name: str) -> "Actor":
        """A command of the operator, who has the machine and therefore every right."""
        return cls("command", name)
