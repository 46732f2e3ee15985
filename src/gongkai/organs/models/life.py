"""What happened to an organ: an event each, with its legal basis."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.organs.models.organ import Organ


class OrganEvent(models.Model):
    """An event in an organ's life: when it took effect (`on`), by which document (依据文件), who recorded it when and why.

    `file` names the document in the file store, empty where none was attached. `detail` says what changed, as data. `recorded_by` is the
    kind of the actor and its key, `user:7`, `command:organ`. `answers` is the sending back that an answer answers.
    """

    class Kind(models.TextChoices):
        """Kinds of events."""

        CREATED = "created", _("created")
        RENAMED = "renamed", _("renamed")
        MERGED = "merged", _("merged")
        ABOLISHED = "abolished", _("abolished")
        RELATED = "related", _("relation changed")
        CHANGED = "changed", _("data changed")
        SENT_BACK = "sent_back", _("sent back")
        ANSWERED = "answered", _("answered what was sent back")

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="events")
    other = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("event"), max_length=20, choices=Kind.choices)
    on = models.DateField(_("day"))
    basis = models.CharField(_("basis document"), max_length=200, blank=True)
    file = models.CharField(max_length=64, blank=True)
    file_title = models.CharField(max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    detail = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=80)
    answers = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="answer")

    class Meta:
        """In the order in which they took effect."""

        verbose_name = _("event of an organ")
        verbose_name_plural = _("events of organs")
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.organ}: {self.get_kind_display()}"
