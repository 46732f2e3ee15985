"""A request comes in (申请的提出与登记): its arrival, its files, its confirmation."""

from dataclasses import dataclass

from gongkai.cases.events.base import Event


@dataclass(frozen=True, kw_only=True)
class RequestArrived(Event, kind="request_arrived"):
    """A request came in (申请到达) by `channel` (`statute.receipt.channels`); whether the period has begun, the channel's rule says (Reg. 31).

    `applicant` is the key of a person row, `applicant_kind` one of `statute.outcomes.applicant_kinds`; `items` are what is asked for, a text
    each; `form` and `delivery` what the applicant wishes (Reg. 29), see `gongkai.cases.wishes`.

    `oral`: it was said to the office, which took it down. `agent`: the key of the person row of an agent (代理人), who acts by `authority`
    (`gongkai.cases.channels`). `joint`: the keys of those who ask together with the applicant, their representative. A placeholder for something
    secret has its `level` (`gongkai.cases.marking`) and the `keeper` of its content, which is not here.

    What came in from another system has its `foreign_number` there, once for an organ and `source`.
    """

    channel: str
    number: str
    applicant: str
    applicant_kind: str
    items: tuple[str, ...]
    form: str
    delivery: str
    oral: bool = False
    agent: str = ""
    authority: str = ""
    joint: tuple[str, ...] = ()
    level: str = ""
    keeper: str = ""
    source: str = ""
    foreign_number: str = ""


@dataclass(frozen=True, kw_only=True)
class ScanFiled(Event, kind="scan_filed"):
    """A file that came with the request was put on record: its stored name, `what` it is (`cases.channels.SCANS`), the `ending` of its kind.

    `waits`: the virus scanner could not be asked; nobody gets to see the file before a `FileScanned` says that nothing is in it.
    """

    file: str
    what: str
    ending: str
    waits: bool = False


@dataclass(frozen=True, kw_only=True)
class FileScanned(Event, kind="file_scanned"):
    """A file that waited was looked at by the virus scanner; `found` is what it found by the scanner's name for it, empty: nothing."""

    scanned: str
    found: str = ""


@dataclass(frozen=True, kw_only=True)
class ReceiptConfirmed(Event, kind="receipt_confirmed"):
    """The office confirmed the request with the applicant (双方确认, Reg. 31 item 3); `how` in words."""

    how: str = ""
