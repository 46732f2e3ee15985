"""The search as a Django app, in place of `wagtail.search`."""

from typing import Any

from wagtail.search import apps as wagtails


class SearchConfig(wagtails.WagtailSearchAppConfig):
    """Tells Wagtail which backend answers; registers no signal."""

    name = "gongkai.staff.search"
    label = "staff_search"

    def ready(self) -> None:
        """Nothing: an index would have to be kept."""

    def get_search_backend_config(self) -> dict[str, Any]:
        """The one backend."""
        return {"default": {"BACKEND": "gongkai.staff.search.titles", "AUTO_UPDATE": False}}
