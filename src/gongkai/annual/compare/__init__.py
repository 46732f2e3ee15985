"""`compare` puts two reports side by side: what cannot be true of both, every cell with its growth, and repeated text.

Pure: it takes two `AnnualReport`, whatever they were read from. May import the model, `check`, the order of cells of `jsonform`,
and the law; never `read`. What compares across editions is data of the law (`gongkai.statute.comparable`).
"""

from gongkai.annual.check import against_previous
from gongkai.annual.compare.changes import changes
from gongkai.annual.compare.comparison import Change, Comparison, Head, Passage, Reason, Repeated, Repetition, Side
from gongkai.annual.compare.pair import head, notices, years_between
from gongkai.annual.compare.repetition import repetition
from gongkai.annual.model import AnnualReport

__all__ = ["Change", "Comparison", "Head", "Passage", "Reason", "Repeated", "Repetition", "Side", "compare"]


def compare(old: AnnualReport, new: AnnualReport) -> Comparison:
    """`new` against `old`, usually the report of the year before; other pairs are compared too, and `notices` say what to keep in mind.

    `findings` are those of `check(new, previous=old)` that come from the pair, and no other.
    """
    heads = head(old), head(new)
    return Comparison(
        old=heads[0],
        new=heads[1],
        years=years_between(*heads),
        notices=notices(*heads),
        findings=tuple(against_previous(new, old)),
        changes=changes(old, new),
        repetition=repetition(old, new),
    )
