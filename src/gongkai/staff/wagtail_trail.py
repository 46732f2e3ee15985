"""What is done to pages in Wagtail, as rows of our trail (审计日志): each entry of Wagtail's page log becomes one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from gongkai.audit.actors import Actor
from gongkai.audit.trail import record
from gongkai.staff.models import organ_of

# Wagtail's actions and what our trail calls them; every other is `page.changed`, with Wagtail's word in the detail.
VERBS = {
    "wagtail.create": "page.created",
    "wagtail.edit": "page.edited",
    "wagtail.revert": "page.reverted",
    "wagtail.rename": "page.renamed",
    "wagtail.publish": "page.published",
    "wagtail.unpublish": "page.unpublished",
    "wagtail.delete": "page.deleted",
    "wagtail.workflow.start": "page.submitted",
    "wagtail.workflow.approve": "page.approved",
    "wagtail.workflow.reject": "page.sent_back",
    "wagtail.workflow.resume": "page.resubmitted",
    "wagtail.workflow.cancel": "page.withdrawn",
}

FILE_VERBS = {
    "portal.picture": ("picture.uploaded", "picture.changed"),
    "portal.publicfile": ("file.uploaded", "file.changed"),
}
"""By model: when it is new, when it is changed."""

Row = tuple[str, int | None, tuple[str, str], dict[str, Any], Any]
_HELD: ContextVar[list[Row] | None] = ContextVar("held", default=None)


@contextmanager
def rows_last(actor: Actor) -> Iterator[None]:
    """Hold the rows of this block and write them at its end, as `actor`'s: the trail's lock is the transaction's last statement."""
    held: list[Row] = []
    token = _HELD.set(held)
    try:
        yield
    finally:
        _HELD.reset(token)
    for verb, organ, subject, detail, _user in held:
        record(verb, actor, organ=organ, subject=subject, detail=detail)


def note(verb: str, organ: int | None, subject: tuple[str, str], detail: dict[str, Any], user: Any = None) -> None:
    """A row now, or at the end of the request that is being answered. Without a request it is `user`'s, without a user a command's."""
    held = _HELD.get()
    if held is not None:
        held.append((verb, organ, subject, detail, user))
        return
    actor = Actor.of(user) if user is not None else Actor.command("wagtail")
    record(verb, actor, organ=organ, subject=subject, detail=detail)


def page_logged(instance: Any, created: bool, **_kwargs: Any) -> None:  # noqa: FBT001  # a signal's receiver
    """Wagtail has logged something done to a page (signal `post_save` of its page log)."""
    if not created:
        return
    verb = VERBS.get(instance.action, "page.changed")
    detail = {"revision": instance.revision_id} | ({} if instance.action in VERBS else {"action": instance.action})
    page = instance.page
    note(verb, organ_of(page.path) if page else None, ("wagtailcore.page", str(instance.page_id)), detail, instance.user)


def file_saved(instance: Any, created: bool, update_fields: Any = None, **_kwargs: Any) -> None:  # noqa: FBT001  # a signal's receiver
    """A picture or file was uploaded or changed (signal `post_save`); Wagtail's own bookkeeping of size and hash is no change."""
    if update_fields is not None and set(update_fields) <= {"file_size", "file_hash"}:
        return
    space = getattr(instance.collection, "space", None)
    label = instance._meta.label_lower  # noqa: SLF001  # Django's documented name
    uploaded, changed = FILE_VERBS[label]
    organ = space.organ_id if space else None
    note(uploaded if created else changed, organ, (label, str(instance.pk)), {"file": instance.file.name}, instance.uploaded_by_user)
