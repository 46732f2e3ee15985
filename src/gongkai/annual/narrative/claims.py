"""Every number of the text that states a statutory quantity or takes part in a sum, a share or a growth."""

import re

from gongkai.annual.model import Claim, Scope, Section
from gongkai.annual.narrative.numbers import Number
from gongkai.annual.narrative.reading import EARLIER, Reading, read
from gongkai.annual.narrative.relations import Relation, relations_of
from gongkai.annual.narrative.scope import mentions, who
from gongkai.annual.narrative.sentences import Sentence, sentences
from gongkai.annual.narrative.statements import stated, topic_of
from gongkai.annual.narrative.zeros import zeros

# Reading a sentence costs a hundred times this look at it.
_WORTH = re.compile(
    r"申请|复议|诉讼|处理费|收费|费用|其中|分别|包括|占|率|同比|较|比|增|降|减|上升|合计|共|总计|结转|答复|办结|不予|公开|含|：|:|（|\("
)
_NUMBER = re.compile(r"[0-9０-９]|[二三四五六七八九十两〇][件份宗条起例次个项]|一[件份宗]|百分之")
_HEADING = 30
_YEAR = re.compile(r"((?:19|20)\d\d)年")


class _Reader:
    """One section's sentences in order, each read when it is worth it; keeps what carries over from sentence to sentence."""

    def __init__(self, section: Section, organ: str | None, year: int | None) -> None:
        self.section, self.organ, self.year = section, organ, year
        self.topic = topic_of(section.title, None)
        self.paragraph, self.heading = -1, False
        self.before: Sentence | None = None
        self.before_reading: Reading | None = None

    def claims(self) -> list[Claim]:
        found: list[Claim] = []
        for sentence in sentences(self.section.text):
            if sentence.paragraph != self.paragraph:
                self._enter(sentence)
            if _WORTH.search(sentence.text):
                found += self._sentence(sentence)
            self.before, self.heading = sentence, _is_heading(sentence)
        return found

    def _enter(self, sentence: Sentence) -> None:
        # a heading's topic is that of the paragraph below it; another paragraph's is not
        self.topic = topic_of(self.before.text if self.heading and self.before else self.section.title, None)
        self.paragraph, self.before, self.before_reading = sentence.paragraph, None, None

    def _sentence(self, sentence: Sentence) -> list[Claim]:
        text = sentence.text
        nothing = zeros(text, self.section.title)
        if not nothing and not _NUMBER.search(text):
            self.topic, self.before_reading = topic_of(text, self.topic), None
            return []
        reading = read(text, self.year)
        told, self.topic = stated(reading, self.topic, self.section.title)
        related = relations_of(reading, self._reading_before())
        self.before_reading = reading
        if not told and not related and not nothing:
            return []
        named = mentions(text, self.organ)
        roles = [*((one.quantity, one.number) for one in told), *_roles(related)]
        roles.sort(key=lambda one: one[1].start)
        years = {item.number: item.year for item in reading.items}
        found = [_claim(quantity, number, Scope(who(named, number.start), _stated_year(years.get(number))), text) for quantity, number in roles]
        return found + [Claim(zero.quantity, 0, "exact", Scope(who(named, zero.start), _year_before(text, zero.start)), text) for zero in nothing]

    def _reading_before(self) -> Reading | None:
        if self.before is None or self.before_reading is not None:
            return self.before_reading
        return read(self.before.text, self.year)


def _is_heading(sentence: Sentence) -> bool:
    return len(sentence.text) <= _HEADING and not sentence.text.endswith("。")


def _stated_year(year: int | None) -> int | None:
    return None if year == EARLIER else year


def _year_before(text: str, position: int) -> int | None:
    years = _YEAR.findall(text, 0, position)
    return int(years[-1]) if years else None


def _roles(related: tuple[Relation, ...]) -> list[tuple[str, Number]]:
    return list(dict.fromkeys(role for relation in related for role in relation.numbers()))


def _claim(quantity: str, number: Number, scope: Scope, text: str) -> Claim:
    return Claim(quantity, number.value, number.precision, scope, text)


def claims(sections: tuple[Section, ...], organ: str | None, year: int | None) -> tuple[Claim, ...]:
    """All claims of the sections of a report of `organ` for `year`, in the order of the text."""
    return tuple(claim for section in sections for claim in _Reader(section, organ, year).claims())
