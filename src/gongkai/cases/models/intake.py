"""How requests come in: files sent before the form, imports and their tokens, counters of numbers and of failed tries."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.organs.models import Organ


class Upload(models.Model):
    """A file that was sent with a public form whose request is not in yet: kept like the files of requests, removed with the form's day.

    `form` is the number of the form, `what` of `cases.channels.SCANS`, `file` the stored name. `waits`: the virus scanner could not be asked.
    `sender`: the keyed digest of the address it came from, so that nobody fills the store.
    """

    form = models.UUIDField(db_index=True)
    what = models.CharField(max_length=20)
    file = models.CharField(max_length=64)
    ending = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    waits = models.BooleanField(default=False)
    sender = models.CharField(max_length=80, db_index=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order in which they came."""

        verbose_name = _("file of a form")
        verbose_name_plural = _("files of forms")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.pk}: {self.what}"


class Tries(models.Model):
    """Tries to open a request with a wrong number or code (查询码试错), counted for an address or a number, which only a keyed digest names.

    `until`: when the next try is heard, None: at once.
    """

    key = models.CharField(max_length=80, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    until = models.DateTimeField(null=True)

    class Meta:
        """Counters."""

        verbose_name = _("counter of failed tries")
        verbose_name_plural = _("counters of failed tries")

    def __str__(self) -> str:
        return f"{self.failures}"


class ImportBatch(models.Model):
    """A workbook of requests from `source` that was uploaded; `count` came in at `done_at`.

    `file` is its stored name, empty once it was destroyed.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(_("system it came from"), max_length=40)
    file = models.CharField(max_length=64, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    done_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """The latest first."""

        verbose_name = _("import of requests")
        verbose_name_plural = _("imports of requests")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.pk}: {self.count}"


class ImportToken(models.Model):
    """By the token with this `digest` a system sends requests to `organ` (JSON); `calls` since `window` are counted, `used_at` is the last of all."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(_("system it came from"), max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    window = models.DateTimeField(null=True)
    calls = models.PositiveIntegerField(default=0)

    class Meta:
        """The latest first."""

        verbose_name = _("token of an import")
        verbose_name_plural = _("tokens of imports")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.pk}"


class Counter(models.Model):
    """The last serial number given (流水号) in an organ, for a purpose (`request`, `letter`) and a year: the row is locked while one is taken."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One each."""

        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints = (models.UniqueConstraint(fields=["organ", "purpose", "year"], name="cases_one_counter"),)

    def __str__(self) -> str:
        return f"{self.purpose} {self.year}: {self.last}"
