"""Which edition of the form a page prints, told by the form's own words and never by the year."""

from collections import Counter
from collections.abc import Iterable

from gongkai.annual.read.labels import Word
from gongkai.annual.read.rows import Segment

_ROW_WEIGHT = 2
_ONE_ROW = "applications.other"


def decide(heads: Iterable[Word], rows: Iterable[Segment]) -> tuple[str | None, str]:
    """The edition, and a word of the other edition where the page mixes them (else empty).

    Column heads of section 2 and rows that only one edition has are votes; （六）其他处理 as one row is the weakest sign, because
    offices print it in the 2021 form too.
    """
    votes: Counter[str] = Counter()
    words: dict[str, str] = {}
    for head in heads:
        if len(head.editions) == 1:
            (edition,) = head.editions
            votes[edition] += 1
            words[edition] = head.label
    weak = ""
    for row in rows:
        if len(row.word.editions) != 1:
            continue
        (edition,) = row.word.editions
        if row.word.code == _ONE_ROW:
            weak = edition
            continue
        votes[edition] += _ROW_WEIGHT
        words[edition] = row.word.label
    if not votes:
        return (weak or None), ""
    (best, most), *others = votes.most_common()
    if others and others[0][1] == most:
        return None, ""
    return best, words[others[0][0]] if others else ""
