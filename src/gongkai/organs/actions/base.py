"""What every action is."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db import IntegrityError, transaction

from gongkai.audit.actors import Actor
from gongkai.audit.trail import record
from gongkai.organs import notices, policies
from gongkai.organs.models import Organ


class Action:
    """A change to something of an organ. Subclasses are dataclasses of what the change needs, and define the parts below.

    `by(actor)` does it whole or not at all: permission, then the write, notices, and the audit row as the transaction's last statement.
    Raises NotAllowed (PermissionDenied) when the actor may not, ValidationError when the input cannot be: nothing has changed then.
    """

    verb: ClassVar[str]
    capability: ClassVar[str]

    def organ_asked(self) -> Organ | None:
        """The organ in which the capability is asked; None: in any."""
        raise NotImplementedError

    def organ_told(self) -> Organ | None:
        """The organ in whose trail the change stands, asked after the write."""
        return self.organ_asked()

    def check(self) -> None:
        """Raise ValidationError, by field where it belongs to one, when the change cannot be made."""

    def write(self, actor: Actor) -> Any:
        """Make the change; returns its subject."""
        raise NotImplementedError

    def detail(self) -> Mapping[str, Any]:
        """What the audit row tells beside the subject: keys, codes, dates; no personal data."""
        return {}

    def notices(self, subject: Any, actor: Actor) -> Iterable[notices.NoticeTo]:  # noqa: ARG002  # most changes tell nobody
        """Whom to tell."""
        return ()

    def permitted(self, actor: Actor) -> bool:
        """Whether `actor` may: by role; a command has the machine and so every right; the public and tasks have none unless a subclass says so."""
        if actor.kind == "command":
            return True
        return actor.kind == "user" and policies.may(actor.user, self.capability, self.organ_asked())

    def by(self, actor: Actor) -> Any:
        """Do it as `actor`; returns the subject."""
        policies.forget(actor.user)  # what was true when the page was shown may be over
        try:
            try:
                return self._once(actor)
            except IntegrityError:
                # Somebody wrote between our look and our write (PostgreSQL): looked at again, `check` says in words what they did.
                return self._once(actor)
        finally:
            policies.forget(actor.user)

    def _once(self, actor: Actor) -> Any:
        with transaction.atomic():
            if not self.permitted(actor):
                raise policies.NotAllowed
            self.check()
            subject = self.write(actor)
            notices.give(self.notices(subject, actor))
            organ = self.organ_told()
            record(self.verb, actor, organ=organ.pk if organ else None, subject=subject, detail=self.detail())
            return subject
