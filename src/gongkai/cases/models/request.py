"""A request and its events: the events are never changed, the row follows from them."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.organs.models import Division, Organ
from gongkai.persons.models import Person


class Case(models.Model):
    """A request (依申请公开件) as its events leave it; every column but `organ`, `key_of_form`, `code_digest` and `length` is `projection.columns`.

    `key` stands in addresses. `key_of_form`: the number of the form it was sent by, so that sending twice makes one request. `code_digest`: the keyed
    digest of the query code (查询码). `length`: how many events there are.
    """

    class Stage(models.TextChoices):
        """Where the case stands (`ledger.Stage`)."""

        ARRIVED = "arrived", _("waits for confirmation")
        OPEN = "open", _("being dealt with")
        WAITING_FOR_CORRECTION = "waiting_for_correction", _("waits for the applicant's correction")
        WAITING_FOR_PAYMENT = "waiting_for_payment", _("waits for the payment of the fee")
        JOINED = "joined", _("joined to an earlier request")
        SIGNING = "signing", _("answer being signed")
        SIGNED = "signed", _("answer signed, not served")
        CLOSED = "closed", _("closed")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organ = models.ForeignKey(Organ, verbose_name=_("organ"), on_delete=models.PROTECT, related_name="cases")
    key_of_form = models.UUIDField(unique=True, null=True, editable=False)
    code_digest = models.CharField(max_length=80, blank=True)
    length = models.PositiveIntegerField(default=0)

    number = models.CharField(_("number"), max_length=80)
    channel = models.CharField(_("way it came in"), max_length=20)
    source = models.CharField(_("system it came from"), max_length=40, blank=True)
    foreign_number = models.CharField(_("number there"), max_length=80, blank=True)
    applicant = models.ForeignKey(Person, verbose_name=_("applicant"), on_delete=models.PROTECT, related_name="cases")
    applicant_kind = models.CharField(_("kind of applicant"), max_length=30)
    summary = models.CharField(_("asked for"), max_length=200)
    stage = models.CharField(_("stage"), max_length=30, choices=Stage.choices)
    signs_next = models.CharField(_("signs next"), max_length=20, blank=True)
    extension_signs = models.CharField(_("signs the extension next"), max_length=20, blank=True)
    errand = models.CharField(_("the registrar's errand"), max_length=20, blank=True)
    waits_until = models.DateField(_("the applicant has until"), null=True)
    consulting = models.CharField(_("the registrar's errand with those who are asked"), max_length=30, blank=True)
    weigh_from = models.DateField(_("a third party's answer or silence has to be weighed from"), null=True)
    arrived_on = models.DateField(_("arrived"))
    confirm_by = models.DateField(_("to be confirmed by"), null=True)
    received_on = models.DateField(_("received"), null=True)
    due_on = models.DateField(_("due"), null=True)
    closed_on = models.DateField(_("closed on"), null=True)
    unscanned = models.PositiveIntegerField(_("files that wait for the virus scanner"), default=0)
    late_days = models.PositiveIntegerField(_("working days late"), null=True)
    fee_paid_on = models.DateField(_("fee paid on"), null=True)
    fee_paid = models.PositiveIntegerField(_("fee paid, in yuan"), null=True)
    edition = models.CharField(max_length=10, blank=True)
    row = models.CharField(_("row of the annual form"), max_length=60, blank=True)
    column = models.CharField(_("column of the annual form"), max_length=20, blank=True)
    division = models.ForeignKey(Division, verbose_name=_("division"), on_delete=models.PROTECT, null=True, related_name="cases")
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("handler"), on_delete=models.PROTECT, null=True, related_name="cases")
    joined_to = models.ForeignKey("self", verbose_name=_("joined to"), on_delete=models.PROTECT, null=True, related_name="joined")
    missed_on = models.DateField(_("first due day that passed without an answer on record"), null=True)
    archived_on = models.DateField(_("archived on"), null=True)

    class Meta:
        """By due day; one number an organ."""

        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = (models.F("due_on").asc(nulls_first=True), "pk")
        constraints = (
            models.UniqueConstraint(fields=["organ", "number"], name="cases_number_once"),
            models.UniqueConstraint(fields=["organ", "source", "foreign_number"], condition=~models.Q(foreign_number=""), name="cases_foreign_once"),
        )
        indexes = (
            models.Index(fields=["organ", "stage", "due_on"], name="cases_by_due_day"),
            models.Index(fields=["organ", "received_on"], name="cases_by_receipt"),
            models.Index(fields=["organ", "closed_on"], name="cases_by_closing"),
        )

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The case's page on the staff site."""
        return reverse("cases_case", args=[self.key])


class CaseEvent(models.Model):
    """An event (`gongkai.cases.events`) as stored; append-only. `position` counts from 1 within the case, so that of two at once one fails.

    `at` and `by` (`user:7`, `public:`) say when and by whom it was recorded, `calendar` which version of the calendar was in use.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    on = models.DateField()
    data = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=80)
    calendar = models.CharField(max_length=60)

    class Meta:
        """In their order."""

        verbose_name = _("event of a request")
        verbose_name_plural = _("events of requests")
        ordering = ("case", "position")
        constraints = (models.UniqueConstraint(fields=["case", "position"], name="cases_one_event_a_position"),)

    def __str__(self) -> str:
        return f"{self.case_id}/{self.position}: {self.kind}"
