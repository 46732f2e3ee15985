"""A supervisor sends something back (退回) with a reason; the organ's office answers. Neither changes data of the organ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from gongkai.audit.actors import Actor
from gongkai.organs import notices, policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.basis import Basis, tell
from gongkai.organs.actions.checks import Problems, has_ended, lock_organ
from gongkai.organs.models import Organ, OrganEvent

MATTERS = {
    "contact": gettext_lazy("contact data of the disclosure office"),
    "facts": gettext_lazy("name, level, codes"),
    "settings": gettext_lazy("settings and numbers"),
    "people": gettext_lazy("people and roles"),
    "other": gettext_lazy("something else"),
}
LONGEST = 2000


def _text(text: str, field_name: str, problems: Problems) -> str:
    said = text.strip()
    if not said or len(said) > LONGEST:
        problems.add(field_name, _("Write something, at most %(most)s signs.") % {"most": LONGEST})
    return said


@dataclass(kw_only=True)
class SendBack(Action):
    """The supervisor says what is not right with an organ below."""

    verb: ClassVar[str] = "organ.send_back"
    capability: ClassVar[str] = "organ.send_back"

    organ: Organ
    matter: str
    reason: str

    def organ_asked(self) -> Organ:
        """The organ below."""
        return self.organ

    def check(self) -> None:
        """What, and why."""
        problems = Problems()
        has_ended(self.organ, problems)
        if self.matter not in MATTERS:
            problems.add("matter", _("Choose one of: %(known)s.") % {"known": "、".join(str(words) for words in MATTERS.values())})
        self.reason = _text(self.reason, "reason", problems)
        problems.stop()

    def write(self, actor: Actor) -> OrganEvent:
        """The event that waits for an answer."""
        basis = Basis(reason=self.reason)
        return tell(OrganEvent.Kind.SENT_BACK, self.organ, timezone.localdate(), actor, basis, detail={"matter": self.matter})

    def detail(self) -> Mapping[str, Any]:
        """Which matter; the reason stands in the event."""
        return {"matter": self.matter}

    def notices(self, subject: OrganEvent, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The head of the office, who answers, and the administrator, who changes."""
        yield notices.NoticeTo(
            notices.people_but(actor, policies.people_with(self.organ, ("office_head", "administrator"))),
            f"sent-back:{subject.pk}",
            gettext_noop("The supervisor has sent something of %(organ)s back; the head of the disclosure office answers."),
            {"organ": self.organ.name},
            link=notices.page_of(self.organ),
            organ=self.organ,
        )


@dataclass(kw_only=True)
class AnswerSentBack(Action):
    """The head of the disclosure office says what was done."""

    verb: ClassVar[str] = "organ.answer"
    capability: ClassVar[str] = "organ.answer"

    event: OrganEvent
    answer: str

    def organ_asked(self) -> Organ:
        """The organ."""
        return self.event.organ

    def check(self) -> None:
        """An answer, once."""
        lock_organ(self.event.organ)
        problems = Problems()
        if self.event.kind != OrganEvent.Kind.SENT_BACK:
            problems.add("event", _("Nothing was sent back there."))
        if OrganEvent.objects.filter(answers=self.event).exists():
            problems.add("answer", _("It has been answered already."))
        self.answer = _text(self.answer, "answer", problems)
        problems.stop()

    def write(self, actor: Actor) -> OrganEvent:
        """The answer."""
        basis = Basis(reason=self.answer)
        return tell(OrganEvent.Kind.ANSWERED, self.event.organ, timezone.localdate(), actor, basis, answers=self.event)

    def detail(self) -> Mapping[str, Any]:
        """To what."""
        return {"event": self.event.pk}

    def notices(self, subject: OrganEvent, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Who sent it back."""
        kind, _colon, key = self.event.recorded_by.partition(":")
        if kind == "user":
            sender = policies.accounts({int(key)})
            yield notices.NoticeTo(
                notices.people_but(actor, sender),
                f"answered:{subject.pk}",
                gettext_noop("%(organ)s has answered what you sent back."),
                {"organ": subject.organ.name},
                link=notices.page_of(subject.organ),
                organ=subject.organ,
            )
