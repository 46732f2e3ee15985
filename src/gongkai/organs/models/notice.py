"""Notices to people."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.organs.models.organ import Organ


class Notice(models.Model):
    """A notice (提醒) to one person: an English msgid with its fields, told in the reader's language; shown in the staff home, sent by e-mail once.

    `key` makes a repeated notice one: the same key to the same person is not given twice.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True)
    key = models.CharField(max_length=120)
    text = models.TextField()
    fields = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    due = models.DateTimeField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        verbose_name = _("notice to a person")
        verbose_name_plural = _("notices to persons")
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="organs_notice_once"),)

    def __str__(self) -> str:
        return gettext(self.text) % self.fields
