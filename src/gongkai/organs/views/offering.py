"""What a change is to the pages: where its form stands, what it is about, to whom it is offered.

What is offered is only courtesy: the action itself asks again whether the actor may.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gongkai.audit.actors import Actor
from gongkai.organs import policies
from gongkai.organs.actions.accounts import administers
from gongkai.organs.actions.people import may_appoint
from gongkai.organs.forms.base import ActionForm, Place
from gongkai.organs.models import Membership, Organ, OrganEvent
from gongkai.organs.setting_table import SETTINGS

Fetch = Callable[[Place, Any], Any]
May = Callable[[Place], bool]


@dataclass(frozen=True)
class Change:
    """A change: `name` for its address (`organs_` before it), `path` under the organ's page, `capability` asked at the gate.

    `group` is the part of the pages where it is offered; `about` says what it does; `fetch` finds what it is about beside the organ (its key
    stands in the path), raising Http404. `page`: where one is afterwards.
    """

    name: str
    path: str
    group: str
    title: Any
    form: type[ActionForm]
    capability: str
    done: Any
    about: Any = ""
    may: May | None = None
    fetch: Fetch | None = None
    page: str = "organs_organ"

    @property
    def address(self) -> str:
        """The name of its address."""
        return f"organs_{self.name}"

    def offered(self, place: Place) -> bool:
        """Whether to offer it there."""
        if place.organ.ended_on is not None:
            return False
        return self.may(place) if self.may else policies.may(place.user, self.capability, place.organ)


def row_of(model: Any) -> Fetch:
    """Fetch the row of `model` in the organ."""
    return lambda place, key: get_object_or_404(policies.visible(place.user, model).filter(organ=place.organ), pk=key)


def sent_back(place: Place, key: Any) -> OrganEvent:
    """Fetch what was sent back."""
    rows = policies.visible(place.user, OrganEvent).filter(organ=place.organ, kind=OrganEvent.Kind.SENT_BACK)
    event: OrganEvent = get_object_or_404(rows, pk=key)
    return event


def account(place: Place, key: Any) -> Any:
    """An account with a role in the organ, now or once."""
    held = policies.visible(place.user, Membership).filter(organ=place.organ, user=key)
    return get_object_or_404(policies.visible(place.user, get_user_model()).filter(pk__in=held.values("user")), pk=key)


def setting(_place: Place, key: Any) -> Any:
    """Fetch the row of the table."""
    if key not in SETTINGS:
        raise Http404
    return SETTINGS[key]


def appoints(place: Place) -> bool:
    """Who may appoint, if only the first administrator."""
    return may_appoint(Actor.of(place.user), place.organ, "administrator")


def has_role_here(place: Place) -> bool:
    """Who has a role of the own in the organ."""
    return any(one.organ == place.organ.pk and one.for_user is None for one in policies.standings(place.user))


def ends_deputy(place: Place) -> bool:
    """The absent colleague or the administrator, while it lasts."""
    own = place.subject is not None and place.subject.absent_id == place.user.pk
    lasts = place.subject is None or place.subject.until >= timezone.localdate()
    return lasts and (own or policies.may(place.user, "people.change", place.organ))


def _keeps_account(place: Place) -> bool:
    return place.subject is None or administers(Actor.of(place.user), place.subject)


def open_account(place: Place) -> bool:
    """Who keeps the account, while it is open."""
    return _keeps_account(place) and (place.subject is None or place.subject.is_active)


def closed_account(place: Place) -> bool:
    """Who keeps the account, while it is closed."""
    return _keeps_account(place) and (place.subject is None or not place.subject.is_active)


def has_below(place: Place) -> bool:
    """Who may end other organs beside this one."""
    return policies.may(place.user, "organ.life", place.organ) and place.organs_with("organ.life").exclude(pk=place.organ.pk).exists()


def open_membership(place: Place) -> bool:
    """The administrator, while the role lasts."""
    held = place.subject
    lasts = held is None or held.until is None or held.until >= timezone.localdate()
    return lasts and policies.may(place.user, "people.change", place.organ)


def open_division(place: Place) -> bool:
    """The administrator, while the division is open."""
    return (place.subject is None or place.subject.closed_on is None) and policies.may(place.user, "organ.change", place.organ)


def place_of(user: Any, code: str) -> Place:
    """The place of an organ that the user may see; Http404 for another."""
    organ: Organ = get_object_or_404(policies.visible(user, Organ).select_related("successor"), code=code)
    return Place(user, organ)
