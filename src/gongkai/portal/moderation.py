"""Who handed in a page is told what became of it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

from gongkai.organs import notices

_APPROVED = gettext_noop("Your page “%(title)s” has been published.")
_SENT_BACK = gettext_noop("Your page “%(title)s” has been sent back.")


def approved(instance: Any, user: Any = None, **_kwargs: Any) -> None:
    """The page was published (signal `workflow_approved`)."""
    _tell(instance, user, "approved", _APPROVED)


def sent_back(instance: Any, user: Any = None, **_kwargs: Any) -> None:
    """The page was sent back (signal `workflow_rejected`); the reason stands in the page's history."""
    _tell(instance, user, "sent back", _SENT_BACK)


def _tell(state: Any, user: Any, what: str, text: str) -> None:
    person, page = state.requested_by, state.content_object
    if person is None or person == user:
        return
    task = state.current_task_state_id or 0
    link = reverse("wagtailadmin_pages:edit", args=[page.pk])
    told = notices.NoticeTo((person,), f"page {state.pk} {task} {what}", text, {"title": page.draft_title or page.title}, link, page.specific.organ())
    notices.give([told])
