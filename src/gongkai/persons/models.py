"""Rows of persons: ciphertext, blind indexes, and nothing else that tells who somebody is."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.organs.models import Organ


class Person(models.Model):
    """Somebody an organ deals with (申请人, 利害关系人, 代理人): a natural person or an organisation, once for each time it was registered.

    `sealed_*` hold ciphertext of `gongkai.vault`, bound to row and field, empty where there is no value; `index_*` the number of the index's key, a
    colon and the blind index, empty where there is none. Values go in and out through `gongkai.persons.sealing` only. `version` counts the
    corrections, so that of two at once the second is told. The key is random: it stands in events, audit rows and addresses.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, verbose_name=_("organ"), on_delete=models.PROTECT, related_name="persons")
    kind = models.CharField(_("kind"), max_length=30)
    document = models.CharField(_("identity document"), max_length=30, blank=True)
    version = models.PositiveIntegerField(default=1)
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)

    sealed_name = models.BinaryField(default=bytes)
    sealed_number = models.BinaryField(default=bytes)
    sealed_phone = models.BinaryField(default=bytes)
    sealed_address = models.BinaryField(default=bytes)
    sealed_email = models.BinaryField(default=bytes)
    sealed_contact = models.BinaryField(default=bytes)

    index_name = models.CharField(max_length=80, blank=True)
    index_number = models.CharField(max_length=80, blank=True)
    index_phone = models.CharField(max_length=80, blank=True)

    class Meta:
        """Newest first; found by index within an organ."""

        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ("-registered_at", "pk")
        indexes = (
            models.Index(fields=["organ", "-registered_at", "id"], name="persons_newest"),
            models.Index(fields=["index_name"], name="persons_by_name"),
            models.Index(fields=["index_number"], name="persons_by_number"),
            models.Index(fields=["index_phone"], name="persons_by_phone"),
        )

    def __str__(self) -> str:
        return str(self.pk)[:8]
