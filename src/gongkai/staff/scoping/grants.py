"""Which places of organs a person works in: Wagtail's grants, computed from roles instead of rows per group."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from gongkai.organs import policies
from gongkai.staff.models import OrganSpace

# Wagtail's actions by our capability. Nobody deletes, moves or locks: what was there stays there (unpublishing takes it from the public).
PAGE_ACTIONS = {"page.edit": ("add", "change"), "page.publish": ("add", "change", "publish")}
FILE_ACTIONS = {"page.edit": ("add", "change", "choose")}


@dataclass(frozen=True)
class Permission:
    """Looks like a row of Django's permissions to Wagtail, which reads `codename` only."""

    codename: str


@dataclass(frozen=True)
class PageGrant:
    """Looks like a row of Wagtail's page permissions: an action on a page and all under it."""

    page: Any
    permission: Permission

    @property
    def page_id(self) -> Any:
        """The page's key."""
        return self.page.pk


@dataclass(frozen=True)
class CollectionGrant:
    """Looks like a row of Wagtail's collection permissions: an action on a collection."""

    collection: Any
    permission: Permission

    @property
    def collection_id(self) -> Any:
        """The collection's key."""
        return self.collection.pk


def spaces(user: Any, capability: str, *, with_organ: bool = False) -> list[OrganSpace]:
    """The places of the organs in which `user` has `capability`, with page and collection, and the organ itself when asked for."""
    organs = policies.organs_where(user, capability)
    if not organs:
        return []
    with_what = ("page", "collection", "organ") if with_organ else ("page", "collection")
    return list(OrganSpace.objects.filter(organ__in=organs).select_related(*with_what).order_by("organ"))


def page_grants(user: Any) -> list[PageGrant]:
    """Every action on every place."""
    return [PageGrant(space.page, Permission(f"{action}_page")) for space, action in _actions(user, PAGE_ACTIONS)]


def collection_grants(user: Any, models: tuple[Any, ...]) -> list[CollectionGrant]:
    """Every action on every place's files of `models`."""
    names = [model._meta.model_name for model in models]  # noqa: SLF001  # Django's documented way to a model's name
    return [CollectionGrant(space.collection, Permission(f"{action}_{name}")) for space, action in _actions(user, FILE_ACTIONS) for name in names]


def _actions(user: Any, table: Mapping[str, tuple[str, ...]]) -> list[tuple[OrganSpace, str]]:
    if not user.is_authenticated:
        return []
    return [(space, action) for capability, actions in table.items() for space in spaces(user, capability) for action in actions]


def under(user: Any, capability: str, lookup: str = "path") -> Q:
    """The condition that a page (the one that `lookup` leads to the path of) stands in an organ where `user` has `capability`."""
    found = Q(pk__in=[])
    for space in spaces(user, capability):
        found |= Q(**{f"{lookup}__startswith": space.page.path})
    return found
