"""A set of views with none in it."""

from wagtail.admin.viewsets.base import ViewSet


class NoScreens(ViewSet):
    """Stands where Wagtail wants a set of views: no address, no menu item."""
