"""Rows that follow from the events of a request: its files, items, what lies with others, services, and the texts that are searched."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.cases.models.request import Case
from gongkai.organs.models import Division
from gongkai.persons.models import Person


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


class CaseParty(models.Model):
    """Who stands in a request beside its applicant (a projection of its arrival): the agent (代理人), the joint applicants (共同申请人)."""

    class Part(models.TextChoices):
        """As what."""

        AGENT = "agent", _("Agent")
        JOINT = "joint", _("Joint applicant")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=Part.choices)

    class Meta:
        """Once as each."""

        verbose_name = _("person beside the applicant")
        verbose_name_plural = _("persons beside the applicant")
        ordering = ("case", "pk")
        constraints = (models.UniqueConstraint(fields=["case", "person", "part"], name="cases_one_party_a_part"),)

    def __str__(self) -> str:
        return f"{self.case_id}/{self.part}"


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
