"""The events of an ordinary request in March 2026, its correction and its extension; the days are those that the tests of the fold count with."""

import datetime as dt
from dataclasses import replace

from gongkai.cases import events as e
from gongkai.cases.clock import clock
from gongkai.cases.ledger import fold
from gongkai.statute.calendar import Calendar
from gongkai.statute.readings import readings

MONDAY = dt.date(2026, 3, 2)
ARRIVED = e.RequestArrived(
    on=MONDAY,
    channel="internet",
    number="2026-00001",
    applicant="p",
    applicant_kind="natural_person",
    items=("甲", "乙"),
    form="any",
    delivery="post",
)
CONFIRMED = e.ReceiptConfirmed(on=dt.date(2026, 3, 3), how="电话")
CHAIN = ("legal_reviewer", "office_head")
LETTER = e.LetterIssued(on=dt.date(2026, 3, 10), number="〔2026〕1号", data="a", docx="b", pdf="c")
SERVED = e.AnswerServed(
    on=dt.date(2026, 3, 11),
    way="post",
    mail_number="1",
    edition="2021",
    row="granted",
    column="natural_person",
    due=dt.date(2026, 3, 31),
    calendar="v",
)

WITHDRAWN = e.RequestWithdrawn(
    on=dt.date(2026, 3, 11), how="来函", edition="2021", row="other.other", column="natural_person", due=dt.date(2026, 3, 31), calendar="v"
)

ASKED = e.CorrectionAsked(on=dt.date(2026, 3, 6), what="写明名称", days=15, number="〔2026〕2号", data="a", docx="b", pdf="c")
LIMIT = dt.date(2026, 3, 12)  # confirmed on Tuesday 3 March: 4, 5, 6, 9, 10, 11, 12 March are 7 working days
SENT = e.CorrectionNoticeSent(on=dt.date(2026, 3, 9), way="electronic", reached=dt.date(2026, 3, 9), limit=LIMIT)
POSTED = replace(SENT, way="post", mail_number="1", reached=None)
TOO_LATE = replace(SENT, on=dt.date(2026, 3, 13), reached=dt.date(2026, 3, 13))
ALLOWED = e.LateCorrectionAllowed(on=dt.date(2026, 3, 13), reason="申请人同意")
CORRECTED = e.CorrectionReceived(on=dt.date(2026, 3, 25), items=("甲", "丙"))
ABANDONED = e.RequestAbandoned(
    on=dt.date(2026, 3, 31),
    outcome="not_corrected",
    until=dt.date(2026, 3, 30),
    edition="2021",
    row="other.not_corrected",
    column="natural_person",
    due=None,
    calendar="v",
)
EXTEND = e.ExtensionProposed(on=dt.date(2026, 3, 20), days=20, reason="需要检索档案", chain=("office_head",))
APPROVED = e.ExtensionSigned(on=dt.date(2026, 3, 20), role="office_head")
NOTICE = e.ExtensionNoticeIssued(on=dt.date(2026, 3, 20), number="〔2026〕3号", data="a", docx="b", pdf="c")
TOLD = e.ExtensionTold(on=dt.date(2026, 3, 31), way="electronic")
EXTENDED = (ARRIVED, CONFIRMED, EXTEND, APPROVED, NOTICE, TOLD)
CORRECTING = (ARRIVED, CONFIRMED, ASKED, SENT)


def answer(item: int, day: int = 4) -> e.ItemAnswered:
    return e.ItemAnswered(on=dt.date(2026, 3, day), item=item, answer="disclosed", text="见附件")


def signed(role: str) -> e.AnswerSigned:
    return e.AnswerSigned(on=dt.date(2026, 3, 10), role=role)


WHOLE = (
    ARRIVED,
    CONFIRMED,
    answer(1),
    answer(2),
    e.AnswerSubmitted(on=dt.date(2026, 3, 5), chain=CHAIN),
    *map(signed, CHAIN),
    LETTER,
    SERVED,
)


def due(*events: e.Event, on: str = "2026-04-01") -> dt.date | None:
    return clock(fold(events), dt.date.fromisoformat(on), Calendar(), readings()).due
