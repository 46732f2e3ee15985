"""Those of a request: who asks, an agent, joint applicants; what is checked of them and how they are registered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases import channels
from gongkai.organs.actions.checks import Problems
from gongkai.organs.models import Organ
from gongkai.persons import kinds
from gongkai.persons.actions import RegisterPerson

MOST_JOINT = 20


@dataclass(frozen=True)
class Party:
    """Somebody beside the applicant: kind, document, values by field code (`persons.fields`)."""

    kind: str
    document: str = ""
    values: Mapping[str, str] = field(default_factory=dict, repr=False)


class RegisterApplicant(RegisterPerson):
    """The person of a request is registered with it, by whoever may send one."""

    def permitted(self, actor: Actor) -> bool:  # noqa: ARG002  # asked by the request's own action
        """Asked already."""
        return True


def registered(organ: Organ, party: Party, actor: Actor, fields: str = "") -> str:
    """The key of the person's row; what is wrong is told at `fields`, or at the fields that begin with it where it ends with an underscore."""
    action = RegisterApplicant(organ=organ, kind=party.kind, document=party.document, values=party.values)
    try:
        return str(action.by(actor).pk)
    except ValidationError as error:
        raise at_fields(error, fields) from error


def looked_at(organ: Organ, party: Party, fields: str) -> Iterator[ValidationError]:
    """What would be wrong if the party were registered; nothing is written."""
    try:
        RegisterApplicant(organ=organ, kind=party.kind, document=party.document, values=party.values).check()
    except ValidationError as error:
        yield at_fields(error, fields)


def at_fields(error: ValidationError, fields: str) -> ValidationError:
    """The same sentences, told where the party stands in the form."""
    if not fields or not hasattr(error, "error_dict"):
        return error
    if not fields.endswith("_"):
        return ValidationError({fields: [sentence for found in error.error_dict.values() for sentence in found]})
    return ValidationError({fields + name: found for name, found in error.error_dict.items()})


def agent_of(kind: str, document: str, values: Mapping[str, str], authority: str) -> Party | None:
    """The agent that a registration names, a natural person unless said otherwise; None where nothing of one is given."""
    if not any(values.values()) and not authority:
        return None
    return Party(kind or "natural_person", document if values.get("number") else "", values)


def check_agent(agent: Party | None, authority: str, problems: Problems) -> None:
    """An agent has a name, and says by what it acts."""
    if agent is None:
        return
    if not agent.values.get("name", "").strip():
        problems.add("agent_name", _("Give the agent's name."))
    if authority not in dict(channels.AUTHORITIES):
        problems.add("authority", _("Say what the agent acts by."))


def check_document(kind: str, document: str, problems: Problems, field_name: str = "document") -> None:
    """A person shows a person's document, an organisation its code; what has neither says “another document”."""
    if kind == "natural_person" and document == "credit_code":
        problems.add(field_name, _("A credit code is that of an organisation. Choose your own document, or say what kind of organisation asks."))
    elif kind in kinds.CODES and not kinds.name_is_personal(kind) and document not in {"credit_code", "other"}:
        problems.add(field_name, _("An organisation shows its unified social credit code; one that has none chooses another document."))
