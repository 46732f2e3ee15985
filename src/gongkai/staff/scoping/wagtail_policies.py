"""The policies that Wagtail asks by type, answered from roles; registered by `gongkai.staff.wagtail_hooks`.

Until they are registered Wagtail's own hold, which give nothing to a person without groups.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from gongkai.organs.roles import CAPABILITIES
from gongkai.staff.models import organ_of
from gongkai.staff.scoping import grants


def people_with(capabilities: Iterable[str], organ: int | None = None) -> QuerySet[Any]:
    """The accounts whose own roles bring one of `capabilities` today, in `organ` or anywhere."""
    today = timezone.localdate()
    roles = set().union(*(CAPABILITIES[one].here for one in capabilities))
    held = Q(memberships__role__in=roles, memberships__since__lte=today) & (Q(memberships__until__isnull=True) | Q(memberships__until__gte=today))
    if organ is not None:
        held &= Q(memberships__organ=organ)
    return get_user_model().objects.filter(held, is_active=True).distinct()


def _capabilities(actions: Iterable[str]) -> list[str]:
    return [capability for capability, granted in grants.PAGE_ACTIONS.items() if set(granted) & set(actions)]


class OrganPagePolicy(PagePermissionPolicy):
    """Pages: what may be done under the places of the organs in which one holds a role."""

    def get_all_permissions_for_user(self, user: Any) -> list[grants.PageGrant]:
        """Grants from roles."""
        return grants.page_grants(user)

    def explorable_instances(self, user: Any) -> QuerySet[Any]:
        """The pages one works on and those above them; none without a role (Wagtail's own answer would then be all roots)."""
        if not self.get_cached_permissions_for_user(user):
            return self.model._default_manager.none()  # noqa: SLF001  # Django's documented name
        return super().explorable_instances(user)

    def users_with_any_permission(self, actions: Iterable[str], include_superusers: bool = True) -> QuerySet[Any]:  # noqa: ARG002, FBT001, FBT002  # Wagtail's signature
        """Who may do one of `actions` somewhere."""
        return people_with(_capabilities(actions))

    def users_with_any_permission_for_instance(
        self,
        actions: Iterable[str],
        instance: Any,
        include_superusers: bool = True,  # noqa: ARG002, FBT001, FBT002  # Wagtail's signature
    ) -> QuerySet[Any]:
        """Who may do one of `actions` on the page; nobody above all organs."""
        organ = organ_of(instance.path)
        if organ is None:
            return get_user_model().objects.none()
        return people_with(_capabilities(actions), organ)


class OrganFilePolicy(CollectionOwnershipPermissionPolicy):
    """Pictures and files: what may be done in the collections of one's organs. Nobody deletes."""

    def get_all_permissions_for_user(self, user: Any) -> list[grants.CollectionGrant]:
        """Grants from roles, for both kinds: Wagtail caches them on the account under one name."""
        return grants.collection_grants(user, (get_image_model(), get_document_model()))

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Somewhere; to delete: never."""
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """On this one; to delete: never."""
        return super().user_has_any_permission_for_instance(user, set(actions) - {"delete"}, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """Those on which one of `actions` may be done."""
        return super().instances_user_has_any_permission_for(user, set(actions) - {"delete"})

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:  # noqa: ARG002  # Wagtail's signature
        """Who works with files somewhere."""
        return people_with(grants.FILE_ACTIONS)

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet[Any]:  # noqa: ARG002  # Wagtail's signature
        """Who works with this one."""
        space = getattr(instance.collection, "space", None)
        return people_with(grants.FILE_ACTIONS, space.organ_id) if space else get_user_model().objects.none()


class NobodyPolicy(BasePermissionPolicy):
    """What code sets up and nobody edits: collections, sites, languages, workflows."""

    def user_has_permission(self, user: Any, action: str) -> bool:  # noqa: ARG002  # Wagtail's signature
        """No."""
        return False

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:  # noqa: ARG002  # Wagtail's signature
        """Nobody."""
        return get_user_model().objects.none()

    def collections_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:  # noqa: ARG002  # Wagtail's signature
        """None."""
        return Collection.objects.none()

    def collections_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Any]:
        """None."""
        return self.collections_user_has_any_permission_for(user, [action])

    def instances_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Any]:  # noqa: ARG002  # Wagtail's signature
        """None."""
        return self.model._default_manager.none()  # noqa: SLF001  # Django's documented name


def by_type() -> dict[Any, BasePermissionPolicy]:
    """The policy of each type."""
    picture, file = get_image_model(), get_document_model()
    return {
        Page: OrganPagePolicy(),
        picture: OrganFilePolicy(picture, owner_field_name="uploaded_by_user"),
        file: OrganFilePolicy(file, owner_field_name="uploaded_by_user"),
        Collection: NobodyPolicy(Collection),
    }
