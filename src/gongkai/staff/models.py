"""Where an organ's pages and files stand in Wagtail's trees, and the step of a workflow that a role takes."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from gongkai.organs import policies
from gongkai.organs.models import Organ
from gongkai.staff.forms import ReasonForm


class OrganSpace(models.Model):
    """An organ's place (栏目): everything under `page` and in `collection` is the organ's. The one truth of what in Wagtail belongs to whom."""

    organ = models.OneToOneField(Organ, on_delete=models.PROTECT, related_name="space")
    page = models.OneToOneField("wagtailcore.Page", on_delete=models.PROTECT, related_name="space")
    collection = models.OneToOneField("wagtailcore.Collection", on_delete=models.PROTECT, related_name="space")

    def __str__(self) -> str:
        return str(self.organ)


class RoleTask(Task):
    """A step of a workflow (审核环节) that those take who have `capability` in the organ of the page; no group is kept for it."""

    capability = models.CharField(max_length=60)

    admin_form_fields = ("name", "capability")

    class Meta:
        """How Wagtail calls it."""

        verbose_name = _("step of a role")
        verbose_name_plural = _("steps of roles")

    def _may(self, page: Any, user: Any) -> bool:
        organ = organ_of(page.path)
        return organ is not None and policies.may(user, self.capability, organ)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Who takes the step may open the editor."""
        return self._may(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """While the step is open only those edit who take it."""
        return not self._may(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """What the step can end with: action, its name, whether a comment is asked."""
        if not self._may(obj, user):
            return []
        return [("reject", _("Send back"), True), ("approve", _("Approve"), False)]  # Wagtail adds “and Publish” at the last step

    def get_form_for_action(self, action: str) -> Any:
        """What is asked for: a reason when something is sent back."""
        return ReasonForm if action == "reject" else super().get_form_for_action(action)

    def get_task_states_user_can_moderate(self, user: Any, **_kwargs: Any) -> Any:
        """The open steps that `user` can take; the page's organ is asked where they are shown (`gongkai.portal.waiting`)."""
        if policies.may(user, self.capability):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()

    @classmethod
    def get_description(cls) -> str:
        """What it is."""
        return str(_("Those take this step who have the role in the organ of the page"))


def organ_of(path: str) -> int | None:
    """The key of the organ under whose place a page stands, by the page's path in the tree; None above all organs."""
    steps = [path[:end] for end in range(4, len(path) + 1, 4)]  # treebeard's paths have four characters a level
    found = OrganSpace.objects.filter(page__path__in=steps).values_list("organ_id", flat=True)
    return next(iter(found), None)
