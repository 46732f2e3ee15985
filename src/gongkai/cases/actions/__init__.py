"""The steps of a request: one action each, called by pages, commands and imports alike."""

from gongkai.cases.actions.answer import AnswerItem, ReturnAnswer, SignAnswer, SubmitAnswer
from gongkai.cases.actions.arrive import SendRequest
from gongkai.cases.actions.assign import AssignCase, HandOverAll, HandOverCase
from gongkai.cases.actions.base import Step
from gongkai.cases.actions.charge import ChargeFee, CloseUnpaid, DropFee, FeeNoticeArrived, RecordPayment, ServeFeeNotice
from gongkai.cases.actions.confirm import ConfirmReceipt
from gongkai.cases.actions.consult import (
    AskOrgan,
    AskThirdParty,
    ConsultationAnswered,
    ConsultationReached,
    EndConsultation,
    SendConsultation,
)
from gongkai.cases.actions.consult_reasons import AskReasons, DecideDelay, ReceiveReasons, ServeReasons, TellDelay
from gongkai.cases.actions.consult_weigh import TellThirdParty, WeighThirdParty
from gongkai.cases.actions.contact import LogAttempt
from gongkai.cases.actions.correct import AllowLateCorrection, AskCorrection, CloseUncorrected, NoticeReached, ReceiveCorrection, ServeCorrection
from gongkai.cases.actions.extend import ProposeExtension, ReturnExtension, SignExtension, TellExtension
from gongkai.cases.actions.join import JoinRequest, SeparateRequest
from gongkai.cases.actions.register import RegisterRequest
from gongkai.cases.actions.search import RecordSearch
from gongkai.cases.actions.serve import FileSealedCopy, ServeAnswer
from gongkai.cases.actions.virus import ScanFiles
from gongkai.cases.actions.withdraw import WithdrawRequest

__all__ = [
    "AllowLateCorrection",
    "AnswerItem",
    "AskCorrection",
    "AskOrgan",
    "AskReasons",
    "AskThirdParty",
    "AssignCase",
    "ChargeFee",
    "CloseUncorrected",
    "CloseUnpaid",
    "ConfirmReceipt",
    "ConsultationAnswered",
    "ConsultationReached",
    "DecideDelay",
    "DropFee",
    "EndConsultation",
    "FeeNoticeArrived",
    "FileSealedCopy",
    "HandOverAll",
    "HandOverCase",
    "JoinRequest",
    "LogAttempt",
    "NoticeReached",
    "ProposeExtension",
    "ReceiveCorrection",
    "ReceiveReasons",
    "RecordPayment",
    "RecordSearch",
    "RegisterRequest",
    "ReturnAnswer",
    "ReturnExtension",
    "ScanFiles",
    "SendConsultation",
    "SendRequest",
    "SeparateRequest",
    "ServeAnswer",
    "ServeCorrection",
    "ServeFeeNotice",
    "ServeReasons",
    "SignAnswer",
    "SignExtension",
    "Step",
    "SubmitAnswer",
    "TellDelay",
    "TellExtension",
    "TellThirdParty",
    "WeighThirdParty",
    "WithdrawRequest",
]
