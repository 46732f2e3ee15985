"""What the database holds of requests: events, which are never changed, and rows that follow from them."""

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


class CaseFile(models.Model):
    """A stored file that an event names (a projection of it): `purpose` is the event's field (`data`, `docx`, `pdf`, `file`)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    position = models.PositiveIntegerField()
    purpose = models.CharField(max_length=20)
    name = models.CharField(max_length=64)

    class Meta:
        """One a field of an event."""

        verbose_name = _("file of a request")
        verbose_name_plural = _("files of requests")
        ordering = ("case", "position", "purpose")
        constraints = (models.UniqueConstraint(fields=["case", "position", "purpose"], name="cases_one_file_a_field"),)

    def __str__(self) -> str:
        return f"{self.case_id}/{self.position}: {self.purpose}"


class CaseItem(models.Model):
    """An item of a request as its events leave it (a projection): what it asks for, and how it was answered.

    `information`: `same_information.information` of its text, empty where it names none. `answer` (`statute.outcomes.answer_kinds`) and
    `answered_on` are there once the answer was given.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    information = models.CharField(max_length=64, blank=True)
    answer = models.CharField(max_length=40, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        """In their order; found by what they ask for."""

        verbose_name = _("item of a request")
        verbose_name_plural = _("items of requests")
        ordering = ("case", "number")
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="cases_one_item_a_number"),)
        indexes = (models.Index(fields=["information"], name="cases_by_information"),)

    def __str__(self) -> str:
        return f"{self.case_id}/{self.number}"


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


class CaseTask(models.Model):
    """What of a request lies with others than its own handler (a projection): an item given to a division or a handler, an opinion that is asked.

    `number`: of the item, of the opinion.
    """

    class What(models.TextChoices):
        """What lies there."""

        ITEM = "item", _("item")
        OPINION = "opinion", _("opinion of a division")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    what = models.CharField(max_length=20, choices=What.choices)
    number = models.PositiveIntegerField()
    division = models.ForeignKey(Division, on_delete=models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In their order."""

        verbose_name = _("task within a request")
        verbose_name_plural = _("tasks within requests")
        ordering = ("case", "what", "number")
        constraints = (models.UniqueConstraint(fields=["case", "what", "number"], name="cases_one_task_a_number"),)

    def __str__(self) -> str:
        return f"{self.case_id}/{self.what} {self.number}"


class CaseService(models.Model):
    """A service (送达) of a letter of a request (a projection): the register of services (送达登记) is these rows.

    `what`: the kind of the event that sent the letter; `way`: `statute.receipt.answer_given`; `attempt` counts from 1.
    """

    class Standing(models.TextChoices):
        """Where the letter is."""

        POSTED = "posted", _("posted, on its way")
        SIGNED = "signed", _("reached the recipient")
        RETURNED = "returned", _("came back")
        REPEATED = "repeated", _("came back, sent once more")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="services")
    number = models.PositiveIntegerField()
    what = models.CharField(_("letter"), max_length=40)
    way = models.CharField(_("way"), max_length=20)
    mail_number = models.CharField(_("number of the mail item"), max_length=40, blank=True)
    attempt = models.PositiveIntegerField(_("attempt"))
    sent_on = models.DateField(_("sent out on"))
    standing = models.CharField(_("state"), max_length=20, choices=Standing.choices)
    signed_on = models.DateField(_("signed for on"), null=True)
    returned_on = models.DateField(_("returned on"), null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        """The latest first."""

        verbose_name = _("service of a letter")
        verbose_name_plural = _("services of letters")
        ordering = ("-sent_on", "case", "-number")
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="cases_one_service_a_number"),)
        indexes = (models.Index(fields=["standing"], name="cases_services"),)

    def __str__(self) -> str:
        return f"{self.case_id}/{self.number}"


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


class SearchPiece(models.Model):
    """A piece of what an event says, as it is searched (a projection of the event, `gongkai.cases.search_index`); `bits_*` are its signature."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pieces")
    position = models.PositiveIntegerField()
    place = models.PositiveIntegerField()
    text = models.TextField()
    bits_0 = models.BigIntegerField()
    bits_1 = models.BigIntegerField()
    bits_2 = models.BigIntegerField()
    bits_3 = models.BigIntegerField()
    bits_4 = models.BigIntegerField()
    bits_5 = models.BigIntegerField()
    bits_6 = models.BigIntegerField()
    bits_7 = models.BigIntegerField()

    class Meta:
        """The signatures stand together in an index, to be looked through without the texts."""

        verbose_name = _("searched text of a request")
        verbose_name_plural = _("searched texts of requests")
        ordering = ("case", "position", "place")
        constraints = (models.UniqueConstraint(fields=["case", "position", "place"], name="cases_one_piece_a_place"),)
        indexes = (models.Index(fields=[f"bits_{column}" for column in range(8)], name="cases_signatures"),)

    def __str__(self) -> str:
        return f"{self.case_id}/{self.position}.{self.place}"


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
