"""What happens to a request (办理过程), as past-tense facts. Pure data: an event keeps what was true and known when it happened.

Every event has the day `on` on which it happened, which may lie before the day it was recorded. No event holds personal data: an applicant is
the key of a person row, letters and scans are names of encrypted files. Texts of a request (what is asked for) are its content.

A new kind of event is a class in the module of its step here, a function in the module of that name in `gongkai.cases.fold`, and an action.
"""

from gongkai.cases.events.answering import (
    AnswerReturned,
    AnswerServed,
    AnswerSigned,
    AnswerSubmitted,
    ItemAnswered,
    LetterIssued,
    RequestWithdrawn,
    SealedCopyFiled,
    SearchRecorded,
)
from gongkai.cases.events.arriving import FileScanned, ReceiptConfirmed, RequestArrived, ScanFiled
from gongkai.cases.events.base import KINDS, Beside, Closes, Event, Lettered, Sent, dumped, loaded
from gongkai.cases.events.charging import FeeDropped, FeeNoticeIssued, FeeNoticeReached, FeeNoticeSent, FeePaid
from gongkai.cases.events.consulting import (
    ConsultationAnswered,
    ConsultationAsked,
    ConsultationEnded,
    ConsultationReached,
    ConsultationSent,
    DelayDecided,
    DelayTold,
    ReasonsAsked,
    ReasonsNoticeSent,
    ReasonsReceived,
    ThirdPartyNoticeIssued,
    ThirdPartyNoticeSent,
    ThirdPartyWeighed,
)
from gongkai.cases.events.contacting import ContactTried
from gongkai.cases.events.correcting import (
    CorrectionAsked,
    CorrectionNoticeReached,
    CorrectionNoticeSent,
    CorrectionReceived,
    LateCorrectionAllowed,
    RequestAbandoned,
)
from gongkai.cases.events.extending import ExtensionNoticeIssued, ExtensionProposed, ExtensionReturned, ExtensionSigned, ExtensionTold
from gongkai.cases.events.joining import RELEASED, AnsweredJointly, ItemAnsweredJointly, RequestJoined, RequestReleased, RequestSeparated
from gongkai.cases.events.papers import PaperFiled
from gongkai.cases.events.serving import DeliveryRepeated, DeliveryReturned, DeliverySigned
from gongkai.cases.events.working import (
    CaseArchived,
    CaseAssigned,
    CaseHandedOver,
    DueDayMissed,
    DueDayRecomputed,
    NoteWritten,
    OpinionAsked,
    OpinionGiven,
    RecordCorrected,
)

__all__ = [
    "KINDS",
    "RELEASED",
    "AnswerReturned",
    "AnswerServed",
    "AnswerSigned",
    "AnswerSubmitted",
    "AnsweredJointly",
    "Beside",
    "CaseArchived",
    "CaseAssigned",
    "CaseHandedOver",
    "Closes",
    "ConsultationAnswered",
    "ConsultationAsked",
    "ConsultationEnded",
    "ConsultationReached",
    "ConsultationSent",
    "ContactTried",
    "CorrectionAsked",
    "CorrectionNoticeReached",
    "CorrectionNoticeSent",
    "CorrectionReceived",
    "DelayDecided",
    "DelayTold",
    "DeliveryRepeated",
    "DeliveryReturned",
    "DeliverySigned",
    "DueDayMissed",
    "DueDayRecomputed",
    "Event",
    "ExtensionNoticeIssued",
    "ExtensionProposed",
    "ExtensionReturned",
    "ExtensionSigned",
    "ExtensionTold",
    "FeeDropped",
    "FeeNoticeIssued",
    "FeeNoticeReached",
    "FeeNoticeSent",
    "FeePaid",
    "FileScanned",
    "ItemAnswered",
    "ItemAnsweredJointly",
    "LateCorrectionAllowed",
    "LetterIssued",
    "Lettered",
    "NoteWritten",
    "OpinionAsked",
    "OpinionGiven",
    "PaperFiled",
    "ReasonsAsked",
    "ReasonsNoticeSent",
    "ReasonsReceived",
    "ReceiptConfirmed",
    "RecordCorrected",
    "RequestAbandoned",
    "RequestArrived",
    "RequestJoined",
    "RequestReleased",
    "RequestSeparated",
    "RequestWithdrawn",
    "ScanFiled",
    "SealedCopyFiled",
    "SearchRecorded",
    "Sent",
    "ThirdPartyNoticeIssued",
    "ThirdPartyNoticeSent",
    "ThirdPartyWeighed",
    "dumped",
    "loaded",
]
