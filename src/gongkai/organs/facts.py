"""An organ as the law's own modules know it."""

import datetime as dt
from typing import Any

from gongkai.organs.models import Organ
from gongkai.organs.setting_table import NATIONAL, settings_on
from gongkai.statute.organ_facts import OrganFacts
from gongkai.statute.places import region_code


def facts_of(organ: Organ, on: dt.date) -> OrganFacts:
    """The facts of `organ` on `on`. Raises StatuteError where they do not go together."""
    return facts_from(organ, settings_on(organ, on))


def facts_from(organ: Organ, values: dict[str, Any]) -> OrganFacts:
    """The facts of `organ` with the values of its settings."""
    place = None if organ.region_code == NATIONAL else region_code(organ.region_code)
    return OrganFacts(organ.kind, organ.level, values["management"], values["line"], place)
