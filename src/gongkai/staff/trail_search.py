"""The search of the audit trail: by who, what, when; the form of the address, and the rows that it asks for."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.audit.models import AuditRow
from gongkai.audit.verbs import VERBS
from gongkai.organs import policies
from gongkai.organs.models import Organ

CAPABILITY = "audit.see"
_DAY = {"type": "date"}
_MACHINES = ("command", "task")


def _verbs() -> list[tuple[str, str]]:
    """Every verb with what its sentence says without who and what."""
    return [("", str(_("everything"))), *((verb, (str(said) % {"who": "", "what": "…"}).strip(" …:：")) for verb, said in VERBS.items())]


class TrailForm(forms.Form):
    """What is looked for; everything may be left out."""

    who = forms.CharField(label=_("Who (name or sign-in name)"), max_length=60, required=False)
    verb = forms.ChoiceField(label=_("What was done"), choices=_verbs, required=False)
    about = forms.CharField(label=_("To what (kind and number)"), max_length=125, required=False)
    organ = forms.ChoiceField(label=_("Organ"), required=False)
    since = forms.DateField(label=_("From (day)"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    until = forms.DateField(label=_("To (day, included)"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))

    def __init__(self, organs: list[Organ], data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.fields["organ"].choices = [("", _("all organs whose trail you see")), *((str(organ.pk), organ.name) for organ in organs)]
        if len(organs) == 1:
            del self.fields["organ"]

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day is before the first one: exchange them."))
        return cleaned


@dataclass(frozen=True)
class Search:
    """What a person looks for in the trail.

    `actors` are the keys of the accounts found for a name, `machines` the commands and tasks; both None when nobody was named.
    """

    actors: tuple[str, ...] | None = None
    machines: tuple[str, ...] | None = None
    verb: str = ""
    about: str = ""
    organ: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def rows(self, user: Any) -> QuerySet[AuditRow]:
        """The rows that `user` may see of what is looked for; not sorted."""
        return policies.visible(user, AuditRow).filter(self._condition())

    def _condition(self) -> Q:
        kind, _colon, key = self.about.partition(":")
        asked = {
            "verb": self.verb,
            "subject_kind": kind.strip(),
            "subject": key.strip(),
            "organ": self.organ,
            "at__gte": self.since and _midnight(self.since),
            "at__lt": self.until and _midnight(self.until + dt.timedelta(days=1)),
        }
        condition = Q(**{lookup: value for lookup, value in asked.items() if value})
        if self.actors is not None:
            condition &= Q(actor_kind="user", actor__in=self.actors) | Q(actor_kind__in=_MACHINES, actor__in=self.machines or ())
        return condition

    def keys(self) -> dict[str, Any]:
        """What is looked for, for the audit row of an export: keys, codes, days; the name that was typed is left out."""
        told = {"verb": self.verb, "about": self.about, "since": self.since, "until": self.until, "actors": self.actors}
        return {name: value for name, value in told.items() if value}


def organs_seen(user: Any) -> list[Organ]:
    """The organs whose trail `user` sees."""
    return list(policies.visible(user, Organ).filter(pk__in=policies.organs_where(user, CAPABILITY)))


def search_of(form: TrailForm, user: Any) -> Search:
    """What the valid `form` asks for."""
    asked = form.cleaned_data
    who, organ = asked["who"].strip(), asked.get("organ")
    return Search(
        actors=_accounts(user, who) if who else None,
        machines=_machines(who) if who else None,
        verb=asked["verb"],
        about=asked["about"].strip(),
        organ=int(organ) if organ else None,
        since=asked["since"],
        until=asked["until"],
    )


def _accounts(user: Any, who: str) -> tuple[str, ...]:
    """The keys of the accounts that `user` sees and whose name or sign-in name has `who` in it."""
    found = policies.visible(user, get_user_model()).filter(Q(username__icontains=who) | Q(name__icontains=who))
    return tuple(str(key) for key in found.order_by("pk").values_list("pk", flat=True))


def _machines(who: str) -> tuple[str, ...]:
    """The names of commands and tasks with `who` in them: few, and found by their index without looking at an organ's rows."""
    found = AuditRow.objects.filter(actor_kind__in=_MACHINES, actor__icontains=who)
    return tuple(found.order_by("actor").values_list("actor", flat=True).distinct())


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
