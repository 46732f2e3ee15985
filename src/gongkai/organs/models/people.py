"""People in organs: divisions, who holds which role, who stands in for whom."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from gongkai.organs.models.organ import Organ
from gongkai.organs.roles import ROLE_CHOICES


class Division(models.Model):
    """A division (处室) of an organ; closed, never deleted: cases refer to it."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="divisions")
    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveIntegerField(_("position"), default=0)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        """Sorted as the organ sorts them."""

        verbose_name = _("division of an organ")
        verbose_name_plural = _("divisions of organs")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["organ", "name"], name="organs_division_once"),)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person holds a role in an organ from `since` to `until`, both days included; one person can hold several.

    An `until` on the day before `since`: ended before it held a day.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="memberships")
    organ = models.ForeignKey(Organ, verbose_name=_("organ"), on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=ROLE_CHOICES)
    division = models.ForeignKey(Division, verbose_name=_("division"), on_delete=models.PROTECT, null=True, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A role is held once at a time."""

        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of persons")
        constraints = (
            models.UniqueConstraint(
                "user", "organ", "role", Coalesce("division", 0), condition=models.Q(until__isnull=True), name="organs_role_held_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Deputy(models.Model):
    """`deputy` stands in for `absent` in an organ from `since` to `until`, both days included (AB角).

    An `until` on the day before `since`: ended before it held a day.
    """

    organ = models.ForeignKey(Organ, verbose_name=_("organ"), on_delete=models.PROTECT, related_name="deputies")
    absent = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("absent"), on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("deputy"), on_delete=models.PROTECT, related_name="deputyships")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Nobody is the own deputy; an absence has an end."""

        verbose_name = _("absence with a deputy")
        verbose_name_plural = _("absences with deputies")
        constraints = (models.CheckConstraint(condition=~models.Q(absent=models.F("deputy")), name="organs_deputy_is_another"),)

    def __str__(self) -> str:
        return f"{self.deputy} ({self.absent})"
