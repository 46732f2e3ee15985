"""Signing chains (审签流程): whose signatures, in which order, stand under a kind of document."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SignedDocument:
    """A kind of document: its name, the usual chain, the role that must sign and why.

    `last`: that role's signature is the approval itself, so it comes last.
    """

    code: str
    name: Any
    usual: tuple[str, ...]
    must: str
    why: Any
    last: bool = False


DOCUMENTS = {
    one.code: one
    for one in (
        SignedDocument(
            "answer",
            _("answer to a request"),
            ("legal_reviewer", "secrecy_reviewer", "office_head"),
            "secrecy_reviewer",
            _("information is reviewed for secrecy before it is given (Reg. 17)"),
        ),
        SignedDocument(
            "extension",
            _("extension of the period"),
            ("office_head",),
            "office_head",
            _("the head of the disclosure office approves an extension (Reg. 33)"),
            last=True,
        ),
        SignedDocument(
            "publication",
            _("publication"),
            ("secrecy_reviewer", "office_head"),
            "secrecy_reviewer",
            _("information is reviewed for secrecy before it is published (Reg. 17)"),
        ),
        SignedDocument(
            "annual_report",
            _("annual report"),
            ("office_head", "head"),
            "office_head",
            _("the disclosure office compiles the annual report (Reg. 4)"),
        ),
    )
}
SIGNING_ROLES = ("handler", "legal_reviewer", "secrecy_reviewer", "office_head", "head")
