"""What an organ decides where the law leaves a choice: with the day from which it holds, never changed, followed by a later one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.messages import UserError
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.checks import Problems, has_ended, is_before_creation
from gongkai.organs.facts import facts_from
from gongkai.organs.models import Organ, OrganSetting
from gongkai.organs.setting_table import SETTINGS, setting, settings_on
from gongkai.organs.telling import told


@dataclass(kw_only=True)
class SetOrganSetting(Action):
    """The setting `name` is `value` from `since` on. A day that is past needs a reason: deadlines of open cases are counted anew."""

    verb: ClassVar[str] = "organ.setting"
    capability: ClassVar[str] = "organ.change"

    organ: Organ
    name: str
    value: Any
    since: dt.date
    reason: str = ""
    before: Any = None

    def organ_asked(self) -> Organ:
        """The organ itself."""
        return self.organ

    def check(self) -> None:
        """A setting that there is, a value that it takes, and another than holds."""
        problems = Problems()
        if self.name not in SETTINGS:
            problems.add("name", _("There is no setting %(name)s.") % {"name": self.name})
            problems.stop()
        if not has_ended(self.organ, problems) and not is_before_creation(self.since, self.organ, problems, "since"):
            self._check_reason(problems)
        try:
            self.value = SETTINGS[self.name].kind.clean(self.value)
        except ValidationError as error:
            problems.add("value", error)
        problems.stop()
        self.before = setting(self.organ, self.name, self.since)
        if self.before == self.value:
            problems.add("value", _("That is what holds on %(day)s already.") % {"day": self.since})
        self._check_standing(problems)
        problems.stop()

    def _check_reason(self, problems: Problems) -> None:
        if self.since < timezone.localdate() and not self.reason.strip():
            problems.add("reason", _("The day is past: say why it holds from then on."))

    def _check_standing(self, problems: Problems) -> None:
        if SETTINGS[self.name].group == "standing":
            try:
                facts_from(self.organ, {**settings_on(self.organ, self.since), self.name: self.value})
            except UserError as error:
                problems.add("value", told(error.message))

    def write(self, actor: Actor) -> OrganSetting:  # noqa: ARG002  # the trail says who
        """The next value."""
        return OrganSetting.objects.create(organ=self.organ, name=self.name, value=self.value, since=self.since, reason=self.reason.strip())

    def detail(self) -> Mapping[str, Any]:
        """Both values."""
        return {"name": self.name, "from": self.before, "to": self.value, "since": self.since.isoformat()}


@dataclass(kw_only=True)
class SetSigningChain(Action):
    """Who signs a kind of document, in order, from `since` on."""

    verb: ClassVar[str] = "organ.signing_chain"
    capability: ClassVar[str] = "organ.change"

    organ: Organ
    document: str
    roles: Sequence[str]
    since: dt.date
    reason: str = ""

    def __post_init__(self) -> None:
        """A chain is a setting; this is only its own name for it."""
        self._setting = SetOrganSetting(
            organ=self.organ, name=f"signing_{self.document}", value=list(self.roles), since=self.since, reason=self.reason
        )

    def organ_asked(self) -> Organ:
        """The organ itself."""
        return self.organ

    def check(self) -> None:
        """As for a setting."""
        self._setting.check()

    def write(self, actor: Actor) -> OrganSetting:
        """As for a setting."""
        return self._setting.write(actor)

    def detail(self) -> Mapping[str, Any]:
        """Both chains."""
        return self._setting.detail()
