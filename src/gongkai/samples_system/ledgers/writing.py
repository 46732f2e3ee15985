"""The events of a sample request, folded as they are written: what the fold refuses never comes to be. Pure.

Numbers of letters are left empty here: they follow the days of all letters of an organ (`numbering`).
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.cases import events as e
from gongkai.cases import ledger
from gongkai.cases.letters.words import KINDS
from gongkai.samples_system.ledgers import stories
from gongkai.samples_system.ledgers.course import Correction, Extension, Fee, Reasons, ThirdParty
from gongkai.samples_system.ledgers.told import Told
from gongkai.samples_system.plan import PlannedOrgan
from gongkai.statute.calendar import Calendar
from gongkai.statute.periods import correction_due, correction_notice, fee_payment

LETTERS = ("answer", "correction", "extension", "consultation", "reasons", "fee")
"""The kinds of letters in the sample."""

_BEFORE_THE_LEDGER = dt.date(2022, 11, 15)


@dataclass(frozen=True)
class Office:
    """What the writer asks of the organ. `chain(document, day)`: who signs; `closing(state, day, kinds)`: the fields of `events.Closes`.

    `files`: the stored files of the sample's letters by their kind (`LETTERS`), `sealed` the fields of a sealed copy.
    """

    organ: PlannedOrgan
    calendar: Calendar
    correction_days: int
    chain: Callable[[str, dt.date], tuple[str, ...]]
    closing: Callable[[ledger.Case, dt.date, Sequence[str]], dict[str, Any]]
    files: Mapping[str, Mapping[str, str]]
    sealed: Mapping[str, str]

    def letter(self, kind: str) -> dict[str, str]:
        """The fields of a letter that has no number yet."""
        return {"number": "", **self.files[kind]}


def events_of(office: Office, told: Told, number: str, applicant: str, third_party: str = "") -> list[e.Event]:
    """What happened to the request `number`; `applicant` and `third_party` are the keys of persons.

    Raises StepError: it cannot have happened so.
    """
    arrived = e.RequestArrived(
        on=told.course.arrived,
        channel=told.course.channel,
        number=number,
        applicant=applicant,
        applicant_kind=told.applicant.kind,
        items=told.items,
        form=told.form,
        delivery=told.delivery,
    )
    writer = _Writer(office, told, arrived, third_party)
    writer.write()
    return writer.events


class _Writer:
    def __init__(self, office: Office, told: Told, arrived: e.RequestArrived, third_party: str) -> None:
        self.office, self.told, self.course, self.third_party = office, told, told.course, third_party
        self.events: list[e.Event] = [arrived]
        self.state = ledger.fold(self.events)

    def add(self, event: e.Event) -> None:
        """One more event."""
        self.state = ledger.step(self.state, event)
        self.events.append(event)

    def write(self) -> None:
        """The whole course."""
        course, words = self.course, self.told.chance("words")
        if course.confirmed:
            self._tried(course.confirmed)
            self.add(e.ReceiptConfirmed(on=course.confirmed, how=stories.word("confirmed", words)))
        if course.correction:
            self._corrected(course.correction)
        if course.extension:
            self._extended(course.extension)
        if course.third_party:
            self._third_party(course.third_party)
        if course.reasons:
            self._reasons(course.reasons)
        if course.fee:
            self._charged(course.fee)
        if course.ending == "served":
            self._answered()
        elif course.ending == "withdrawn":
            fields = self.office.closing(self.state, course.closed, ["withdrawn"] * len(self.told.items))
            self.add(e.RequestWithdrawn(on=course.closed, how=stories.word("withdrawn", words), **fields))

    def _tried(self, confirmed: dt.date) -> None:
        """Ordinary mail: the office called on the day of arrival and logged that nobody answered (Reg. 31(2))."""
        if self.course.channel == "ordinary_mail" and self.course.arrived < confirmed:
            self.add(e.ContactTried(on=self.course.arrived, way="phone", at="15:20", result="no_answer"))

    def _corrected(self, asked: Correction) -> None:
        days, words = self.office.correction_days, self.told.chance("correction")
        self.add(e.CorrectionAsked(on=asked.asked, what=stories.word("unclear", words), days=days, **self.office.letter("correction")))
        posted = asked.way == "post"
        limit = correction_notice(self.course.received, self.office.calendar).end
        sent = e.CorrectionNoticeSent(on=asked.asked, limit=limit, reached=None if posted else asked.asked, **self._sent(asked.way, "correction"))
        self.add(sent)
        if posted:
            self.add(e.CorrectionNoticeReached(on=asked.reached))
        if asked.received:
            excuse = "" if asked.in_time else stories.word("excuse")
            self.add(e.CorrectionReceived(on=asked.received, items=self._as_corrected(), excuse=excuse))
        else:
            self._abandoned("not_corrected", correction_due(asked.reached, days, self.office.calendar).end)

    def _as_corrected(self) -> tuple[str, ...]:
        year = self.course.received.year - 1
        return tuple(stories.word("corrected").format(subject=text, year=year) for text in self.told.items)

    def _charged(self, fee: Fee) -> None:
        """Fifteen pieces in one month, ten of them free (国办函〔2020〕109号); the applicant did not pay."""
        charged = e.FeeNoticeIssued(
            on=fee.noticed, basis="pieces", count=1, already=14, amount=100, reason=stories.word("too_many"), **self.office.letter("fee")
        )
        self.add(charged)
        self.add(e.FeeNoticeSent(on=fee.noticed, **self._sent("post", "fee")))
        self.add(e.FeeNoticeReached(on=fee.reached))
        self._abandoned("fee_unpaid", fee_payment(fee.reached, self.office.calendar).end)

    def _abandoned(self, outcome: str, until: dt.date) -> None:
        """The applicant let the time pass that ended with `until`."""
        day, kinds = self.course.closed, [outcome] * len(self.told.items)
        self.add(e.RequestAbandoned(on=day, outcome=outcome, until=until, **self.office.closing(self.state, day, kinds)))

    def _extended(self, extension: Extension) -> None:
        day, chain = extension.proposed, self.office.chain("extension", extension.proposed)
        reason = stories.word("extension", self.told.chance("extension"))
        self.add(e.ExtensionProposed(on=day, days=extension.days, reason=reason, chain=chain))
        for role in chain:
            self.add(e.ExtensionSigned(on=day, role=role))
        self.add(e.ExtensionNoticeIssued(on=day, **self.office.letter("extension")))
        self.add(e.ExtensionTold(on=extension.told, **self._sent(self.told.way, "extension")))
        self._signed_for()

    def _third_party(self, asked: ThirdParty) -> None:
        """It objects with good reasons, which binds (Reg. 32)."""
        letter = self.office.letter("consultation")
        self.add(e.ConsultationAsked(on=asked.asked, whom="third_party", items=(1,), what=self.told.items[0], party=self.third_party, **letter))
        self.add(e.ConsultationSent(on=asked.asked, consultation=1, **self._sent("post", "consultation")))
        self.add(e.ConsultationReached(on=asked.reached, consultation=1))
        self.add(e.ConsultationAnswered(on=asked.answered, consultation=1, response="objects", text=stories.word("no_consent")))
        weighed = stories.word("weighed")
        self.add(e.ThirdPartyWeighed(on=asked.answered, consultation=1, response="objects_with_reason", decision="withhold", reason=weighed))

    def _reasons(self, asked: Reasons) -> None:
        letter = self.office.letter("reasons")
        self.add(e.ReasonsAsked(on=asked.asked, why=stories.word("too_many"), until=asked.until, **letter))
        self.add(e.ReasonsNoticeSent(on=asked.asked, **self._sent(self.told.way, "reasons")))
        self._signed_for()
        self.add(e.ReasonsReceived(on=asked.received, text=stories.word("reasons")))

    def _answered(self) -> None:
        drafted, signed, closed = self.course.drafted, self.course.signed, self.course.closed
        if drafted is None or signed is None:
            raise AssertionError
        for item, (kind, fields) in enumerate(self.told.answers, 1):
            if kind == "does_not_exist":
                self._searched(item, drafted)
            self.add(e.ItemAnswered(on=drafted, item=item, answer=kind, **self._fields(kind, fields)))
        self._signed(drafted, signed)
        sealed = self.office.sealed
        self.add(e.SealedCopyFiled(on=signed, title=stories.word("sealed"), file=sealed["file"], sha256=sealed["sha256"]))
        self.add(e.AnswerServed(on=closed, **self._sent(self.told.way, "answer"), **self.office.closing(self.state, closed, self.state.answers)))
        self._signed_for()

    def _searched(self, item: int, day: dt.date) -> None:
        """Every division and the archive; a small organ that names no divisions has its office."""
        self.add(
            e.SearchRecorded(
                on=day,
                item=item,
                who=stories.word("searched"),
                places=self.office.organ.divisions or (stories.word("archive_of"),),
                archive=True,
                words=self.told.items[item - 1][:40],
                searched=day,
                result=stories.word("nothing"),
            )
        )

    def _fields(self, kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of an answer; that of a repeat names an answer from before the ledger unless `numbering` knows the earlier one."""
        found = {"ground": KINDS[kind].ground, **fields}
        if kind == "repeated":
            found |= {"earlier": stories.word("earlier").format(organ=self.office.organ.short_name), "earlier_on": _BEFORE_THE_LEDGER}
        return found

    def _signed(self, drafted: dt.date, signed: dt.date) -> None:
        chain = self.office.chain("answer", drafted)
        self.add(e.AnswerSubmitted(on=drafted, chain=chain))
        if self.course.returned:
            self.add(e.AnswerReturned(on=drafted, role=chain[0], reason=stories.word("returned")))
            self.add(e.AnswerSubmitted(on=drafted, chain=chain))
        for role in chain:
            self.add(e.AnswerSigned(on=signed, role=role))
        self.add(e.LetterIssued(on=signed, **self.office.letter("answer")))

    def _sent(self, way: str, what: str) -> dict[str, Any]:
        """The way a letter was given; what is posted has a number."""
        return {"way": way, "mail_number": f"XA{self.told.chance(what).randrange(10**8):08}CN" if way == "post" else ""}

    def _signed_for(self) -> None:
        """The post brought the receipt of the last letter some days later (送达登记)."""
        service = self.state.services[-1]
        if service.way == "post":
            day = self.office.calendar.add_workdays(service.on, 3).day
            self.add(e.DeliverySigned(on=day, service=service.number))
