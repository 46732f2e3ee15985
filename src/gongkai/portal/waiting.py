"""Pages that wait for the decision of a head of the disclosure office."""

import datetime as dt
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from gongkai.organs.waiting import Waiting
from gongkai.staff.scoping.grants import spaces
from gongkai.staff.waiting import stood_in_for


def waiting(user: Any, on: dt.date) -> Iterator[Waiting]:
    """The pages handed in for publication in the organs where `user` publishes, the oldest first; they have no legal due time.

    Two queries, however many organs and pages there are: the places of the person's organs, and the pages that wait under them.
    """
    mine = {space.page.path: space for space in spaces(user, "page.publish", with_organ=True)}
    if not mine:
        return
    absent = stood_in_for(user, "page.publish", on)
    below = reduce(or_, (Q(path__startswith=path) for path in mine))
    for page in Page.objects.filter(below, _waits()).order_by("latest_revision_created_at", "pk"):
        # A place's page stands right below the site's root, and no organ's place below another's: one path is the beginning of the page's.
        space = next(mine[path] for path in mine if page.path.startswith(path))
        title = _("Page to be published: %(title)s") % {"title": page.draft_title or page.title}
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield Waiting(due=None, title=title, url=url, organ=space.organ, who=absent.get(space.organ_id))


def _waits() -> Exists:
    """The condition that a page waits for who publishes."""
    open_steps = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        current_task_state__status=TaskState.STATUS_IN_PROGRESS,
        current_task_state__task__roletask__capability="page.publish",
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField(max_length=255)),
    )
    return Exists(open_steps)
