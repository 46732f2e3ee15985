"""What several actions check, and how they collect what is wrong."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.organs.models import Organ


class Problems:
    """Everything that is wrong with the input, by field, told at once."""

    def __init__(self) -> None:
        self._by_field: dict[str, list[Any]] = {}

    def add(self, field: str, sentence: Any) -> None:
        """Something is wrong with `field`."""
        self._by_field.setdefault(field, []).append(sentence)

    def sentences(self) -> list[Any]:
        """All that was noted, without the fields."""
        return [sentence for found in self._by_field.values() for sentence in found]

    def stop(self) -> None:
        """Raise ValidationError if anything was wrong."""
        if self._by_field:
            raise ValidationError(self._by_field)


def lock_organs() -> None:
    """One change to the shape of the house at a time: two that each see no cycle could make one together.

    SQLite's transactions are that already; on PostgreSQL every organ's row is locked, which nothing but such changes waits for.
    """
    list(Organ.objects.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def lock_organ(*organs: Organ) -> None:
    """One change at a time to the people of an organ: two that each leave one administrator could leave none together."""
    list(Organ.objects.filter(pk__in=[one.pk for one in organs]).order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def has_ended(organ: Organ, problems: Problems, field: str = "organ") -> bool:
    """Note it when `organ` is no more."""
    if organ.ended_on is not None:
        problems.add(field, _("%(organ)s ended on %(day)s; its data stay as they are.") % {"organ": organ.name, "day": organ.ended_on})
    return organ.ended_on is not None


def is_ahead(day: dt.date, problems: Problems, field: str) -> bool:
    """Note it when `day` is not here yet: what changes an organ is recorded once it holds."""
    if day > timezone.localdate():
        problems.add(field, _("%(day)s lies ahead. Record it on that day.") % {"day": day})
        return True
    return False


def is_before_creation(day: dt.date, organ: Organ, problems: Problems, field: str) -> bool:
    """Note it when `organ` did not exist yet on `day`."""
    if day < organ.created_on:
        problems.add(field, _("%(organ)s exists since %(day)s only; give that day or a later one.") % {"organ": organ.name, "day": organ.created_on})
        return True
    return False


def one_line(text: str, field: str, problems: Problems, *, most: int, needed: bool = False) -> str:
    """`text` without blanks around it; notes it when it is too long, holds signs that cannot be seen, or is missing."""
    line = text.strip()
    if needed and not line:
        problems.add(field, _("This is needed."))
    if len(line) > most or not line.isprintable():
        problems.add(field, _("Give one line of at most %(most)s signs.") % {"most": most})
    return line
