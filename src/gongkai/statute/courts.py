"""The court of first instance (第一审管辖法院) for a suit about an organ's act: Administrative Litigation Law 14, 15, 18, 26."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from gongkai.messages import Message, message
from gongkai.statute.laws import StatuteError, Term, in_force, load, table, term
from gongkai.statute.organ_facts import Explained, OrganFacts, deciding, note_of
from gongkai.statute.places import Level

Decision = Literal["none", "upheld", "changed", "silent"]


@dataclass(frozen=True)
class Forum:
    """One way to sue: against whom, before a court of which rank, at whose seat (several: as the plaintiff likes).

    `rank`: `basic` or `intermediate`. `place_level`: the level of the place whose name the court bears. `parties` in `defendants` and
    `seats` are `organ` and `review_organ`.
    """

    defendants: tuple[str, ...]
    rank: str
    rank_name: Term
    place_level: Level
    seats: tuple[str, ...]
    article: Term
    rank_article: Term
    note: Term | None

    def court_name(self, place: str) -> str:
        """The court's usual name at `place`, the full Chinese name of the county or of the city: 青石县人民法院, 云川市中级人民法院."""
        template: str = load("organ_facts")["courts"][self.rank]["name"]
        return template.replace("{place}", place)

    @property
    def text(self) -> Message:
        """The way in a sentence."""
        names = load("organ_facts")["parties"]
        sued, seats = (tuple(term(names[party]) for party in parties) for parties in (self.defendants, self.seats))
        if len(seats) > 1:
            return message(
                "Suit against {sued} before the {court} at the seat of one of {seats}, as the plaintiff likes",
                sued=sued,
                court=self.rank_name,
                seats=seats,
            )
        return message("Suit against {sued} before the {court} at the seat of {seats}", sued=sued, court=self.rank_name, seats=seats)


@dataclass(frozen=True)
class Courts:
    """The ways to sue (several: as the plaintiff likes), and the rule on courts across districts, which a place may have used."""

    ways: tuple[Forum, ...]
    local: Explained | None


def courts(organ: OrganFacts, day: dt.date, decision: Decision = "none", review_organ: OrganFacts | None = None) -> Courts:
    """Which court hears a suit filed on `day` about an act of `organ`, after the `decision` of `review_organ`, if there was one.

    The basic court at the organ's seat (ALL 14, 18); the intermediate one for State Council departments, customs and governments of
    county level and above (ALL 15). After reconsideration also at the seat of its organ (ALL 18): upheld, both are sued and the organ
    of the act decides the rank; changed, the reconsideration organ alone; silent, one or the other. Where a province took part in the
    trial of 2021 to 2023, the organ's `region` must be given.
    Raises StatuteError for an unknown decision or one without the organ that made it, NoLawError for a day no law covers.
    """
    decisions = load("organ_facts")["suit"]
    if decision not in decisions:
        raise StatuteError(message("Decision “{decision}” is not known; use one of {known}", decision=decision, known=tuple(decisions)))
    if decision != "none" and review_organ is None:
        raise StatuteError(message("After reconsideration the court depends on the organ that decided it; give that organ too"))
    sued = {"organ": organ, "review_organ": review_organ or organ}
    rule = in_force(table("organ_facts", f"suit.{decision}"), day)
    ways = tuple(_forum(way, sued[way["rank_of"]], day, rule.article) for way in rule.value)
    local = next((row for row in table("organ_facts", "cross") if row.covers(day)), None)
    return Courts(ways, Explained(local.value, term(local.more), local.article, None) if local else None)


def _forum(way: dict[str, Any], ranked: OrganFacts, day: dt.date, article: Term) -> Forum:
    rank = deciding("court_rank", ranked, day)
    court = load("organ_facts")["courts"][rank.value]
    return Forum(
        defendants=tuple(way["defendants"]),
        rank=rank.value,
        rank_name=term(court),
        place_level=court["level"],
        seats=tuple(way["seats"]),
        article=article,
        rank_article=rank.article,
        note=note_of(rank.more),
    )
