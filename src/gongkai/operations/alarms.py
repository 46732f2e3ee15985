"""What the administrators of the whole site must hear. Operations stand below people: who hears an alarm, and how, is registered from above."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_log = logging.getLogger("gongkai.alarms")


@dataclass(frozen=True)
class Alarm:
    """An alarm: `text` is an English msgid with `%(name)s` fields. The same `key` again is the same alarm, not told twice."""

    key: str
    text: str
    fields: Mapping[str, str | int] = field(default_factory=dict)


_HEARD_BY: list[Callable[[Alarm], None]] = []


def heard_by(listener: Callable[[Alarm], None]) -> Callable[[Alarm], None]:
    """Register who hears alarms."""
    _HEARD_BY.append(listener)
    return listener


def raise_alarm(alarm: Alarm) -> None:
    """Tell everybody registered, and the log."""
    _log.warning(alarm.text, alarm.fields, extra={"alarm": alarm.key})
    for listener in _HEARD_BY:
        listener(alarm)
