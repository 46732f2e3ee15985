"""Giving notices (提醒)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gongkai.audit.actors import Actor
from gongkai.operations.alarms import Alarm
from gongkai.organs import mail
from gongkai.organs.models import Membership, Notice, Organ


@dataclass(frozen=True)
class NoticeTo:
    """A notice before it is given: to whom, which sentence (an English msgid with `%(name)s` fields), where it leads, by when."""

    users: tuple[Any, ...]
    key: str
    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    link: str = ""
    organ: Organ | None = None
    due: dt.datetime | None = None


def give(notices: Iterable[NoticeTo]) -> list[Notice]:
    """Give each notice once to each of its people; returns the new ones."""
    given = []
    for one in notices:
        for user in one.users:
            values = {"text": one.text, "fields": dict(one.fields), "link": one.link, "organ": one.organ, "due": one.due}
            notice, is_new = Notice.objects.get_or_create(user=user, key=one.key, defaults=values)
            if is_new:
                given.append(notice)
    mail.enqueue(given)
    return given


def tell_administrators(alarm: Alarm) -> None:
    """Tell every administrator of an existing organ what the running site raises the alarm about."""
    held = Membership.objects.filter(role="administrator", organ__ended_on__isnull=True, user__is_active=True, since__lte=timezone.localdate())
    users = {row.user for row in held.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate())).select_related("user")}
    give([NoticeTo(tuple(users), alarm.key, alarm.text, alarm.fields)])


def people_but(actor: Actor, people: Iterable[Any]) -> tuple[Any, ...]:
    """`people` without the one who did it."""
    return tuple(one for one in people if actor.user is None or one.pk != actor.user.pk)


def page_of(organ: Organ) -> str:
    """Where an organ's page is."""
    return str(reverse("organs_organ", args=[organ.code]))
