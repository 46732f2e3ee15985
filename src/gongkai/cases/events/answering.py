"""A request is answered (答复): searches, answers, signatures, the letter, its service."""

import datetime as dt
from dataclasses import dataclass

from gongkai.cases.events.base import Closes, Event, Lettered


@dataclass(frozen=True, kw_only=True)
class ItemAnswered(Event, kind="item_answered"):
    """What is answered to the item number `item` (from 1): `answer` is one of `statute.outcomes.answer_kinds`.

    `text`: what is given, where it stands, or the reasons, as the letter says it. `ground`: the place in the law. The rest is empty unless
    the kind of answer asks for it (`letters.words`): `withheld`, the kinds that the withheld part rests on, and `rest`, what that part is and
    why (Reg. 37); `rule`, the law that forbids or governs (14, 36(7)); `organ` and its `contact`, who is responsible (36(5)); `earlier`, the
    number of the earlier answer, `earlier_on`, its day, and `same`, why it is the same information where the words differ (36(6)); `channel`,
    where it can be brought forward (39).
    """

    item: int
    answer: str
    text: str
    ground: str = ""
    withheld: tuple[str, ...] = ()
    rest: str = ""
    rule: str = ""
    organ: str = ""
    contact: str = ""
    earlier: str = ""
    earlier_on: dt.date | None = None
    same: str = ""
    channel: str = ""


@dataclass(frozen=True, kw_only=True)
class SearchRecorded(Event, kind="search_recorded"):
    """It was searched for the item number `item` (检索记录; Reg. 36(4)), on the day `searched`.

    `who` did it (division and post, no personal data), in which `places` (divisions), whether in the `archive` too, by which `words`, with
    which `result`; `found`: whether there was something.
    """

    item: int
    who: str
    places: tuple[str, ...]
    archive: bool
    words: str
    searched: dt.date
    result: str
    found: bool = False


@dataclass(frozen=True, kw_only=True)
class AnswerSubmitted(Event, kind="answer_submitted"):
    """The answer went to those who sign it (送审): the roles of the organ's chain on that day, in their order."""

    chain: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerSigned(Event, kind="answer_signed"):
    """Somebody with `role` signed (审核、审批).

    `row`: the row of the annual form that the last signer chose, where the items were refused on different grounds and the organ's reading
    leaves the choice to a person; else empty.
    """

    role: str
    note: str = ""
    row: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerReturned(Event, kind="answer_returned"):
    """Somebody with `role` sent the draft back to the handler (退回修改) for `reason`."""

    role: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LetterIssued(Lettered, kind="letter_issued"):
    """The signed answer became a letter (答复书)."""


@dataclass(frozen=True, kw_only=True)
class SealedCopyFiled(Event, kind="sealed_copy_filed"):
    """The letter with the seal (盖章件) was put on record: the stored file's name, its title, its SHA-256 (hexadecimal).

    `waits`: the virus scanner could not be asked; nobody gets to see the file before a `FileScanned` says that nothing is in it.
    """

    file: str
    title: str
    sha256: str
    waits: bool = False


@dataclass(frozen=True, kw_only=True)
class AnswerServed(Closes, kind="answer_served"):
    """The answer was given (送达) by `way` (`statute.receipt.answer_given`) on the day `on`: the clock ends, the case is closed.

    `mail_number` where it was posted.
    """

    way: str
    mail_number: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestWithdrawn(Closes, kind="request_withdrawn"):
    """The applicant took the request back (撤回): that day closes it, no answer is owed. `how` in words."""

    how: str = ""
