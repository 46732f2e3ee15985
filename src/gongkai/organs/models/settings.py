"""What an organ has decided where the law leaves a choice, with dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.organs.models.organ import Organ


class OrganSetting(models.Model):
    """A setting's value from `since` on, with the reason; the table of settings is `gongkai.organs.setting_table`.

    Never changed, followed by a later one.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="settings")
    name = models.CharField(_("setting"), max_length=60)
    value = models.JSONField(_("value"))
    since = models.DateField(_("since"))
    reason = models.TextField(_("reason"), blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The later row of a day wins."""

        verbose_name = _("setting of an organ")
        verbose_name_plural = _("settings of organs")
        ordering = ("name", "since", "pk")

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"
