"""Where a request stands after its events (状态): what the fold gives, what everything else asks."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from gongkai.cases import events as e
from gongkai.cases.consulted import Consultation, Delay, Reasons
from gongkai.messages import UserError

Stage = Literal["arrived", "open", "waiting_for_correction", "waiting_for_payment", "joined", "signing", "signed", "closed"]
"""`arrived`: not confirmed yet; `open`: being dealt with; `waiting_for_correction`: the applicant has to correct it, no due day runs;
`waiting_for_payment`: the fee has to be paid, no due day runs;
`joined`: it waits for the answer to an earlier request of the same applicant (合并办理), its own due day runs on;
`signing`: the answer is with those who sign; `signed`: the letter waits to be served."""


class StepError(UserError):
    """The step is not possible now: the message says why and what to do."""


@dataclass(frozen=True)
class Item:
    """One thing asked for: its `number` from 1, its text, and what is answered to it, None so far."""

    number: int
    text: str
    answered: e.ItemAnswered | None = None


@dataclass(frozen=True)
class Correction:
    """A correction (补正) as far as it went. `reached`: the day from which the applicant's time is counted, None while it is not known."""

    asked: e.CorrectionAsked
    sent: e.CorrectionNoticeSent | None = None
    reached: dt.date | None = None
    allowed: e.LateCorrectionAllowed | None = None
    received: e.CorrectionReceived | None = None

    @property
    def stops(self) -> bool:
        """Whether the notice ends the running period: it went out in time, or the head decided so."""
        sent = self.sent
        return sent is not None and (sent.limit is None or sent.on <= sent.limit or self.allowed is not None)

    @property
    def is_awaited(self) -> bool:
        """Whether the notice is out and the corrected request not in."""
        return self.sent is not None and self.received is None


@dataclass(frozen=True)
class Extension:
    """An extension (延长答复期限) as far as it went: who signed, its letter, when the applicant was told."""

    proposed: e.ExtensionProposed
    signed: tuple[str, ...] = ()
    letter: e.ExtensionNoticeIssued | None = None
    told: e.ExtensionTold | None = None

    @property
    def signs_next(self) -> str | None:
        """The role whose approval is missing next."""
        chain = self.proposed.chain
        return chain[len(self.signed)] if len(self.signed) < len(chain) else None


@dataclass(frozen=True)
class Charge:
    """A processing fee (信息处理费) as far as it went. `reached`: the day from which the applicant's time is counted, None while it is not known."""

    asked: e.FeeNoticeIssued
    sent: e.FeeNoticeSent | None = None
    reached: dt.date | None = None
    paid: e.FeePaid | None = None


@dataclass(frozen=True)
class Share:
    """Who deals with the request (`item` 0) or with one of its items: the keys of a division and of a handler, None where that is left open."""

    item: int
    division: int | None
    handler: int | None


@dataclass(frozen=True)
class Opinion:
    """What a division was asked, and what it said; None: it has not."""

    asked: e.OpinionAsked
    given: e.OpinionGiven | None = None


@dataclass(frozen=True)
class Service:
    """A service (送达) of a letter, the event of kind `what`, by `way` on `on`: `signed` for, or `returned` for `reason`, on these days.

    `about`: the number of the consultation whose letter it is, else 0. `follows`: the number of the service that came back before; `attempt`
    counts from 1; `repeated`: it was sent once more.
    """

    number: int
    what: str
    way: str
    on: dt.date
    mail_number: str = ""
    about: int = 0
    follows: int = 0
    attempt: int = 1
    signed: dt.date | None = None
    returned: dt.date | None = None
    reason: str = ""
    repeated: bool = False

    @property
    def standing(self) -> Literal["posted", "signed", "returned", "repeated"]:
        """Where the letter is."""
        if self.signed:
            return "signed"
        return "posted" if self.returned is None else "repeated" if self.repeated else "returned"


@dataclass(frozen=True)
class Case:
    """A request as its events leave it. `confirmed`: the day of confirmation, None where there was none; `signed`: who of `chain` has.

    `unscanned`, `infected`: the names of files that wait for the virus scanner, or in which it found something: nobody gets to see them.

    `row`: the row of the annual form that the last signer chose, empty where it follows from the answers.

    `joined`: how it was joined to an earlier request, None where it is not, or no longer; it stays where the answer to both closed it.
    """

    arrived: e.RequestArrived
    stage: Stage
    items: tuple[Item, ...]
    confirmed: dt.date | None = None
    chain: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    letter: e.LetterIssued | None = None
    sealed: e.SealedCopyFiled | None = None
    closed: e.Closes | None = None
    searches: tuple[e.SearchRecorded, ...] = ()
    row: str = ""
    correction: Correction | None = None
    extension: Extension | None = None
    charge: Charge | None = None
    consultations: tuple[Consultation, ...] = ()
    reasons: Reasons | None = None
    delay: Delay | None = None
    joined: e.RequestJoined | None = None
    contacts: tuple[e.ContactTried, ...] = ()
    shares: tuple[Share, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    notes: tuple[e.NoteWritten, ...] = ()
    services: tuple[Service, ...] = ()
    missed: tuple[e.DueDayMissed, ...] = ()
    corrected: tuple[e.RecordCorrected, ...] = ()
    archived: e.CaseArchived | None = None
    unscanned: tuple[str, ...] = ()
    infected: tuple[str, ...] = ()
    last: dt.date = dt.date.min

    def share(self, item: int = 0) -> Share | None:
        """In whose hands the request, or an item of it, was put."""
        return next((one for one in self.shares if one.item == item), None)

    @property
    def served(self) -> e.AnswerServed | None:
        """The service of the answer; None while it is not given, and where something else closed the case."""
        return self.closed if isinstance(self.closed, e.AnswerServed) else None

    @property
    def withdrawn(self) -> bool:
        """Whether the applicant took it back."""
        return isinstance(self.closed, e.RequestWithdrawn)

    @property
    def signs_next(self) -> str | None:
        """The role whose signature is missing next; None when the answer is not with the signers."""
        return self.chain[len(self.signed)] if self.stage == "signing" and len(self.signed) < len(self.chain) else None

    @property
    def answers(self) -> tuple[str, ...]:
        """The kinds of the answers given so far, in the order of the items."""
        return tuple(item.answered.answer for item in self.items if item.answered)
