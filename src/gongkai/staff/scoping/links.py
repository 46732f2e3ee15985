"""Links to pages in running text: a key written into the text shows nothing of a page that is neither published nor one's own.

The address of a page is made of its title, so that of a draft would tell it.
"""

from typing import Any

from django.db.models import Q
from wagtail.admin.rich_text.converters.html_to_contentstate import PageLinkElementHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from gongkai.organs.keys import keys_of
from gongkai.staff.scoping.grants import under
from gongkai.staff.scoping.person import CAPABILITY, at_work


def linkable(keys: list[Any]) -> dict[str, Any]:
    """Of the pages with `keys` those that may be linked to here, by key: the published ones, and in Wagtail's views the person's own."""
    condition, person = Q(live=True), at_work()
    if person is not None:
        condition |= under(person.user, CAPABILITY)
    return {str(page.pk): page for page in Page.objects.filter(condition, pk__in=keys_of(keys)).defer_streamfields().specific()}


class PageLink(PageLinkHandler):
    """How a link is written on a page."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Any]:
        """The pages, None for one that may not be linked to: its text stays, without a link."""
        keys = [attrs.get("id") for attrs in attrs_list]
        found = linkable(keys)
        return [found.get(str(key)) for key in keys]


class PageLinkInEditor(PageLinkElementHandler):
    """How a link is told to the editor."""

    def get_attribute_data(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """As Wagtail's; of a page that may not be linked to nothing but the key."""
        if str(attrs.get("id")) in linkable([attrs.get("id")]):
            return dict(super().get_attribute_data(attrs))
        return {"id": attrs.get("id"), "url": None, "parentId": None}
