"""The index of what requests say (全文检索索引): from each event its texts, cut into pieces, each with a signature of its pairs of characters.

Pairs (bigrams) suit Chinese, which has no blanks between words, and numbers and letters as well. A signature is a set of bits, some for each pair:
a piece that contains a text has all the bits of that text's pairs, so a look at a few whole numbers leaves few pieces whose text must be read.
What is found is always found in the text itself. Rows follow from events that never change; nothing personal is in them.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping

from gongkai.cases.events import Event, loaded
from gongkai.cases.models import Case, CaseEvent, SearchPiece
from gongkai.cases.same_information import normalised

COLUMNS = 8
BITS = 63  # of a signed whole number of 64 bits, as both databases have it
LONGEST_WORD = 40
_AT_ONCE = 2000
_PIECE = 200
"""Characters of a piece: longer ones have most bits set, and tell nothing. Each begins with the end of the one before, as much as a word is long."""

_TEXTS = (
    *("number", "items", "text", "rest", "note", "reason", "excuse", "words", "result", "question", "content", "wrong", "right", "how"),
    *("mail_number", "foreign_number"),
)
"""The fields of events that hold what somebody wrote, and numbers; other fields are codes, days, keys."""

_MORE: Mapping[str, tuple[str, ...]] = {"correction_asked": ("what",), "consultation_asked": ("what",), "reasons_asked": ("why",)}
"""Fields that hold a text in one kind of event and a code in others."""


def pieces(event: Event) -> Iterator[str]:
    """What is searched of an event, as it is compared; between its texts stands a sign that no word has."""
    texts = filter(None, (normalised(text) for text in _texts(event)))
    return _cut("\n".join(texts))


def _texts(event: Event) -> Iterator[str]:
    for name in (*_TEXTS, *_MORE.get(event.kind, ())):
        value = getattr(event, name, None)
        yield from (one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, str))


def _cut(text: str) -> Iterator[str]:
    step = _PIECE - LONGEST_WORD + 1
    for start in range(0, max(len(text) - LONGEST_WORD + 1, 1 if text else 0), step):
        yield text[start : start + _PIECE]


def signature(text: str) -> tuple[int, ...]:
    """The bits of the pairs of `text`, in `COLUMNS` whole numbers."""
    found = [0] * COLUMNS
    for pair in {text[at : at + 2] for at in range(len(text) - 1)}:
        column, bit = divmod(zlib.crc32(pair.encode("utf-8", "surrogatepass")) % (COLUMNS * BITS), BITS)
        found[column] |= 1 << bit
    return tuple(found)


def rows_of(case: int, position: int, event: Event) -> list[SearchPiece]:
    """The rows of an event of the case with the key `case`, not saved."""
    return [_row(case, position, place, text) for place, text in enumerate(pieces(event), 1)]


def _row(case: int, position: int, place: int, text: str) -> SearchPiece:
    bits = {f"bits_{column}": found for column, found in enumerate(signature(text))}
    return SearchPiece(case_id=case, position=position, place=place, text=text, **bits)


def as_expected(case: Case, events: Iterable[Event]) -> bool:
    """Whether the rows of `case` are what its events say."""
    wanted = {_told(row) for position, event in enumerate(events, 1) for row in rows_of(case.pk, position, event)}
    return wanted == {_told(row) for row in case.pieces.all()}


def _told(row: SearchPiece) -> tuple[int | str, ...]:
    return (row.position, row.place, row.text, *(getattr(row, f"bits_{column}") for column in range(COLUMNS)))


def rebuild() -> int:
    """Write every row anew; how many there are. In a transaction, so that nobody searches half an index."""
    SearchPiece.objects.all().delete()
    count, waiting = 0, []
    for row in CaseEvent.objects.order_by("pk").iterator(chunk_size=_AT_ONCE):
        waiting += rows_of(row.case_id, row.position, loaded(row.kind, row.on, row.data))
        if len(waiting) >= _AT_ONCE:
            count += len(SearchPiece.objects.bulk_create(waiting))
            waiting = []
    return count + len(SearchPiece.objects.bulk_create(waiting))
