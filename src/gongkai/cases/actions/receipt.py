"""The receipt of a request that staff registered is printed for the applicant; it holds the query code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases import codes
from gongkai.cases.models import Case
from gongkai.organs.actions.base import Action
from gongkai.organs.models import Organ


@dataclass(kw_only=True)
class PrintReceipt(Action):
    """A registrar prints the receipt of `case`; `code` is the query code. Who sent the public form was shown it then, and nobody else gets it."""

    verb: ClassVar[str] = "case.receipt"
    capability: ClassVar[str] = "case.register"

    case: Case

    def organ_asked(self) -> Organ:
        """The organ that deals with the request."""
        return self.case.organ

    @property
    def code(self) -> str:
        """The query code, by the number of the form it was registered with."""
        return codes.code_of(self.case.key_of_form) if self.case.key_of_form else ""

    def check(self) -> None:
        """It was registered by staff, with a code."""
        if self.case.channel == "internet":
            raise ValidationError(_("The applicant was shown the query code when sending the form; nobody else is shown it."))
        if not self.code or not codes.matches(self.code, self.case.code_digest):
            raise ValidationError(_("This request has no query code: it came from another system."))

    def write(self, actor: Actor) -> Case:  # noqa: ARG002  # the trail says who
        """Nothing but the trail: what is printed is not kept."""
        return self.case

    def detail(self) -> Mapping[str, Any]:
        """Which case, by its number."""
        return {"number": self.case.number}
