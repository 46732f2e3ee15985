"""A request to which others are asked across Spring Festival 2026; every day is worked out by hand.

Received in person on Tuesday 20 January 2026: 21 to 23 January are 3 working days, 26 to 30 January 8, 2 to 6 February 13, 9 to 13 February 18,
Saturday 14 February (worked for the holiday) 19; 15 to 23 February are Spring Festival; 24 February is 20.
"""

import datetime as dt

from gongkai.cases import events as e

PRINTED = {"number": "青市监〔2026〕1号", "data": "a", "docx": "b", "pdf": "c"}


def day(text: str) -> dt.date:
    """A day of 2026, as 02-14."""
    return dt.date.fromisoformat(f"2026-{text}")


ARRIVED = e.RequestArrived(
    on=day("01-20"),
    channel="in_person",
    number="2026-00001",
    applicant="p",
    applicant_kind="natural_person",
    items=("甲", "乙"),
    form="any",
    delivery="post",
)
DUE = day("02-24")


def asked(whom: str = "third_party", on: str = "01-26", items: tuple[int, ...] = (1,)) -> e.ConsultationAsked:
    """Asked about an item."""
    who = {"party": "q"} if whom == "third_party" else {"organ": "青石县自然资源局"}
    return e.ConsultationAsked(on=day(on), whom=whom, items=items, what="检验报告", **who, **PRINTED)


def sent(on: str = "01-26", number: int = 1, way: str = "post") -> e.ConsultationSent:
    """By post the letter is under way."""
    return e.ConsultationSent(on=day(on), way=way, mail_number="XA1", consultation=number, reached=None if way == "post" else day(on))


def reached(on: str = "01-28", number: int = 1) -> e.ConsultationReached:
    """On Wednesday 28 January.

    15 working days: 29 and 30 January are 2, 2 to 6 February 7, 9 to 13 February 12, 14 February 13, 24 and 25 February 15.
    """
    return e.ConsultationReached(on=day(on), consultation=number)


def replied(on: str = "02-12", response: str = "objects", number: int = 1) -> e.ConsultationAnswered:
    """Answered."""
    return e.ConsultationAnswered(on=day(on), consultation=number, response=response, text="涉及商业秘密")


def weighed(on: str, response: str, decision: str, number: int = 1, **more: str | dt.date) -> e.ThirdPartyWeighed:
    """Weighed."""
    said: dict[str, object] = {"reason": "理由充分", "content": "检验报告", **more}
    return e.ThirdPartyWeighed(on=day(on), consultation=number, response=response, decision=decision, **said)  # type: ignore[arg-type]


def item(answer: str, on: str = "03-02", number: int = 1, **more: object) -> e.ItemAnswered:
    """An item is answered."""
    return e.ItemAnswered(on=day(on), item=number, answer=answer, text="见附件", **more)  # type: ignore[arg-type]


SUBMITTED = e.AnswerSubmitted(on=day("03-02"), chain=("office_head",))
SIGNED = e.AnswerSigned(on=day("03-03"), role="office_head")
LETTER = e.LetterIssued(on=day("03-03"), **PRINTED)
NOTICE = e.ThirdPartyNoticeIssued(on=day("03-03"), consultation=1, **PRINTED)
TOLD = e.ThirdPartyNoticeSent(on=day("03-04"), way="post", mail_number="XA2", consultation=1)
SERVED = e.AnswerServed(
    on=day("03-05"), way="post", mail_number="1", edition="2021", row="granted", column="natural_person", due=day("03-12"), calendar="v"
)
ASKED_REASONS = e.ReasonsAsked(on=day("01-26"), why="一月内提出四十件", until=day("02-10"), **PRINTED)
SENT_REASONS = e.ReasonsNoticeSent(on=day("01-27"), way="electronic")
GAVE_REASONS = e.ReasonsReceived(on=day("02-05"), text="写论文需要")
DELAY = e.DelayDecided(on=day("02-09"), until=day("04-30"), reason="数量大", **PRINTED)
DELAY_TOLD = e.DelayTold(on=day("02-24"), way="electronic")
