"""Repeated text: each section of the new report against the section of the same subject in the old one, and all against all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.annual.check.form import form_of
from gongkai.annual.check.sections import section_places
from gongkai.annual.compare.boilerplate import boilerplate
from gongkai.annual.compare.comparison import Passage, Reason, Repeated, Repetition
from gongkai.annual.compare.growth import percent
from gongkai.annual.compare.shingles import Stripped, covered, shingles, stripped
from gongkai.annual.model import AnnualReport, Section
from gongkai.messages import message
from gongkai.statute.editions import STATUTORY

SHORTEST = 50
"""A text of fewer characters has no share: one stock sentence would decide it."""
PASSAGE = 40
"""A repeated passage of so many characters is shown as evidence."""
# Places in the form of the 2008 Regulation as those of today's; its part 4, fees, is none today.
_TODAY = {1: 1, 2: 2, 3: 3, 5: 4, 6: 5, 7: 6}

_NO_COUNTERPART = Reason("no_counterpart", message("the old report has no text of this section"))
_NO_TEXT = Reason("no_counterpart", message("the old report has no sections with text"))
_TOO_SHORT = Reason("too_short", message("fewer than {count} characters: a share says nothing", count=SHORTEST))


def repetition(old: AnnualReport, new: AnnualReport) -> Repetition:
    """How much of the sections of `new` stands in those of `old`; headings, tables and boilerplate do not count."""
    organs = tuple(organ for organ in (old.organ, new.organ) if organ)
    before = [(key, section.title, _stripped(section, organs).characters) for key, section in _keyed(old)]
    anywhere = shingles(characters for *_, characters in before)
    sections: list[Repeated] = []
    passages: list[Passage] = []
    whole = _Count()
    for key, section in _keyed(new):
        text = _stripped(section, organs)
        same = [(title, characters) for other, title, characters in before if other == key]
        own = _Count().add(text, covered(text.characters, shingles(characters for _, characters in same)))
        nothing = None if any(characters for _, characters in same) else _NO_COUNTERPART
        sections.append(own.told(section.title, same[0][0] if same else "", nothing))
        runs = covered(text.characters, anywhere)
        whole.add(text, runs)
        passages += _passages(section, text, runs)
    longest = sorted(passages, key=lambda passage: -passage.characters)
    return Repetition(whole.told("", "", None if any(characters for *_, characters in before) else _NO_TEXT), tuple(sections), tuple(longest))


@dataclass
class _Count:
    """Characters that count, and how many of them are repeated."""

    characters: int = 0
    repeated: int = 0

    def add(self, text: Stripped, runs: list[tuple[int, int]]) -> "_Count":
        """Count a text of which `runs` are repeated."""
        self.characters += len(text.characters)
        self.repeated += sum(end - start for start, end in runs)
        return self

    def told(self, title: str, old_title: str, nothing: Reason | None) -> Repeated:
        """The count with its share, or with the reason why it has none; `nothing` if the old report has nothing to compare with."""
        reason = _TOO_SHORT if self.characters < SHORTEST else nothing
        share = percent(self.repeated, self.characters) if reason is None else None
        return Repeated(title, old_title, self.characters, self.repeated, share, reason)


def _keyed(report: AnnualReport) -> Iterator[tuple[str, Section]]:
    """Each section with its subject: the part of today's form that it is, else its own title without blanks and punctuation."""
    form = form_of(report)
    today = form is None or form.code in STATUTORY
    places = [(place if today else _TODAY.get(place), section) for place, section in section_places(report)]
    for section in report.sections:
        place = next((place for place, known in places if known is section), None)
        yield str(place) if place is not None else stripped(section.title).characters, section


def _stripped(section: Section, organs: Sequence[str]) -> Stripped:
    return stripped(section.text, boilerplate(section.text, organs))


def _passages(section: Section, text: Stripped, runs: list[tuple[int, int]]) -> Iterator[Passage]:
    for first, after in runs:
        if after - first >= PASSAGE:
            start, end = text.starts[first], text.ends[after - 1]
            yield Passage(section.title, start, end, after - first, section.text[start:end])
