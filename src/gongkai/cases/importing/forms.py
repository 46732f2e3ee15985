"""Forms of the import: the workbook, a new token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.cases.importing.actions import sources_of
from gongkai.cases.importing.columns import LONGEST_SOURCE
from gongkai.organs import policies
from gongkai.organs.models import Organ


class _SourceForm(forms.Form):
    """An organ and a source."""

    organ = forms.ModelChoiceField(label=_("Organ"), queryset=None, empty_label=None)
    source = forms.CharField(
        label=_("System the requests come from"),
        max_length=LONGEST_SOURCE,
        help_text=_("Always the same words for the same system, as “provincial platform”: a number is taken once for each system."),
    )
    capability = ""

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organ"]
        field.queryset = policies.visible(user, Organ).filter(pk__in=policies.organs_where(user, self.capability), ended_on__isnull=True)
        found = list(field.queryset[:2])
        if len(found) == 1:
            field.widget, field.initial = forms.HiddenInput(), found[0].pk


class UploadForm(_SourceForm):
    """The workbook."""

    capability = "case.register"
    file = forms.FileField(label=_("Workbook (XLSX)"), help_text=_("At most 5 MB and 500 rows."))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        known = list(sources_of(user))
        if known:
            self.fields["source"].initial = known[0]
            self.fields["source"].help_text = _("Used so far: %(sources)s. Always the same words for the same system.") % {
                "sources": "、".join(known)
            }


class TokenForm(_SourceForm):
    """A new token."""

    capability = "organ.change"
