"""The form of a file that a page offers."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm


class FileForm(BaseDocumentForm):
    """Wagtail's, and says what such a file is for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = _(
                "Files of pages are for publication and are not encrypted: no personal data. Until a published page shows it, "
                "only who sees your organ's pages has it."
            )
