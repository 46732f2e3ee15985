"""How much may be sent to the site at once by who is not signed in: more is not read, so that nobody fills the disk of temporary files."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST = 64 << 20
"""Bytes of a request of the public with files: the most that a form takes (`gongkai.cases.attachments`), and what stands around it."""


class LimitedUpload(FileUploadHandler):
    """The first of the handlers: refuses by the length that is announced, then leaves the files to the others."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:  # noqa: ARG002, N803  # Django's signature
        """Raises RequestDataTooBig (400): the site's page for it says that the request cannot be taken."""
        user = getattr(self.request, "user", None)
        if content_length > MOST and not (user is not None and user.is_authenticated):
            raise RequestDataTooBig("more than the public may send at once")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002  # Django's signature
        """Handed on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002  # Django's signature
        """Others keep it."""
        return
