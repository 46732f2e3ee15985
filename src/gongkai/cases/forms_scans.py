"""The field of a scan in the forms of steps: optional where the step is recorded, for who has the paper at hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.organs.actions import Document

_ACCEPT = ".pdf,.docx,image/*"


def scan_field(*, required: bool = False) -> forms.FileField:
    """The field of a scan."""
    widget = forms.FileInput(attrs={"accept": _ACCEPT})
    return forms.FileField(label=_("The paper, scanned"), required=required, help_text=_("PDF, DOCX or a picture, at most 20 MB"), widget=widget)


def document_of(sent: Any) -> Document | None:
    """The uploaded file of such a field; None: nothing was chosen."""
    return Document(sent.name, sent.read()) if sent else None
