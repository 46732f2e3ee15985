"""The registers, their steps and their words: tables. A new register is a row of `KINDS`, a new step a row of `STEPS`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

UNNAMED = "（未署名）"
"""What stands for the name of somebody who gave only a way to reach them; kept as written, in the language of the files."""

Stage = Literal["received", "accepted", "asked", "decided", "closed"]

STAGES: Mapping[str, Any] = {
    "received": _("received, not accepted yet"),
    "accepted": _("accepted, being dealt with"),
    "asked": _("waits for what was asked for"),
    "decided": _("decided, not told yet"),
    "closed": _("finished"),
}
WAYS: Mapping[str, Any] = {
    "in_person": _("in person"),
    "phone": _("by telephone"),
    "post": _("by post"),
    "email": _("by e-mail"),
    "site": _("through this site"),
    "platform": _("through a hotline or another platform"),  # 12345热线等
}
"""How an entry came in, and how somebody was told."""

PAPERS: Mapping[str, Any] = {
    "came": _("What came in"),
    "proof": _("What proves it"),
    "given": _("What the person was given"),
}
"""What a file on record is."""

ENDINGS: Mapping[str, Any] = {
    "transferred": _("passed on to the organ that is responsible"),  # 转送有权的行政机关
    "referred": _("told to turn to the organ that is responsible"),  # 告知向有权的行政机关提出
    "withdrawn": _("taken back"),
    "unsupplemented": _("what was asked for did not come"),
}
"""How an entry of any register can end without a decision on it."""


@dataclass(frozen=True)
class Step:
    """A step: possible in the stages `begins`, after it the entry is in `ends`; `capability` takes it, the register's `decides` where it is empty.

    `fields` are asked beside the day: `text` (labelled `asks`), `outcome` (of `outcomes`, or the register's own), `organ`, `way`, `until`;
    those in `optional` may stay empty.
    """

    code: str
    title: Any
    done: Any
    begins: tuple[Stage, ...]
    ends: Stage
    capability: str = ""
    fields: tuple[str, ...] = ("text",)
    asks: Any = ""
    optional: tuple[str, ...] = ()
    outcomes: Mapping[str, Any] | None = None


def _some(*codes: str) -> Mapping[str, Any]:
    return {code: ENDINGS[code] for code in codes}


_STEPS = (
    Step("accept", _("Accept"), _("Accepted"), ("received",), "accepted", "case.register", asks=_("Note"), optional=("text",)),
    Step(
        "ask",
        _("Ask for what is missing"),
        _("What is missing was asked for"),
        ("received", "accepted"),
        "asked",
        "case.answer",
        ("text", "until", "way"),
        _("What has to be sent"),
        ("until",),
    ),
    Step("supplement", _("Record what was sent later"), _("What was asked for came"), ("asked",), "accepted", "case.register", asks=_("What came")),
    Step("decide", _("Decide"), _("Decided"), ("accepted",), "decided", "", ("outcome", "text"), _("Reasons and what follows")),
    Step("answer", _("Answer"), _("Answered"), ("received", "accepted"), "closed", "case.answer", ("outcome", "way", "text"), _("The answer")),
    Step(
        "tell",
        _("Record that the person was told"),
        _("The person was told"),
        ("decided",),
        "closed",
        "case.register",
        ("way", "text"),
        _("Note"),
        ("text",),
    ),
    Step("file", _("File: nobody can be told"), _("Filed: nobody can be told"), ("decided",), "closed", "case.register", asks=_("The reason")),
    Step(
        "transfer",
        _("Pass on, or name the organ responsible"),
        _("Not for this organ"),
        ("received", "accepted", "asked"),
        "closed",
        "",
        ("outcome", "organ", "way", "text"),
        _("Why that organ is responsible"),
        outcomes=_some("transferred", "referred"),
    ),
    Step(
        "close",
        _("Close without a decision"),
        _("Closed without a decision"),
        ("received", "accepted", "asked"),
        "closed",
        "",
        ("outcome", "text"),
        _("The reason"),
        outcomes=_some("withdrawn", "unsupplemented"),
    ),
    Step("amend", _("Correct this entry"), _("Corrected"), ("closed",), "closed", "case.register", asks=_("Which mistake, and what is right")),
    Step("reopen", _("Take up again"), _("Taken up again"), ("closed",), "accepted", "case.decide", asks=_("Which mistake, or what is new")),
)
STEPS: Mapping[str, Step] = {one.code: one for one in _STEPS}


@dataclass(frozen=True)
class Field:
    """A field of a register's entries beside who and what: its label, whether it is needed, the choices where it has some."""

    code: str
    label: Any
    help: Any = ""
    needed: bool = False
    choices: Mapping[str, Any] | None = None
    most: int = 200


_REQUEST = Field("request", _("Number of the request it is about"), _("If it is about one."))
_HELPS = {
    "writing": _("cannot write: the request was taken down (Reg. 29)"),
    "reading": _("has difficulty reading (Reg. 43)"),
    "sight_hearing": _("cannot see or hear well (Reg. 43)"),
    "other": _("another difficulty"),
}


@dataclass(frozen=True)
class Kind:
    """A register: `sign` stands in its numbers, `begins` is the stage of a new entry, `decides` the capability that decides.

    `days`: the setting with the working days in which an entry is dealt with; empty: nothing is due. The Regulation sets no time for any of them.
    `open_to_all`: the public can send an entry; `needs` are the fields of a person (`persons.fields`) that it must give then, of a group one.
    """

    code: str
    title: Any
    one: Any
    article: Any
    sign: str
    text: Any
    steps: tuple[str, ...]
    outcomes: Mapping[str, Any]
    decides: str = "case.answer"
    fields: tuple[Field, ...] = ()
    days: str = ""
    begins: Stage = "received"
    open_to_all: bool = False
    needs: tuple[tuple[str, ...], ...] = ()
    about: Any = ""


_ROUND = ("accept", "ask", "supplement", "decide", "tell", "file", "transfer", "close", "amend", "reopen")
_KINDS = (
    Kind(
        "complaint",
        _("Complaints about the work"),
        _("Complaint about the work"),
        _("Reg. 47, 51"),
        "公开诉",
        _("What the complaint says"),
        _ROUND,
        {
            "substantiated": _("found true: to be put right"),  # 查证属实，督促整改或者通报批评
            "partly": _("found true in part"),
            "unsubstantiated": _("not found true"),
            "not_accepted": _("not a complaint about disclosure: not accepted"),
        },
        "case.decide",
        (Field("about", _("Organ it is about"), needed=True), _REQUEST),
        "complaint_days",
        open_to_all=True,
        about=_(
            "If an organ does not publish what it must, or does not deal with a request as the law asks, you can tell the department that supervises "
            "this work or the next higher organ (Reg. 47, 51). You need not say who you are; but without a telephone number or an e-mail address "
            "nobody can ask you. Asking for reconsideration and suing remain possible, and their periods go on running."
        ),
    ),
    Kind(
        "correction",
        _("Corrections of records"),
        _("Correction of one's own record"),
        _("Reg. 41"),
        "公开更",
        _("What is wrong, what is right, and what proves it"),
        _ROUND,
        {
            "corrected": _("corrected"),
            "partly": _("corrected in part"),
            "not_corrected": _("not corrected: the record is right, or nothing proves the mistake"),
        },
        fields=(Field("about", _("Record that is wrong"), _("Its name, number or place."), needed=True), _REQUEST),
        days="record_correction_days",
        open_to_all=True,
        needs=(("name",), ("number",), ("phone", "email")),
        about=_(
            "If information that an organ has provided about yourself is wrong and you can prove it, you can ask for its correction (Reg. 41). "
            "The organ corrects it and tells you, or passes it on to the organ that can, or names that organ."
        ),
    ),
    Kind(
        "consultation",
        _("Consultations"),
        _("Consultation"),
        _("Reg. 28"),
        "公开询",
        _("Question"),
        ("ask", "supplement", "answer", "transfer", "close", "amend", "reopen"),
        {"answered": _("answered")},
        days="consultation_days",
        open_to_all=True,
        needs=(("phone", "email"),),
        about=_(
            "Questions about how disclosure works, or how a form is filled in. A question is no request for information: "
            "for that, use the form for requests."
        ),
    ),
    Kind(
        "help",
        _("Help given"),
        _("Help given"),
        _("Reg. 29, 43"),
        "公开助",
        _("What help was given"),
        ("amend",),
        {"given": _("help was given")},
        fields=(Field("difficulty", _("Difficulty"), needed=True, choices=_HELPS), _REQUEST),
        begins="closed",
    ),
)
KINDS: Mapping[str, Kind] = {one.code: one for one in _KINDS}


def outcome_name(kind: Kind, code: str) -> str:
    """An outcome of an entry in the reader's language; empty where there is none yet."""
    return str({**ENDINGS, **kind.outcomes}[code]) if code else ""


def outcomes_of(kind: Kind, step: Step) -> Mapping[str, Any]:
    """The outcomes that a step can have in a register."""
    return kind.outcomes if step.outcomes is None else step.outcomes


def capability_of(kind: Kind, step: Step) -> str:
    """Who takes the step in the register."""
    return step.capability or kind.decides


def next_capability(kind: Kind, stage: str) -> str:
    """Who takes the next step of an entry in `stage`; empty where the office has none to take."""
    if stage in {"asked", "closed"} or kind.begins == "closed":
        return ""
    usual = (capability_of(kind, STEPS[code]) for code in kind.steps if stage in STEPS[code].begins and code not in _BESIDE)
    return next(usual, "")


_BESIDE = frozenset({"ask", "close", "transfer"})
"""Steps beside the usual way of an entry."""
