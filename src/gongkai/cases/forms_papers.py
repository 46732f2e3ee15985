"""Forms that take the scan of a paper. `forms` holds the others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.cases import ledger
from gongkai.cases.actions import Step
from gongkai.cases.actions.papers import FilePaper
from gongkai.cases.fold.papers import WHATS
from gongkai.cases.forms import StepForm
from gongkai.cases.forms_scans import document_of, scan_field
from gongkai.cases.forms_work_files import service_name
from gongkai.cases.models import Case
from gongkai.cases.told_consultations import name_of
from gongkai.cases.told_papers import NAMES


def belongs(state: ledger.Case) -> list[tuple[str, Any]]:
    """What a paper can belong to now: code and name of each."""
    named = {
        "opinion": {one.number: name_of(one) for one in state.consultations},
        "delivery": {one.number: service_name(one) for one in state.services},
    }
    found = []
    for what, numbers in WHATS.items():
        for number in numbers(state):
            about = named.get(what, {}).get(number, "")
            found.append((f"{what}-{number}", " · ".join(filter(None, [str(NAMES[what]), about]))))
    return found


class FilePaperForm(StepForm):
    """Which paper, and the file."""

    paper = forms.ChoiceField(label=_("What it is"))
    scan = scan_field(required=True)

    def prepare(self) -> None:
        """What is on record that a paper can belong to."""
        self.fields["paper"].choices = belongs(self.state)

    def action(self, case: Case) -> Step:
        """Filed."""
        what, _dash, about = self.cleaned_data["paper"].partition("-")
        return FilePaper(case=case, what=what, about=int(about), scan=document_of(self.cleaned_data["scan"]))
