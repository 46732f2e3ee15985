"""Each organ's place on the site: its page and its collection, made with the organ."""

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Collection

from gongkai.organs.models import Organ
from gongkai.portal.foundation import site_root
from gongkai.portal.models import OrganPage
from gongkai.staff.models import OrganSpace


@transaction.atomic
def make_space(organ: Organ) -> OrganSpace:
    """The place of `organ`, made when it has none; its page is published: it says what the law has everybody know of the organ (Reg. 12)."""
    found = OrganSpace.objects.filter(organ=organ).first()
    if found:
        return found
    # The page lock of the parent: two organs made at once would otherwise get the same path in the tree.
    parent = type(site_root()).objects.select_for_update().get(pk=site_root().pk)
    page = parent.add_child(instance=OrganPage(title=organ.name, slug=organ.code))
    page.save_revision().publish()
    collection = Collection.objects.get(depth=1).add_child(instance=Collection(name=organ.name))
    return OrganSpace.objects.create(organ=organ, page=page.page_ptr, collection=collection)


@transaction.atomic
def rename_space(organ: Organ) -> None:
    """Page and collection are called as the organ is; the address stays."""
    space = make_space(organ)
    page = OrganPage.objects.get(pk=space.page_id)
    if page.title != organ.name:
        latest = page.get_latest_revision_as_object()
        latest.title = organ.name
        latest.save_revision().publish()
    if space.collection.name != organ.name:
        space.collection.name = organ.name
        space.collection.save(update_fields=["name"])


@dataclass(frozen=True)
class Repaired:
    """What `repair` found."""

    made: tuple[str, ...]
    renamed: tuple[str, ...]


def repair() -> Repaired:
    """Compare organs with their places: make those that are missing, rename those called otherwise; returns the codes of both."""
    missing = list(Organ.objects.filter(space__isnull=True))
    for organ in missing:
        make_space(organ)
    wrong = [one for one in Organ.objects.select_related("space__page", "space__collection") if _called_otherwise(one)]
    for organ in wrong:
        rename_space(organ)
    return Repaired(tuple(one.code for one in missing), tuple(one.code for one in wrong))


def _called_otherwise(organ: Organ) -> bool:
    space = organ.space
    return space.page.title != organ.name or space.collection.name != organ.name
