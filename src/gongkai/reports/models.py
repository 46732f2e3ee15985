"""What the database holds of reports: the figures that people enter, and section 3 as it stood at the ends of months."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.annual.model import Figure
from gongkai.organs.models import Organ


class EnteredFigure(models.Model):
    """A figure of an annual report that no ledger of this system has (手工填报数); append-only, the latest row of a cell counts.

    `value` has the digits as they were entered (`120.50` stays that on every database), empty: not known any more. `unit` is that of an amount.
    `source` says where the figure is from; `by` who entered it (`user:7`).
    """

    organ = models.ForeignKey(Organ, verbose_name=_("organ"), on_delete=models.PROTECT, related_name="entered_figures")
    year = models.PositiveIntegerField(_("year"))
    cell = models.CharField(max_length=80)
    value = models.CharField(max_length=30, blank=True)
    unit = models.CharField(max_length=10, blank=True)
    source = models.CharField(_("where the figures are from"), max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=80)

    class Meta:
        """In the order in which they were entered."""

        verbose_name = _("entered figure")
        verbose_name_plural = _("entered figures")
        ordering = ("pk",)
        indexes = (models.Index(fields=["organ", "year", "cell"], name="reports_latest_figure"),)

    def __str__(self) -> str:
        return f"{self.year} {self.cell}: {self.value}"

    @property
    def figure(self) -> Figure | None:
        """The number, None where it is not known."""
        if not self.value:
            return None
        return Decimal(self.value) if "." in self.value else int(self.value)


class Snapshot(models.Model):
    """Section 3 of an organ's form at the end of `day`, the last of a month, as the ledger gave it when it was `taken_at`; append-only.

    `figures`: every cell by code; `digest`: `gongkai.reports.snapshots.digest` of them.
    """

    organ = models.ForeignKey(Organ, verbose_name=_("organ"), on_delete=models.PROTECT, related_name="snapshots")
    day = models.DateField(_("day"))
    figures = models.JSONField()
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """By day; one each."""

        verbose_name = _("month's end kept")
        verbose_name_plural = _("months' ends kept")
        ordering = ("organ", "day")
        constraints = (models.UniqueConstraint(fields=["organ", "day"], name="reports_one_snapshot"),)

    def __str__(self) -> str:
        return f"{self.organ_id} {self.day}"
