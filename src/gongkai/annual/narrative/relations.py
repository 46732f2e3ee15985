"""Relations that the text states between its numbers: a total and its parts, a share of a whole, a growth from old to new.

Only what the words bind together is a relation; two numbers that merely stand near each other are none.
"""

from gongkai.annual.narrative.changes import Growth, Share, growths, shares
from gongkai.annual.narrative.reading import Reading, read
from gongkai.annual.narrative.sentences import Sentence, sentences
from gongkai.annual.narrative.sums import Sum, sums

Relation = Sum | Share | Growth

__all__ = ["Growth", "Relation", "Share", "Sum", "relations", "relations_of"]


def relations_of(reading: Reading, before: Reading | None) -> tuple[Relation, ...]:
    """The relations of one sentence; `before` is the sentence before it in the same paragraph."""
    if len(reading.items) + (len(before.items) if before else 0) < 2:  # noqa: PLR2004 - a relation has two sides
        return ()
    added = sums(reading)
    return (*added, *shares(reading, added), *growths(reading, before, added))


def relations(text: str, year: int | None = None) -> tuple[Relation, ...]:
    """All relations of `text`, a part of a report about `year`."""
    found: list[Relation] = []
    last: tuple[Sentence, Reading] | None = None
    for sentence in sentences(text):
        reading = read(sentence.text, year)
        before = last[1] if last and last[0].paragraph == sentence.paragraph else None
        found += relations_of(reading, before)
        last = (sentence, reading)
    return tuple(found)
