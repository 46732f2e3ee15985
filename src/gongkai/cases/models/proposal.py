"""Information put forward for publication."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.cases.models.request import Case
from gongkai.organs.models import Organ


class Proposal(models.Model):
    """Information put forward for publication (建议主动公开, Reg. 44): item `item` of `case`, `why`, and what came of it.

    `proposed_by` and `examined_by` say who, as in events (`user:7`); `reason` is that of the examination.
    """

    class Origin(models.TextChoices):
        """What makes it one of Reg. 44."""

        APPLICANT = "applicant", _("the applicant proposes it")
        SEVERAL = "several", _("several applicants asked for it")

    class State(models.TextChoices):
        """What came of it."""

        PROPOSED = "proposed", _("to be examined")
        ACCEPTED = "accepted", _("accepted: to be published")
        DECLINED = "declined", _("not accepted")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organ = models.ForeignKey(Organ, verbose_name=_("organ"), on_delete=models.PROTECT, related_name="proposals")
    case = models.ForeignKey(Case, verbose_name=_("request"), on_delete=models.PROTECT, related_name="proposals")
    item = models.PositiveIntegerField(_("item"))
    origin = models.CharField(_("where it comes from"), max_length=20, choices=Origin.choices)
    why = models.TextField(_("why"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.PROPOSED)
    reason = models.TextField(_("reason"), blank=True)
    proposed_on = models.DateField(_("proposed on"))
    proposed_by = models.CharField(max_length=80)
    examined_on = models.DateField(_("examined on"), null=True)
    examined_by = models.CharField(max_length=80, blank=True)

    class Meta:
        """Newest first; one at a time for an item."""

        verbose_name = _("proposal to publish")
        verbose_name_plural = _("proposals to publish")
        ordering = ("-proposed_on", "-pk")
        constraints = (models.UniqueConstraint(fields=["case", "item"], condition=models.Q(state="proposed"), name="cases_one_proposal_at_a_time"),)
        indexes = (models.Index(fields=["organ", "state"], name="cases_proposals"),)

    def __str__(self) -> str:
        return f"{self.case_id}/{self.item}"

    def get_absolute_url(self) -> str:
        """Its page on the staff site."""
        return reverse("cases_proposal", args=[self.key])
