"""The settings of an organ: one table with what each decides, its kind, and what holds until the organ decides otherwise; all dated.

`setting` and `settings_on` give the values on a day, `readings_of` and `calendar_of` what `gongkai.statute` calculates with.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.messages import Message
from gongkai.organs.list_columns import COLUMNS, USUAL
from gongkai.organs.models import Organ, OrganSetting
from gongkai.organs.setting_kinds import Chain, Choice, Columns, Days, Kind, Number, Pattern, Text, Word, YesNo, local_days
from gongkai.organs.signing import DOCUMENTS
from gongkai.organs.telling import told
from gongkai.statute import numbering
from gongkai.statute.calendar import Calendar
from gongkai.statute.laws import load, term
from gongkai.statute.places import region_code
from gongkai.statute.readings import Readings, explained, readings
from gongkai.statute.starting_set import StartingSet, starting_set

NATIONAL = "000000"
"""The region code of an organ of the national level, which stands in no province."""

GROUPS = {
    "standing": _("Management"),
    "derived": _("Corrections of what follows from the rules"),
    "readings": _("Where the law leaves a choice"),
    "numbers": _("Numbers"),
    "practice": _("How the work is done"),
    "signing": _("Signing chains"),
}


@dataclass(frozen=True)
class Setting:
    """A setting: `title` says what it decides, `usual(organ)` what holds until the organ decides otherwise."""

    name: str
    group: str
    kind: Kind
    title: Any
    usual: Callable[[Organ], Any]


def starting_set_of(organ: Organ) -> StartingSet | None:
    """What the organ's province starts from; None for a national organ, which has the defaults."""
    return None if organ.region_code == NATIONAL else starting_set(region_code(organ.region_code))


def _always(value: Any) -> Callable[[Organ], Any]:
    return lambda _organ: value


def _usual_readings(organ: Organ) -> Readings:
    found = starting_set_of(organ)
    return found.readings if found else readings()


def _usual_region(organ: Organ) -> str:
    found = starting_set_of(organ)
    return found.calendar_region if found else ""


class _Later:
    """Words of the law's modules, in the reader's language when they are shown."""

    def __init__(self, words: Message) -> None:
        self.words = words

    def __str__(self) -> str:
        return told(self.words)


_WORDS = {
    "receipt": _("the day of receipt"),
    "start": _("the day the running period starts"),
    "natural_person": _("natural person"),
    "business": _("business"),
    "first_in_form": _("the first of their rows in the form"),
    "ask": _("a person chooses"),
    "own_government": _("its own people's government"),
    "higher_department": _("the next higher department"),
    "own_government_or_higher_department": _("either of the two, as the applicant likes"),
}


# Where the law's own module explains its choices by their codes, the page says it in words.
_TITLES = {
    "law_chosen_by": _("Which day chooses between the Regulation of 2008 and that of 2019"),
    "late_notice_restarts": _("Whether a correction that was asked for too late still starts the answer period anew"),
    "mixed_items": _("Row of a request none of whose items was given, on different grounds"),
}


def _reading(name: str) -> Setting:
    entry = load("readings")[name]
    kind: Kind
    if "choices" in entry:
        kind = Choice(tuple((code, _WORDS[code]) for code in entry["choices"]))
    else:
        kind = YesNo() if isinstance(entry["value"], bool) else Number(1, 90)
    return Setting(name, "readings", kind, _TITLES.get(name) or _Later(explained(name)), lambda organ: getattr(_usual_readings(organ), name))


def _pattern(name: str, title: Any, purpose: str) -> Setting:
    return Setting(name, "numbers", Pattern(), title, _always(numbering.default_pattern(purpose).text))


def _rows() -> Iterable[Setting]:
    yield Setting(
        "management",
        "standing",
        Choice(
            (
                ("own_government", _("led by its own people's government")),
                ("vertical", _("vertical management from the national level")),
                ("sub_provincial_vertical", _("vertical management below the province")),
            )
        ),
        _("Whose management it stands under"),
        _always("own_government"),
    )
    lines = (("general", _("no special line")), ("customs", _("customs")), ("justice", _("justice bureau")))
    yield Setting("line", "standing", Choice(lines), _("Line for which the law has rules of its own"), _always("general"))
    yield Setting("review_organ", "derived", Text(), _("Reconsideration organ, by name; empty: as the rules give it"), _always(""))
    yield Setting("court", "derived", Text(), _("Court of first instance, by name; empty: as the rules give it"), _always(""))
    yield Setting(
        "internet_review_way",
        "practice",
        Text(),
        _("Where reconsideration can be asked for through the internet: named in every letter served that way (ARL 22)"),
        _always(""),
    )
    regions = (("", _("none: the national calendar")), *((name, _Later(term(entry))) for name, entry in load("calendar")["regions"].items()))
    yield Setting("holiday_region", "derived", Choice(regions), _("Region of the holidays"), _usual_region)
    yield Setting("own_days", "derived", Days(), _("Days off and workdays that the place adds to the calendar"), _always([]))
    yield Setting("own_days_through", "derived", Number(0, 2100), _("Last year for which these days are complete; 0: none"), _always(0))
    yield from (_reading(field.name) for field in fields(Readings))
    yield _pattern("request_number", _("Number of a request"), "register")
    yield _pattern("letter_number", _("Number of a letter of the disclosure office"), "document")
    yield _pattern("document_number", _("Number of an official document"), "document")
    yield _pattern("index_number", _("Index number of an item of information"), "index")
    yield Setting("organ_word", "numbers", Word(), _("The organ's short form in numbers; empty: its short name"), _always(""))
    yield Setting("organ_code", "numbers", Word(), _("The organ's code in numbers; empty: its unified social credit code"), _always(""))
    yield Setting("remind_before", "practice", Number(1, 20), _("Working days before a due day on which its people are reminded"), _always(5))
    yield Setting("remind_again", "practice", Number(0, 20), _("Working days before a due day of the second reminder; 0: none"), _always(1))
    yield Setting("complaint_days", "practice", Number(0, 90), _("Working days in which a complaint is dealt with; 0: nothing is due"), _always(20))
    yield Setting(
        "record_correction_days",
        "practice",
        Number(0, 90),
        _("Working days in which a wrong record is corrected or the person told why not; 0: nothing is due"),
        _always(20),
    )
    yield Setting("consultation_days", "practice", Number(0, 90), _("Working days in which a question is answered; 0: nothing is due"), _always(5))
    yield Setting(
        "forwarding",
        "practice",
        YesNo(),
        _("Whether requests may be passed on to the right organ: only where a local rule says so, and with the applicant's consent"),
        _always(False),  # noqa: FBT003  # the value itself
    )
    usual = [[code, COLUMNS[code]] for code in USUAL]
    yield Setting(
        "list_columns",
        "practice",
        Columns(),
        _("Columns of the list of requests written as XLSX, as the competent department prescribes"),
        _always(usual),
    )
    for document in DOCUMENTS.values():
        yield Setting(f"signing_{document.code}", "signing", Chain(document), document.name, _always(list(document.usual)))


SETTINGS = {row.name: row for row in _rows()}


def setting(organ: Organ, name: str, on: dt.date) -> Any:
    """The value of the setting `name` on `on`; raises KeyError for a name that the table has not."""
    row = SETTINGS[name]
    decided = OrganSetting.objects.filter(organ=organ, name=name, since__lte=on).order_by("since", "pk").last()
    return row.usual(organ) if decided is None else decided.value


def decisions(organ: Organ, name: str) -> list[tuple[dt.date, Any]]:
    """What the organ has decided of the setting `name`, with the day since which it holds, the newest first; one query."""
    rows = OrganSetting.objects.filter(organ=organ, name=name).order_by("-since", "-pk")
    return [(row.since, row.value) for row in rows]


def decided_on(organ: Organ, on: dt.date) -> dict[str, OrganSetting]:
    """What the organ itself has decided as of `on`, by name, with reason and date; one query."""
    return {row.name: row for row in OrganSetting.objects.filter(organ=organ, since__lte=on).order_by("since", "pk") if row.name in SETTINGS}


def settings_on(organ: Organ, on: dt.date) -> dict[str, Any]:
    """The values of all settings on `on`; one query."""
    decided = decided_on(organ, on)
    return {name: decided[name].value if name in decided else row.usual(organ) for name, row in SETTINGS.items()}


def readings_of(organ: Organ, on: dt.date) -> Readings:
    """The readings (见 statute.readings) that the organ works with on `on`."""
    return readings_in(settings_on(organ, on))


def readings_in(values: dict[str, Any]) -> Readings:
    """The readings among the values of all settings."""
    return readings(**{field.name: values[field.name] for field in fields(Readings)})


def calendar_of(organ: Organ, on: dt.date) -> Calendar:
    """The calendar of working days, the place's own days included, as the organ has it on `on`."""
    values = settings_on(organ, on)
    own, through = local_days(values["own_days"]), values["own_days_through"] or None
    start = starting_set_of(organ)
    if start is None or values["holiday_region"] != start.calendar_region:
        return Calendar(region=values["holiday_region"], local=own)
    return start.calendar(own, through)


def signing_chain(organ: Organ, document: str, on: dt.date) -> tuple[str, ...]:
    """The roles that sign a kind of document on `on`, in their order."""
    return tuple(setting(organ, f"signing_{document}", on))


def number_words(organ: Organ, on: dt.date) -> tuple[str, str]:
    """What stands for `{organ}` and `{code}` in the organ's numbers on `on`."""
    values = settings_on(organ, on)
    code = values["organ_code"] or organ.credit_code or organ.code.replace("-", "")
    return values["organ_word"] or organ.short_name or organ.name, code
