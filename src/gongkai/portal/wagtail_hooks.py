"""What Wagtail asks of the public site by hook: links to files in running text."""

from typing import Any

from wagtail import hooks
from wagtail.documents.rich_text import DocumentLinkHandler

from gongkai.organs.keys import keys_of
from gongkai.portal.models import PublicFile
from gongkai.staff.scoping.person import at_work


class FileLink(DocumentLinkHandler):
    """A link to a file: its address tells the title, so it is written only where the reader may have the file."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Any]:
        """The files, None for one that may not be linked to: on the public site those shown by a published page, in Wagtail's views the own."""
        keys = [attrs.get("id") for attrs in attrs_list]
        rows = PublicFile.objects.filter(pk__in=keys_of(keys))
        if at_work() is None:
            rows = rows.filter(shown__page__live=True)
        found = {str(file.pk): file for file in rows}
        return [found.get(str(key)) for key in keys]


@hooks.register("register_rich_text_features", order=100)
def file_links(features: Any) -> None:
    """Ours after Wagtail's: the later one holds."""
    features.register_link_type(FileLink)
