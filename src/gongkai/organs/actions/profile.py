"""How the disclosure office is reached: what the guide must say (Reg. 12)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.basis import tell
from gongkai.organs.actions.checks import Problems, has_ended, one_line
from gongkai.organs.models import Organ, OrganEvent


@dataclass(frozen=True)
class Contact:
    """The disclosure office (政府信息公开工作机构): name, address, hours, telephone, fax, e-mail."""

    office_name: str = ""
    office_address: str = ""
    office_postcode: str = ""
    office_hours: str = ""
    office_telephone: str = ""
    office_fax: str = ""
    office_email: str = ""


_POSTCODE = re.compile("[0-9]{6}")
CONTACT_FIELDS = tuple(one.name for one in fields(Contact))


@dataclass(kw_only=True)
class ChangeProfile(Action):
    """The contact data of the disclosure office are changed."""

    verb: ClassVar[str] = "organ.profile"
    capability: ClassVar[str] = "organ.change"

    organ: Organ
    contact: Contact
    changed: tuple[str, ...] = ()

    def organ_asked(self) -> Organ:
        """The organ itself."""
        return self.organ

    def check(self) -> None:
        """Lines that fit; a postcode of six digits; an e-mail address."""
        problems = Problems()
        has_ended(self.organ, problems)
        given = {
            name: one_line(getattr(self.contact, name), name, problems, most=Organ._meta.get_field(name).max_length)  # noqa: SLF001  # documented
            for name in CONTACT_FIELDS
        }
        if given["office_postcode"] and not _POSTCODE.fullmatch(given["office_postcode"]):
            problems.add("office_postcode", _("A postcode has six digits."))
        if given["office_email"]:
            try:
                validate_email(given["office_email"])
            except ValidationError as error:
                problems.add("office_email", error)
        self.contact = Contact(**given)
        self.changed = tuple(name for name, value in given.items() if getattr(self.organ, name) != value)
        if not self.changed:
            problems.add("office_name", _("Nothing is different from what is recorded."))
        problems.stop()

    def write(self, actor: Actor) -> Organ:
        """The new data; the event keeps the old ones."""
        before = {name: getattr(self.organ, name) for name in self.changed}
        for name in self.changed:
            setattr(self.organ, name, getattr(self.contact, name))
        self.organ.save(update_fields=list(self.changed))
        tell(OrganEvent.Kind.CHANGED, self.organ, timezone.localdate(), actor, detail={"before": before})
        return self.organ

    def detail(self) -> Mapping[str, Any]:
        """Which fields."""
        return {"fields": list(self.changed)}
