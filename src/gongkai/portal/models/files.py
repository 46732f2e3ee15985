"""Pictures and files (文件) that pages show; each in the collection of its organ. Nothing of them is deleted."""

from pathlib import PurePath
from typing import Any

from django.core.cache.backends.dummy import DummyCache
from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet

from gongkai.staff.scoping.person import Person, at_work


class _OfPersonAtWork(models.Expression):
    """Whether a file is of the organs of the person at work, asked when the query runs.

    Wagtail's blocks and forms keep the query that they made for the first person of the process; what was asked for one person and runs after
    that person's view (a template drawn late) stays that person's.
    """

    conditional = True

    def __init__(self, collection: Any, asked_for: Person | None) -> None:
        super().__init__(output_field=models.BooleanField())
        self.collection, self.asked_for = collection, asked_for

    def get_source_expressions(self) -> list[Any]:
        """The column."""
        return [self.collection]

    def set_source_expressions(self, exprs: list[Any]) -> None:
        """The column, found in the query."""
        (self.collection,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # noqa: ARG002  # Django's signature
        """Everything where nobody is at work: the public site, commands and tasks have rules of their own."""
        person = at_work() or self.asked_for
        if person is None:
            raise FullResultSet
        if not person.collections:
            raise EmptyResultSet
        column, params = compiler.compile(self.collection)
        return f"{column} IN ({', '.join(['%s'] * len(person.collections))})", [*params, *person.collections]


class _OwnInWagtail(models.Manager):
    """In Wagtail's views only the files of the person's organs are there, whatever the view asks: a key written into a form finds no other.

    Its choosers, stream blocks and form fields fetch by key without asking a policy.
    """

    def get_queryset(self) -> Any:
        """All, or the person's."""
        return super().get_queryset().filter(_OfPersonAtWork(models.F("collection_id"), at_work()))


class Pictures(_OwnInWagtail.from_queryset(ImageQuerySet)):  # type: ignore[misc]  # a class that Django makes
    """The manager of pictures."""


class Files(_OwnInWagtail.from_queryset(DocumentQuerySet)):  # type: ignore[misc]  # a class that Django makes
    """The manager of files."""


class Picture(AbstractImage):
    """A picture. Wagtail's tags stay empty: all organs would share them."""

    admin_form_fields = ("title", "file", "description", "collection")
    wagtail_reference_index_ignore = True  # the index would queue a task at each save

    objects = Pictures()

    class Meta(AbstractImage.Meta):
        """Wagtail's name for it."""

        verbose_name = _("image")
        verbose_name_plural = _("images")


class PictureRendition(AbstractRendition):
    """A picture in a size. Its address asks who may see the picture."""

    image = models.ForeignKey(Picture, related_name="renditions", on_delete=models.CASCADE)

    # Wagtail would keep renditions in the cache of one process and serve them to all organs' pages after a change in another.
    cache_backend = DummyCache("renditions", {})

    class Meta:
        """One of each."""

        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As a model, and the temporary file that Wagtail drew into is closed."""
        drawn = None if self.pk else self.file.file
        super().save(*args, **kwargs)
        if drawn is not None:
            drawn.close()

    @property
    def url(self) -> str:
        """The address of our view."""
        return reverse("portal_picture", args=[self.pk])


class PublicFile(AbstractDocument):
    """A file that a page offers. It is stored under its content's hash and named by its title."""

    admin_form_fields = ("title", "file", "collection")
    wagtail_reference_index_ignore = True

    objects = Files()

    class Meta(AbstractDocument.Meta):
        """Wagtail's names."""

    @property
    def filename(self) -> str:
        """The title with the file's extension: what the reader's machine calls it."""
        suffix = PurePath(str(self.file.name)).suffix
        title = str(self.title).replace("/", "／").replace("\\", "＼").strip() or str(self.pk)
        return title if title.lower().endswith(suffix.lower()) else f"{title}{suffix}"
