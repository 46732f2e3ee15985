"""Keeps which pictures and files the public may have, in step with what is published."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ReferenceIndex

from gongkai.portal.models import ContentPage, Picture, PublicFile, Shown
from gongkai.staff.models import organ_of


def published(instance: Any, **_kwargs: Any) -> None:
    """The page shows from now on what its published content refers to, and nothing else (signal `page_published`)."""
    with transaction.atomic():
        Shown.objects.filter(page_id=instance.pk).delete()
        pictures, files = _referred(instance)
        Shown.objects.bulk_create([Shown(page_id=instance.pk, picture_id=key) for key in sorted(pictures)])
        Shown.objects.bulk_create([Shown(page_id=instance.pk, file_id=key) for key in sorted(files)])


def unpublished(instance: Any, **_kwargs: Any) -> None:
    """The page shows nothing any more (signal `page_unpublished`)."""
    Shown.objects.filter(page_id=instance.pk).delete()


def _referred(page: Any) -> tuple[set[int], set[int]]:
    """The keys of the pictures and files in a page's streams, rich text and attachments; those of other organs left out."""
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in (Picture, PublicFile)}
    found: dict[Any, set[int]] = {Picture: set(), PublicFile: set()}
    for kind, key, *_place in ReferenceIndex._extract_references_from_object(page):  # noqa: SLF001  # Wagtail's own walk through streams and rich text
        if kind in kinds:
            found[kinds[kind]].add(int(key))
    if isinstance(page, ContentPage):
        # The walk leaves out foreign keys to models that are not in Wagtail's index.
        found[PublicFile] |= {one.file_id for one in page.attachments.all()}
    organ = organ_of(page.path)
    return _own(Picture, found[Picture], organ), _own(PublicFile, found[PublicFile], organ)


def _own(model: Any, keys: set[int], organ: int | None) -> set[int]:
    """Of `keys` those in the organ's own collection: a key written into a page makes no other organ's file public."""
    return set(model.objects.filter(pk__in=keys, collection__space__organ=organ).values_list("pk", flat=True))
