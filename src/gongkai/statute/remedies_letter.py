"""The remedies paragraph of a letter (救济告知), an answer or a notice to a third party: which organ, which court, which periods, what comes first.

`remedies.clause` gives last days once a letter is served; here they are not known yet, so the letter names periods from its receipt.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gongkai.messages import message
from gongkai.statute.courts import Courts, courts
from gongkai.statute.laws import Rule, StatuteError, Term, citation, in_force, load, table
from gongkai.statute.organ_facts import OrganFacts
from gongkai.statute.organ_facts import review_organ as review_organ_of
from gongkai.statute.outcomes import answer_kind
from gongkai.statute.readings import Readings
from gongkai.statute.remedies import Answer, First, ReviewOrgan, review_first


@dataclass(frozen=True)
class AnsweredItem:
    """An item of the letter: its number there, its answer kind, and for `partly` the kinds that its withheld part rests on."""

    number: int
    kind: str
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bodies:
    """What the organ calls its reconsideration organs (`review`, several: as the applicant likes) and its court; empty: the rule's words.

    `internet_way`: where reconsideration can be asked for through the internet.
    """

    review: tuple[str, ...] = ()
    court: str = ""
    internet_way: str = ""


@dataclass(frozen=True)
class Part:
    """One sentence of the paragraph: whether reconsideration comes `first`, the `items` it speaks of (none: the whole letter), its words."""

    first: bool
    items: tuple[int, ...]
    text: Term


@dataclass(frozen=True)
class LetterRemedies:
    """The paragraph as data.

    `parts`: what comes first, then what is free; `closing`: what follows reconsideration, the internet way. `must_tell`: the article by
    which the organ itself has to say that reconsideration comes first. `unnamed`: `review`, `court` where the rule's words stand for a name.
    `internet_way_due`: the article by which an internet way must be named and is not. Periods are counted from receipt of the letter.
    """

    organ: ReviewOrgan
    courts: Courts
    review: Rule
    suit: Rule
    suit_after_review: Rule
    parts: tuple[Part, ...]
    closing: tuple[Term, ...]
    must_tell: Term | None
    unnamed: tuple[Literal["review", "court"], ...]
    internet_way_due: Term | None
    articles: tuple[Term, ...]

    @property
    def sentences(self) -> tuple[Term, ...]:
        """The paragraph, sentence by sentence."""
        return (*(part.text for part in self.parts), *self.closing)


def letter_remedies(  # noqa: PLR0913 - the facts the law asks for
    items: Sequence[AnsweredItem], organ: OrganFacts, day: dt.date, settings: Readings, bodies: Bodies | None = None, *, electronic: bool = False
) -> LetterRemedies:
    """The remedies paragraph of a letter of `day` by `organ` that answers `items`; `electronic`: served through the internet.

    ARL 20, 22 to 28, ALL 14, 15, 18, 44 to 46; before 2024 the law of 1999, before May 2015 that of 1989: the day of the letter
    chooses. Reconsideration comes first where `remedies.review_first` says so, item by item.
    Raises StatuteError for no items, a number twice or an unknown answer kind; NoLawError for a day no law covers.
    """
    firsts = _firsts(items, day)
    first_rule = in_force(table("remedies", "review_first"), day)
    told = _Told.by(organ, day, settings, bodies)
    comes_first = any(first != "none" for first in firsts.values())
    way = next((rule for rule in table("remedies", "internet_way") if electronic and rule.covers(day)), None)
    return told.letter(
        _parts(firsts, told.fields),
        first_rule.article,
        must_tell=citation("arl2023", first_rule.more["must_tell"]) if comes_first else None,
        internet_way_due=way.article if way and not told.named.internet_way else None,
    )


def notice_remedies(organ: OrganFacts, day: dt.date, settings: Readings, bodies: Bodies | None = None) -> LetterRemedies:
    """The remedies paragraph of a notice of `day` by which `organ` tells a third party that it discloses over its objection (Reg. 15, 32).

    Reg. 51, 法释〔2025〕8号 1(4): reconsideration or a suit, as the third party likes, within the periods of every act, counted from when it
    learns of it (ARL 20, ALL 46). ARL 23.1(4) does not bind it: what it turns against is a disclosure. Raises NoLawError for a day no law covers.
    """
    rule = in_force(table("remedies", "disclosure_over_objection"), day)
    told = _Told.by(organ, day, settings, bodies)
    return told.letter([Part(first=False, items=(), text=_filled(load("remedies")["letter"]["notice"], told.fields))], rule.article)


@dataclass(frozen=True)
class _Told:
    """What every such paragraph of a day tells: who decides, before which court, within which periods; `fields` in words."""

    organ: ReviewOrgan
    courts: Courts
    review: Rule
    suit: Rule
    after: Rule
    named: Bodies
    fields: dict[str, Term]

    @classmethod
    def by(cls, organ: OrganFacts, day: dt.date, settings: Readings, bodies: Bodies | None) -> "_Told":
        """By the law of `day`."""
        named = bodies or Bodies()
        review, suit, after = (in_force(table("remedies", f"periods.{name}"), day) for name in ("review", "suit", "suit_after_review"))
        deciding, suing = review_organ_of(organ, day, settings), courts(organ, day)
        fields = {"review": _length(review), "suit": _length(suit), "after": _length(after)}
        fields |= {"organ": _organ_words(deciding, named), "court": _court_words(suing, named)}
        return cls(deciding, suing, review, suit, after, named, fields)

    def letter(self, parts: Sequence[Part], article: Term, *, must_tell: Term | None = None, internet_way_due: Term | None = None) -> LetterRemedies:
        """The paragraph of `parts`; `article`: why reconsideration comes first, or need not."""
        words = load("remedies")["letter"]
        closing = [_filled(words["state_council" if self.organ.state_council else "after"], self.fields)]
        if self.named.internet_way:
            closing.append(_filled(words["internet"], {"way": _plain(self.named.internet_way)}))
        return LetterRemedies(
            organ=self.organ,
            courts=self.courts,
            review=self.review,
            suit=self.suit,
            suit_after_review=self.after,
            parts=tuple(parts),
            closing=tuple(closing),
            must_tell=must_tell,
            unnamed=_unnamed(self.organ, self.named),
            internet_way_due=internet_way_due,
            articles=(article, self.organ.article, self.review.article, self.suit.article, self.after.article, self.courts.ways[0].article),
        )


def _firsts(items: Sequence[AnsweredItem], day: dt.date) -> dict[int, First]:
    """Item by item, what of it goes to reconsideration first."""
    if not items:
        raise StatuteError(message("A letter that answers no item has no remedies"))
    found: dict[int, First] = {}
    for item in items:
        if item.number in found:
            raise StatuteError(message("Item {number} stands in the letter twice", number=item.number))
        answer_kind(item.kind)
        found[item.number] = review_first(Answer(item.kind, day, item.withheld))
    return found


def _parts(firsts: dict[int, First], fields: dict[str, Term]) -> list[Part]:
    """What comes first, then what is free; a letter that is all of one sort has one sentence."""
    whole, partly, free = (tuple(number for number, first in firsts.items() if first == sort) for sort in ("whole", "withheld_part", "none"))
    words = load("remedies")["letter"]
    if not whole and not partly:
        return [Part(first=False, items=(), text=_filled(words["free"], {**fields, "about": _about("all")}))]
    if not partly and not free:
        return [Part(first=True, items=(), text=_filled(words["first"], {**fields, "about": _about("all")}))]
    one = len(firsts) == 1
    about = _about("withheld") if one else _about(_sort(whole, partly), whole, partly)
    return [
        Part(first=True, items=() if one else (*whole, *partly), text=_filled(words["first"], {**fields, "about": about})),
        Part(first=False, items=() if one else (*partly, *free), text=_filled(words["free"], {**fields, "about": _about("rest")})),
    ]


def _sort(whole: tuple[int, ...], partly: tuple[int, ...]) -> str:
    if whole and partly:
        return "items_and_withheld"
    return "items" if whole else "withheld_items"


def _about(name: str, numbers: tuple[int, ...] = (), withheld: tuple[int, ...] = ()) -> Term:
    return _filled(load("remedies")["letter_about"][name], {"numbers": _listed(numbers), "withheld": _listed(withheld)})


def _listed(numbers: tuple[int, ...]) -> Term:
    return Term(msgid=", ".join(map(str, numbers)), zh="、".join(map(str, numbers)))


def _plain(text: str) -> Term:
    return Term(msgid=text, zh=text)


def _filled(entry: dict[str, str], fields: dict[str, Term]) -> Term:
    """The words of an entry with its fields, each in its own language."""
    return Term(
        msgid=entry["en"].format_map({name: field.text("en") for name, field in fields.items()}),
        zh=entry["zh"].format_map({name: field.text("zh_Hans") for name, field in fields.items()}),
    )


def _length(rule: Rule) -> Term:
    """A period in words: 60日, 6个月."""
    return _filled(load("remedies")["units"][rule.unit], {"count": _plain(str(rule.value))})


def _organ_words(rule: ReviewOrgan, named: Bodies) -> Term:
    names = tuple(_plain(name) for name in named.review) or rule.names
    return Term(msgid=" or ".join(name.text("en") for name in names), zh="或者".join(name.text("zh_Hans") for name in names))


def _unnamed(rule: ReviewOrgan, named: Bodies) -> tuple[Literal["review", "court"], ...]:
    """Which bodies the letter can only describe; an organ that decides itself needs no name."""
    review: tuple[Literal["review"], ...] = () if named.review or rule.choices == ("itself",) else ("review",)
    court: tuple[Literal["court"], ...] = () if named.court else ("court",)
    return review + court


def _court_words(suing: Courts, named: Bodies) -> Term:
    return _plain(named.court) if named.court else _filled(load("remedies")["letter"]["court"], {"rank": suing.ways[0].rank_name})


__all__ = ["AnsweredItem", "Bodies", "LetterRemedies", "Part", "letter_remedies", "notice_remedies"]
