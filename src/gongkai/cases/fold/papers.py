"""Papers put on record beside the steps they belong to (往来材料): each needs its step; when it is scanned is free until the archive."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from gongkai.cases import events as e
from gongkai.cases.state import Case, StepError
from gongkai.messages import message

WHATS: Mapping[str, Callable[[Case], tuple[int, ...]]] = {
    "opinion": lambda case: tuple(one.number for one in case.consultations if one.answered),
    "correction": lambda case: (0,) if case.correction and case.correction.received else (),
    "reasons": lambda case: (0,) if case.reasons and case.reasons.received else (),
    "payment": lambda case: (0,) if case.charge and case.charge.paid else (),
    "withdrawal": lambda case: (0,) if case.withdrawn else (),
    "delivery": lambda case: tuple(one.number for one in case.services if one.way != "electronic"),
}
"""What a paper can be, each with what a case has that such a paper can belong to, by its number: the written answer of who was asked (征求意见答复,
Reg. 15, 32, 34), the corrected request (补正材料, Reg. 30), the reasons (说明理由材料, Reg. 35), the voucher of a payment (缴费凭证), the withdrawal
(撤回申请书), the receipt or the returned cover of a letter that was served (送达回证)."""


def _filed(case: Case, event: e.PaperFiled) -> Case:
    if event.what not in WHATS or event.about not in WHATS[event.what](case):
        raise StepError(message("Nothing is on record that this paper could belong to: record the step first"))
    return kept_back(case, event.file) if event.waits else case


def kept_back(case: Case, file: str) -> Case:
    """The state in which `file` waits for the virus scanner; the same content twice is one file."""
    return case if is_kept_back(case, file) else replace(case, unscanned=(*case.unscanned, file))


def is_kept_back(case: Case, file: str) -> bool:
    """Whether nobody may see `file`: it waits for the virus scanner, or something was found in it."""
    return file in case.unscanned or file in case.infected


STEPS: dict[type[e.Event], Callable[[Case, Any], Case]] = {e.PaperFiled: _filed}
