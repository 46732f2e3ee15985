"""What follows from an organ's facts by the rules of `gongkai.statute`, each with the place in the law, and what the organ corrected."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gongkai.organs.facts import facts_from
from gongkai.organs.models import Organ, OrganSetting, Relation
from gongkai.organs.setting_table import NATIONAL, SETTINGS, decided_on, readings_in, settings_on, starting_set_of
from gongkai.organs.telling import told
from gongkai.statute import courts, organ_facts
from gongkai.statute.laws import NoLawError
from gongkai.statute.organ_facts import OrganFacts
from gongkai.statute.places import region_code
from gongkai.statute.remedies_letter import Bodies

_GOVERNMENT = "人民政府"


@dataclass(frozen=True)
class DerivedFact:
    """A fact: its name, the answer, why (the rule with its place in the law), what to know beside it.

    `correction` is the organ's own decision where it stands before the rule, `setting` the one by which it can be corrected.
    """

    code: str
    title: str
    answer: str
    why: str
    note: str = ""
    setting: str = ""
    correction: OrganSetting | None = None


@dataclass(frozen=True)
class _Case:
    """The organ as it is asked about."""

    organ: Organ
    day: dt.date
    facts: OrganFacts
    values: dict[str, Any]
    decided: dict[str, OrganSetting]

    def correction(self, name: str) -> OrganSetting | None:
        """The organ's own decision, unless it went back to the rule."""
        found = self.decided.get(name)
        return found if found and found.value else None


def derived(organ: Organ, on: dt.date) -> list[DerivedFact]:
    """All facts of `organ` as of `on`; one that no law covers on that day is left out."""
    decided = decided_on(organ, on)
    values = {name: decided[name].value if name in decided else row.usual(organ) for name, row in SETTINGS.items()}
    case = _Case(organ, on, facts_from(organ, values), values, decided)
    found = []
    for rule in _RULES:
        try:
            found.append(rule(case))
        except NoLawError:
            continue
    return found


def _supervisor(case: _Case) -> DerivedFact:
    rule = organ_facts.supervisor(case.facts, case.day)
    return DerivedFact("supervisor", _("Competent department"), told(rule.text), told(rule.article), told(rule.note))


def _report(case: _Case) -> DerivedFact:
    last_year = organ_facts.report_duty(case.facts, case.day.year - 1)
    year, duty = (case.day.year - 1, last_year) if case.day <= last_year.due else (case.day.year, organ_facts.report_duty(case.facts, case.day.year))
    answer = _("on %(year)s by %(day)s") % {"year": year, "day": duty.due.isoformat()}
    why = _("a government by 31 March, a department by 31 January (Reg. 49)")
    return DerivedFact("report", _("Next annual report"), answer, why, told(duty.note))


def _rules(case: _Case) -> DerivedFact:
    rule = organ_facts.may_make_rules(case.facts)
    return DerivedFact("rules", _("Rules (规章)"), told(rule.text), told(rule.article), told(rule.note))


def _review(case: _Case) -> DerivedFact:
    rule = organ_facts.review_organ(case.facts, case.day, readings_in(case.values))
    words = [_named_review(case, choice, told(name)) for choice, name in zip(rule.choices, rule.names, strict=True)]
    by_rule = _(" or ").join(words)
    why = f"{by_rule}: {told(rule.article)}"
    correction = case.correction("review_organ")
    note = _("Against its own decision one may go to a court or to the State Council.") if rule.state_council else ""
    return DerivedFact(
        "review_organ", _("Reconsideration organ"), str(correction.value) if correction else by_rule, why, note, "review_organ", correction
    )


def _named_review(case: _Case, choice: str, words: str) -> str:
    """The words of the rule with the organ's name where we know it: from the chain of supervision."""
    found = _deciding(case.organ, choice, case.day)
    return f"{words} ({found.name})" if found else words


def _deciding(organ: Organ, choice: str, day: dt.date) -> Organ | None:
    """The organ that a choice of the rule means: the first above that fits."""
    fits: dict[str, Callable[[Organ], bool]] = {
        "own_government": lambda above: above.kind == "government" and above.region_code == organ.region_code,
        "higher_government": lambda above: above.kind == "government",
        "founding_government": lambda above: above.kind == "government",
        "higher_department": lambda above: above.kind == "department",
        "itself": lambda _above: False,
    }
    return next((above for above in _chain_above(organ, day) if fits.get(choice, fits["itself"])(above)), None)


def bodies_of(organ: Organ, on: dt.date) -> Bodies:
    """The names of the reconsideration organs and the court of first instance on `on`: corrected, or as the rules find them.

    The internet way to reconsideration is as the organ has entered it. What nobody has recorded here stays empty: a letter must not guess it.
    """
    values = settings_on(organ, on)
    facts = facts_from(organ, values)
    rule = organ_facts.review_organ(facts, on, readings_in(values))
    deciding = [organ if choice == "itself" else _deciding(organ, choice, on) for choice in rule.choices]
    by_rule = tuple(found.name_on(on) for found in deciding if found is not None)
    review = (values["review_organ"],) if values["review_organ"] else by_rule if len(by_rule) == len(rule.choices) else ()
    forum = courts.courts(facts, on).ways[0]
    place = _place_name(organ, forum.place_level)
    return Bodies(review, values["court"] or (forum.court_name(place) if place else ""), values["internet_review_way"])


def _chain_above(organ: Organ, day: dt.date) -> list[Organ]:
    """Who supervises it, who supervises that, up to the top."""
    found: list[Organ] = []
    at = organ
    while True:
        row = Relation.objects.filter(kind="supervision", subordinate=at, since__lte=day).select_related("superior").order_by("since").last()
        if row is None or (row.until is not None and row.until < day) or row.superior in found:
            return found
        at = row.superior
        found.append(at)


def _court(case: _Case) -> DerivedFact:
    found = courts.courts(case.facts, case.day)
    forum = found.ways[0]
    place = _place_name(case.organ, forum.place_level)
    by_rule = forum.court_name(place) if place else told(forum.rank_name)
    why = f"{told(forum.text)}: {told(forum.article)}, {told(forum.rank_article)}"
    note = " ".join(part for part in (told(forum.note), told(found.local.text) if found.local else "") if part)
    correction = case.correction("court")
    return DerivedFact("court", _("Court of first instance"), str(correction.value) if correction else by_rule, why, note, "court", correction)


def _place_name(organ: Organ, level: str) -> str:
    """What the place is called for which a court is named: the name of its government without 人民政府; empty where it is not recorded here."""
    if organ.region_code == NATIONAL:
        return ""
    place = region_code(organ.region_code)
    code = place.county if level == "county" else place.prefecture
    government = (
        Organ.objects.filter(kind="government", region_code=code, name__endswith=_GOVERNMENT, ended_on__isnull=True).first() if code else None
    )
    return government.name.removesuffix(_GOVERNMENT) if government else ""


def _holidays(case: _Case) -> DerivedFact:
    start, region = starting_set_of(case.organ), case.values["holiday_region"]
    reasons = [one.reason for one in start.differences if one.setting == "calendar"] if start else []
    missing = bool(start and start.notices_missing and not case.values["own_days"])
    note = _("Enter the days of the place: results are provisional until then.") if missing else ""
    why = told(reasons[0]) if reasons else _("no holidays of its own are known for this place")
    decision = case.decided.get("holiday_region")
    return DerivedFact(
        "holiday_region", _("Region of the holidays"), SETTINGS["holiday_region"].kind.shown(region), why, note, "holiday_region", decision
    )


_RULES: tuple[Callable[[_Case], DerivedFact], ...] = (_supervisor, _report, _rules, _review, _court, _holidays)
