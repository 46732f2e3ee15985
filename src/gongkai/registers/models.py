"""What the database holds of the registers: events, which are never changed, and rows that follow from them."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.organs.models import Organ
from gongkai.persons.models import Person
from gongkai.registers.kinds import KINDS, STAGES, outcome_name


class Entry(models.Model):
    """An entry of a register as its events leave it; every column but `key`, `organ`, `key_of_form`, `code_digest` and `length` is `store.columns`.

    `key_of_form`: the number of the form it was sent by, so that sending twice makes one entry; `code_digest`: the keyed digest of the query code.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organ = models.ForeignKey(Organ, verbose_name=_("organ"), on_delete=models.PROTECT, related_name="register_entries")
    key_of_form = models.UUIDField(unique=True, null=True, editable=False)
    code_digest = models.CharField(max_length=80, blank=True)
    length = models.PositiveIntegerField(default=0)

    kind = models.CharField(_("register"), max_length=20, choices=[(one.code, one.title) for one in KINDS.values()])
    number = models.CharField(_("number"), max_length=100)
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, null=True, related_name="register_entries")
    summary = models.CharField(_("content"), max_length=200)
    stage = models.CharField(_("stage"), max_length=20, choices=list(STAGES.items()))
    outcome = models.CharField(_("outcome"), max_length=20, blank=True)
    received_on = models.DateField(_("received"))
    due_on = models.DateField(_("due"), null=True)
    closed_on = models.DateField(_("done on"), null=True)
    unscanned = models.PositiveIntegerField(_("files that wait for the virus scanner"), default=0)

    class Meta:
        """What is due first; one number an organ and register."""

        verbose_name = _("entry of a register")
        verbose_name_plural = _("entries of registers")
        ordering = (models.F("closed_on").desc(nulls_first=True), models.F("due_on").asc(nulls_last=True), "-received_on", "-pk")
        constraints = (models.UniqueConstraint(fields=["organ", "kind", "number"], name="registers_number_once"),)
        indexes = (
            models.Index(fields=["organ", "kind", "received_on"], name="registers_by_receipt"),
            models.Index(fields=["organ", "stage", "due_on"], name="registers_by_due_day"),
        )

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The entry's page on the staff site."""
        return reverse("registers_entry", args=[self.key])

    @property
    def outcome_name(self) -> str:
        """The outcome in the reader's language."""
        return outcome_name(KINDS[self.kind], self.outcome)


class EntryEvent(models.Model):
    """An event (`gongkai.registers.events`) as stored; append-only. `position` counts from 1 within the entry, so that of two at once one fails.

    `at` and `by` (`user:7`, `public:`) say when and by whom it was recorded.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="events")
    position = models.PositiveIntegerField()
    step = models.CharField(max_length=20)
    on = models.DateField()
    data = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=80)

    class Meta:
        """In their order."""

        verbose_name = _("event of an entry")
        verbose_name_plural = _("events of entries")
        ordering = ("entry", "position")
        constraints = (models.UniqueConstraint(fields=["entry", "position"], name="registers_one_event_a_position"),)

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.position}: {self.step}"


class EntryFile(models.Model):
    """A stored file that an event names (a projection of it)."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=64)

    class Meta:
        """One an event."""

        verbose_name = _("file of an entry")
        verbose_name_plural = _("files of entries")
        ordering = ("entry", "position")
        constraints = (models.UniqueConstraint(fields=["entry", "position"], name="registers_one_file_a_position"),)

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.position}"
