"""The period is extended (延长答复期限, Reg. 33)."""

from dataclasses import dataclass

from gongkai.cases.events.base import Event, Lettered, Sent


@dataclass(frozen=True, kw_only=True)
class ExtensionProposed(Event, kind="extension_proposed"):
    """The handler proposed to extend the period by `days` working days for `reason` (Reg. 33); `chain`: the roles that sign, in their order."""

    days: int
    reason: str
    chain: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ExtensionSigned(Event, kind="extension_signed"):
    """Somebody with `role` approved the extension."""

    role: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ExtensionReturned(Event, kind="extension_returned"):
    """Somebody with `role` did not approve the extension, for `reason`: there is none."""

    role: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ExtensionNoticeIssued(Lettered, kind="extension_notice_issued"):
    """The approved extension became a letter (延期答复告知书)."""


@dataclass(frozen=True, kw_only=True)
class ExtensionTold(Sent, kind="extension_told"):
    """The applicant was told of the extension by `way`: from then on the later due day holds."""
