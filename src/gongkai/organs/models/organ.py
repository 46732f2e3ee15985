"""Organs (行政机关), their names over time, and the two relations between them."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organ(models.Model):
    """An administrative organ (行政机关): makes or keeps information, answers requests, accounts for both.

    `name` and `short_name` are those of today; `OrganName` has all with their dates. It exists from `created_on` to `ended_on`, both days
    included. An ended organ keeps its rows; its `successor` answers and reports for it. `region_code` has 6 digits (GB/T 2260), for a
    township 9 (GB/T 10114), 000000 for a national organ. What follows from the rules (`gongkai.organs.derived`) is not stored; what is
    decided with a date, vertical management and corrections included, are settings.
    """

    class Kind(models.TextChoices):
        """Kinds of organs."""

        GOVERNMENT = "government", _("people's government")  # 人民政府
        DEPARTMENT = "department", _("department")  # 工作部门
        DISPATCHED = "dispatched", _("dispatched organ")  # 派出机关
        AUTHORISED = "authorised", _("organisation authorised by law")  # 法律、法规授权的组织

    class Level(models.TextChoices):
        """Administrative levels."""

        NATIONAL = "national", _("national")
        PROVINCIAL = "provincial", _("provincial")
        PREFECTURE = "prefecture", _("prefecture")
        COUNTY = "county", _("county")
        TOWNSHIP = "township", _("township")

    class Ending(models.TextChoices):
        """How an organ ended."""

        NONE = "", _("exists")
        MERGED = "merged", _("merged")
        ABOLISHED = "abolished", _("abolished")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    region_code = models.CharField(_("region code"), max_length=12)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, unique=True, null=True, blank=True)
    created_on = models.DateField(_("created on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ending = models.CharField(_("ending"), max_length=20, choices=Ending.choices, blank=True, default=Ending.NONE)
    successor = models.ForeignKey("self", verbose_name=_("successor"), on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")

    office_name = models.CharField(_("disclosure office"), max_length=120, blank=True)
    office_address = models.CharField(_("address"), max_length=200, blank=True)
    office_postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    office_hours = models.CharField(_("office hours"), max_length=200, blank=True)
    office_telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    office_fax = models.CharField(_("fax"), max_length=60, blank=True)
    office_email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        """Sorted as lists of organs are: by region, then code."""

        verbose_name = _("organ")
        verbose_name_plural = _("organs")
        ordering = ("region_code", "code")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True, ending="", successor__isnull=True)
                | models.Q(ended_on__isnull=False, ending="merged", successor__isnull=False)
                | models.Q(ended_on__isnull=False, ending="abolished", successor__isnull=True),
                name="organs_ending_is_whole",
            ),
            models.CheckConstraint(condition=~models.Q(successor=models.F("pk")), name="organs_successor_is_another"),
        )

    def __str__(self) -> str:
        return self.name

    def exists_on(self, day: dt.date) -> bool:
        """Whether it exists on `day`."""
        return self.created_on <= day and (self.ended_on is None or day <= self.ended_on)

    def name_on(self, day: dt.date) -> str:
        """The name the organ had on `day`; after its end the last one, before its creation the first."""
        names = sorted(self.names.all(), key=lambda one: one.since)
        held = [one.name for one in names if one.since <= day]
        return held[-1] if held else names[0].name


class OrganName(models.Model):
    """A name (名称) of an organ from `since` on, until the next."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    since = models.DateField(_("since"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One name begins on a day."""

        verbose_name = _("name of an organ")
        verbose_name_plural = _("names of organs")
        ordering = ("since",)
        constraints = (models.UniqueConstraint(fields=["organ", "since"], name="organs_one_name_a_day"),)

    def __str__(self) -> str:
        return self.name


class Relation(models.Model):
    """Supervision (主管: who reports to whom, Reg. 3 and 49) or business guidance (业务指导), from `since` to `until`, both days included."""

    class Kind(models.TextChoices):
        """The two relations."""

        SUPERVISION = "supervision", _("supervision")
        GUIDANCE = "guidance", _("business guidance")

    kind = models.CharField(_("relation"), max_length=20, choices=Kind.choices)
    superior = models.ForeignKey(Organ, verbose_name=_("superior organ"), on_delete=models.PROTECT, related_name="relations_down")
    subordinate = models.ForeignKey(Organ, verbose_name=_("subordinate organ"), on_delete=models.PROTECT, related_name="relations_up")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """An organ reports to one at a time; several may guide its business."""

        verbose_name = _("relation of organs")
        verbose_name_plural = _("relations of organs")
        constraints = (
            models.CheckConstraint(condition=~models.Q(superior=models.F("subordinate")), name="organs_relation_to_another"),
            models.UniqueConstraint(fields=["subordinate"], condition=models.Q(kind="supervision", until__isnull=True), name="organs_one_supervisor"),
            models.UniqueConstraint(
                fields=["kind", "superior", "subordinate"], condition=models.Q(until__isnull=True), name="organs_relation_held_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.superior} > {self.subordinate}"
