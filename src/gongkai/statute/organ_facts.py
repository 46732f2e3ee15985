"""What follows from the facts of an organ (行政机关): competent department, annual report, power to make rules, reconsideration organ.

The facts are its kind, its level and whose management it stands under; the rules are rows of `data/organ_facts.toml`, and what other
modules know (`annual_report`, `remedies`) is asked of them. `courts` has the courts.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from gongkai.messages import Message, message
from gongkai.statute import annual_report, remedies
from gongkai.statute.laws import Rule, StatuteError, Term, in_force, load, table, term
from gongkai.statute.places import Level, RegionCode
from gongkai.statute.readings import Readings

Kind = Literal["government", "department", "dispatched", "authorised"]
Management = Literal["own_government", "vertical", "sub_provincial_vertical"]
Line = Literal["general", "customs", "justice"]


@dataclass(frozen=True)
class OrganFacts:
    """The facts of an organ that the law asks for.

    `kind`: people's government (人民政府), department (工作部门), dispatched organ (派出机关: 行政公署, 街道办事处), organisation authorised by law
    (法律、法规授权的组织). `level`: of a dispatched organ the one it acts at. `management`: whose leadership it stands under; `line`: the two
    lines for which the law has rules of their own. `region`: its place, where known.
    Raises StatuteError for facts that do not go together, or a place where the Regulation is not law.
    """

    kind: Kind
    level: Level
    management: Management = "own_government"
    line: Line = "general"
    region: RegionCode | None = None

    def __post_init__(self) -> None:
        """Refuse facts that no organ has."""
        known = load("organ_facts")
        if self.level not in load("provinces")["levels"]:
            raise StatuteError(_not_known(self.level, load("provinces")["levels"]))
        for value, choices in ((self.kind, known["kinds"]), (self.management, known["managements"]), (self.line, known["lines"])):
            if value not in choices:
                raise StatuteError(_not_known(value, choices))
            if not any(self.fits(needs) for needs in choices[value]["needs"]):
                name, rule = term(choices[value]), term(choices[value]["rule"])
                raise StatuteError(message("“{name}” does not go with the other facts of the organ: {rule}", name=name, rule=rule))
        if self.region and not self.region.province.organs:
            place = self.region.province.name
            raise StatuteError(message("The Regulation on Open Government Information is not law in {place}", place=place))

    @property
    def province(self) -> str:
        """The two digits of its province, empty where the place is not known."""
        return self.region.province.code if self.region else ""

    def fits(self, when: Mapping[str, Sequence[str]]) -> bool:
        """Whether each fact named in `when` is one of those listed there."""
        return all(getattr(self, fact) in allowed for fact, allowed in when.items())


def _not_known(value: str, known: Mapping[str, object]) -> Message:
    return message("“{value}” is no fact of an organ that we know; use one of {known}", value=value, known=tuple(known))


@dataclass(frozen=True)
class Explained:
    """An answer of the law: its code, its words, the place in the law, and what to know beside it."""

    code: str
    text: Term
    article: Term
    note: Term | None


def deciding(name: str, organ: OrganFacts, day: dt.date) -> Rule:
    """The row of the table `name` that decides for `organ` on `day`. Raises NoLawError for a day no row covers."""
    return in_force([rule for rule in table("organ_facts", name) if organ.fits(rule.more["when"])], day)


def note_of(entry: Mapping[str, Any]) -> Term | None:
    """The note of an entry, if it has one."""
    return term(entry["note"]) if "note" in entry else None


def _elsewhere(name: str, organ: OrganFacts) -> dict[str, Any]:
    """Under which kind another table knows the organ."""
    rows: list[dict[str, Any]] = load("organ_facts")["of_other_tables"][name]
    return next(row for row in rows if organ.fits(row["when"]))


def supervisor(organ: OrganFacts, day: dt.date) -> Explained:
    """The competent department (主管部门), to which the organ reports: Reg. 3, 47, 49.

    The office of its own government; under vertical management the department above it; for a government the office of the next higher
    one. Raises NoLawError before 2019-05-15.
    """
    rule = deciding("supervisor", organ, day)
    return Explained(rule.value, term(load("organ_facts")["supervisors"][rule.value]), rule.article, note_of(rule.more))


@dataclass(frozen=True)
class ReportDuty:
    """The annual report owed: as a department or a government, its last day, and what to know beside it."""

    kind: annual_report.OrganKind
    due: dt.date
    note: Term | None


def report_duty(organ: OrganFacts, year: int) -> ReportDuty:
    """The report on `year`: Reg. 49, with `annual_report.report_due`. Raises NoLawError for a year before 2008."""
    row = _elsewhere("report", organ)
    return ReportDuty(row["value"], annual_report.report_due(year, row["value"]), note_of(row))


def may_make_rules(organ: OrganFacts) -> Explained:
    """Whether the organ can make rules (规章), code `yes` or `no`: Legislation Law 91, 93, with `annual_report.can_make_rules`.

    Ministries and the like, provincial governments, governments of cities with districts and autonomous prefectures; never a local
    department, a county, a township, a dispatched organ.
    """
    row = _elsewhere("rules", organ)
    code = "yes" if row["value"] != "none" and annual_report.can_make_rules(row["value"]) else "no"
    basis = load("organ_facts")["rules_basis"]
    return Explained(code, term(basis[code]), term(basis), note_of(row))


def review_kind(organ: OrganFacts) -> str:
    """The kind under which `remedies.clause` and `remedies.review_organ` know the organ."""
    return str(_elsewhere("review", organ)["value"])


def review_organ(organ: OrganFacts, day: dt.date, settings: Readings) -> remedies.ReviewOrgan:
    """Who decides on reconsideration of an act of the organ on `day`. Raises NoLawError for a day no law covers."""
    return remedies.review_organ(review_kind(organ), day, settings)
