"""The office tries to reach the applicant (与申请人联系), to confirm a request that came by ordinary mail, internet or fax (Reg. 31)."""

from dataclasses import dataclass

from gongkai.cases.events.base import Event


@dataclass(frozen=True, kw_only=True)
class ContactTried(Event, kind="contact_tried"):
    """The office tried to confirm the receipt with the applicant and did not reach them (联系未果).

    `way`: one of `gongkai.cases.contacting.WAYS`; `at`: the time of that day, as 14:05; `result`: one of `contacting.RESULTS`; `note` in words,
    without names and numbers of persons.
    """

    way: str
    at: str
    result: str
    note: str = ""
