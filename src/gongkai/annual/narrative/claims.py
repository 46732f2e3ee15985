"""Every number of the text that states a statutory quantity or takes part in a sum, a share or a growth."""

import re

from gongkai.annual.model import Claim, Scope, Section
from gongkai.annual.narrative.numbers import Number
from gongkai.annual.narrative.reading import Reading, read
from gongkai.annual.narrative.relations import relations_of
from gongkai.annual.narrative.scope import mentions, who
from gongkai.annual.narrative.sentences import sentences
from gongkai.annual.narrative.statements import Context, countable, stated
from gongkai.annual.narrative.zeros import zeros

# Reading a sentence costs a hundred times these looks at it.
_NUMBER = re.compile(r"[0-9０-９](?![0-9０-９年月日号〕])|[二三四五六七八九十两〇][件份宗条起例次个项]|一[件份宗]|百分之")
_QUANTITY = re.compile(
    r"(?=[申复诉起处费公答办结提不其维纠审自法])"
    r"(?:申请|复议|诉讼|起诉|处理费|费用|公开|答复|办结|结转|提供|不予|其他处理|维持|纠正|审结|自然人|法人)"
)
_RELATION = re.compile(r"其中|分[别为]|包括|[占率比增降减升共含即按从少多：:（(]|合计|总计|具体")
_ZERO = re.compile(r"(?=[未无没为零复诉])(?:[未无没为][^，,；;。]*?(?:申请|复议|诉讼|费|结转|[零0])|零申请|(?:复议|诉讼)[^，,；;。]{0,20}[未没])")
_HEADING = 30
_CONTEXT = 40
"""A sentence leans on this many before it at the most; no paragraph of a report is longer."""
_YEAR = re.compile(r"((?:19|20)\d\d)年")


class _Reader:
    """One section's sentences in order, each read when it is worth it; knows what carries over from sentence to sentence."""

    def __init__(self, section: Section, organ: str | None, year: int | None) -> None:
        self.title, self.organ, self.year = section.title, organ, year
        self.sentences = sentences(section.text)

    def claims(self) -> list[Claim]:
        found: list[Claim] = []
        for index, (text, _) in enumerate(self.sentences):
            if _NUMBER.search(text):
                quantity, relation = _QUANTITY.search(text), _RELATION.search(text)
                if quantity or relation:
                    found += self._numbers(index, quantity=quantity is not None, relation=relation is not None)
            if _ZERO.search(text):
                found += self._zeros(index)
        return found

    def _numbers(self, index: int, *, quantity: bool, relation: bool) -> list[Claim]:
        text = self.sentences[index].text
        reading = read(text, self.year)
        before = self._before(index) if relation and any(item.delta for item in reading.items) else None
        roles: list[tuple[str, Number]] = []
        if quantity and any(countable(item) for item in reading.items):
            roles += [(one.quantity, one.number) for one in stated(reading, self._context(index))]
        related = relations_of(reading, before) if relation else ()
        if not roles and not related:
            return []
        roles += dict.fromkeys(role for one in related for role in one.numbers())
        roles.sort(key=lambda role: role[1].start)
        found = _claims(roles, reading, mentions(text, self.organ))
        if before is not None:
            own = {item.number for item in reading.items}
            elsewhere = [role for role in roles if role[1] not in own]
            found = _claims(elsewhere, before, mentions(before.text, self.organ)) + found
        return found

    def _before(self, index: int) -> Reading | None:
        """The sentence before in the same paragraph."""
        if not index or self.sentences[index - 1].paragraph != self.sentences[index].paragraph:
            return None
        return read(self.sentences[index - 1].text, self.year)

    def _context(self, index: int) -> Context:
        """The title, and the sentences of the paragraph before this one with the heading above it."""
        paragraph = self.sentences[index].paragraph
        before: list[str] = []
        for text, place in reversed(self.sentences[max(0, index - _CONTEXT) : index]):
            if place == paragraph:
                before.append(text)
                continue
            if _is_heading(text):
                before.append(text)
            break
        return Context(self.title, "\n".join(reversed(before)))

    def _zeros(self, index: int) -> list[Claim]:
        text = self.sentences[index].text
        found = zeros(text, self._context(index))
        if not found:
            return []
        named = mentions(text, self.organ)
        return [Claim(zero.quantity, 0, "exact", Scope(who(named, zero.start), _year_before(text, zero.start)), text) for zero in found]


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING and not text.endswith("。")


def _year_before(text: str, position: int) -> int | None:
    years = _YEAR.findall(text, 0, position)
    return int(years[-1]) if years else None


def _claims(roles: list[tuple[str, Number]], source: Reading, named: tuple[tuple[int, str], ...]) -> list[Claim]:
    """The claims of those numbers in `roles` that stand in `source`."""
    years = {item.number: item.year for item in source.items}
    return [
        Claim(quantity, number.value, number.precision, Scope(who(named, number.start), years[number] or None), source.text)
        for quantity, number in roles
        if number in years
    ]


def claims(sections: tuple[Section, ...], organ: str | None, year: int | None) -> tuple[Claim, ...]:
    """All claims of the sections of a report of `organ` for `year`, in the order of the text."""
    return tuple(claim for section in sections for claim in _Reader(section, organ, year).claims())
