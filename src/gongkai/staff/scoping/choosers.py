"""The page choosers: they begin at the person's own pages and show nothing beside them (Wagtail's begin at the root and show every draft)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.chooser import BrowseView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from gongkai.staff.scoping.grants import spaces
from gongkai.staff.scoping.person import CAPABILITY


class ScopedBrowseView(BrowseView):
    """Browses from the root of what the person works on."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """The pages under a page; without one, where the person's pages begin."""
        if parent_page_id is None:
            start = policy_registry.get_by_type(Page).explorable_root_instance(request.user)
            if start is None:
                raise Http404
            parent_page_id = start.pk
        return super().get(request, parent_page_id)


def own_pages(pages: Any, request: HttpRequest) -> Any:
    """Of `pages` those that the person works on or that lead there (hook `construct_page_chooser_queryset`, browsing and searching)."""
    return pages.filter(pk__in=policy_registry.get_by_type(Page).explorable_instances(request.user).values("pk"))


def own_files(files: Any, request: HttpRequest) -> Any:
    """Of pictures or files those of the person's organs (hooks `construct_image_chooser_queryset`, `construct_document_chooser_queryset`)."""
    return files.filter(collection__in=[space.collection_id for space in spaces(request.user, CAPABILITY)])
