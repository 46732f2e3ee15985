"""Files of pages, immutable and named by content."""

import hashlib
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from gongkai.vault.durable import make_folder, write_new


class ContentNamedStorage(FileSystemStorage):
    """Stores a file under the SHA-256 of its content, in `media` of the data folder.

    What is there is never overwritten and never deleted: older revisions of pages and a running backup refer to it. A file has no address
    of its own; `gongkai.portal.files` serves it to those who may have it. Uploads are limited to 50 MB, so one is held in memory while written.
    """

    @property
    def base_location(self) -> str:
        """The folder, asked each time: the tests have one of their own."""
        return str(Path(settings.GONGKAI_DATA) / "media")

    @property
    def location(self) -> str:
        """The same, absolute."""
        return str(Path(self.base_location).absolute())

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002  # Django's signature
        """The name as it is: the content decides."""
        return name

    def delete(self, name: str) -> None:
        """Keeps the file: nothing that was published or drafted is lost."""

    def url(self, name: str | None) -> str:
        """Raises ValueError: no file has an address of its own."""
        raise ValueError(name)

    def _save(self, name: str, content: Any) -> str:
        """Write the file, whole after a power cut or not there at all; returns `ab/abcdef….pdf`: the extension decides how it is served."""
        content.seek(0)
        data = content.read()
        digest = hashlib.sha256(data).hexdigest()
        stored = f"{digest[:2]}/{digest}{PurePath(name).suffix.lower()}"
        place = Path(self.location) / stored
        make_folder(place.parent)
        write_new(place, data, beside=Path(self.location))
        return stored
