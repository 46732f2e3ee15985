"""Rows of the audit trail, and the checkpoints behind which retention removes them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditRow(models.Model):
    """What happened, who did it, when, to what (审计记录); never changed, never deleted but behind a checkpoint: triggers see to it.

    `sequence` counts from 1 without a gap. `detail` is canonical JSON and holds keys of person rows, never personal data. `digest` is the keyed
    hash over the row and the digest before it (`gongkai.audit.chain`).
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor = models.CharField(max_length=64)
    organ = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=64)
    detail = models.TextField()
    address = models.CharField(max_length=45)
    key_number = models.IntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        """Indexes for the search by who, what, when."""

        verbose_name = _("audit row")
        verbose_name_plural = _("audit rows")
        indexes = (
            models.Index(fields=["at"], name="audit_by_time"),
            models.Index(fields=["actor", "sequence"], name="audit_by_actor"),
            # Commands and tasks are few; whoever looks for one by a part of its name reads these alone.
            models.Index(fields=["actor", "sequence"], name="audit_by_machine", condition=models.Q(actor_kind__in=("command", "task"))),
            models.Index(fields=["organ", "sequence"], name="audit_by_organ"),
            models.Index(fields=["verb", "sequence"], name="audit_by_verb"),
            models.Index(fields=["subject_kind", "subject"], name="audit_by_subject"),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb}"


class Checkpoint(models.Model):
    """A signed permission to remove the rows up to `upto` (检查点): the chain goes on from `digest`, that row's.

    `first` is the first row that was there then; `copy` the name of the sealed copy of what is removed, `copy_digest` its SHA-256. `signature` is
    the keyed hash over all other fields (`gongkai.audit.chain.signature`), made with the key `key_number` of the purpose "checkpoint".
    """

    upto = models.BigIntegerField(primary_key=True)
    first = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor = models.CharField(max_length=64)
    copy = models.CharField(max_length=100)
    copy_digest = models.CharField(max_length=64)
    key_number = models.IntegerField()
    signature = models.CharField(max_length=64)

    class Meta:
        """One for each retirement, kept for ever."""

        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")

    def __str__(self) -> str:
        return f"{self.first}-{self.upto}"
