"""Fields and forms for files of an entry. What is right is decided by the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gongkai.cases import attachments
from gongkai.organs.actions.basis import LARGEST_MB, Document
from gongkai.registers.filing import FilePapers
from gongkai.registers.kinds import PAPERS
from gongkai.registers.models import Entry
from gongkai.registers.papers import MOST_FILES, Papers


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class PapersField(forms.FileField):
    """Several files at once; gives them as `Document`s. What is too large is refused before it is read."""

    def __init__(self, **kwargs: Any) -> None:
        widget = _SeveralFiles(attrs={"accept": ".pdf,.docx,image/*"})
        about = _("PDF, DOCX or pictures: at most %(files)s, each of at most %(most)s MB.") % {"files": MOST_FILES, "most": LARGEST_MB}
        super().__init__(**{"label": _("Files"), "required": False, "widget": widget, "help_text": about, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> Sequence[Document]:  # noqa: ARG002  # Django's signature
        """The files, read."""
        sent = list(data) if isinstance(data, list | tuple) else [data] if data else []
        if len(sent) > MOST_FILES:
            raise ValidationError(_("At most %(most)s files at once.") % {"most": MOST_FILES})
        for one in sent:
            if one.size > LARGEST_MB << 20:
                raise ValidationError(
                    _("%(file)s: the file is larger than %(most)s MB; send a smaller one.") % {"file": one.name, "most": LARGEST_MB}
                )
        return [Document(str(one.name), one.read()) for one in sent]


def public_files() -> PapersField:
    """For files that come with the public form: rendered here, kept by `cases.attachments`, whose limits it tells."""
    about = _("At most %(files)s files, each a PDF, a DOCX or a picture of at most %(one)s MB, together %(most)s MB.")
    told = about % {"files": attachments.MOST_FILES, "one": attachments.LARGEST_MB, "most": attachments.MOST_MB}
    return PapersField(label=_("Files that belong to it"), help_text=told)


class PapersForm(forms.Form):
    """Files, and what they are."""

    what = forms.ChoiceField(label=_("What the files are"), choices=list(PAPERS.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"] = PapersField()

    def action(self, entry: Entry) -> FilePapers:
        """The action, from cleaned data."""
        return FilePapers(entry=entry, papers=Papers(self.cleaned_data["papers"], self.cleaned_data["what"]))
