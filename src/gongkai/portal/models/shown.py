"""Which pictures and files the public may have: those on published pages."""

from django.db import models
from wagtail.models import Page


class Shown(models.Model):
    """A published page shows a picture or file. Rewritten with each publication, in its transaction (`gongkai.portal.shown`)."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    picture = models.ForeignKey("portal.Picture", on_delete=models.CASCADE, null=True, related_name="shown")
    file = models.ForeignKey("portal.PublicFile", on_delete=models.CASCADE, null=True, related_name="shown")

    class Meta:
        """One thing a row."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(picture__isnull=False, file__isnull=True) | models.Q(picture__isnull=True, file__isnull=False),
                name="portal_shown_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.page_id}: {self.picture_id or self.file_id}"
