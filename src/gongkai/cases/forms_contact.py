"""The form of an attempt to reach the applicant."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.cases.actions import LogAttempt, Step
from gongkai.cases.actions.contact import LONGEST_NOTE
from gongkai.cases.contacting import RESULTS, WAYS
from gongkai.cases.forms import StepForm
from gongkai.cases.models import Case
from gongkai.messages import message
from gongkai.organs.forms.base import FromToday
from gongkai.organs.telling import told


def _now() -> str:
    return timezone.localtime().strftime("%H:%M")


class ContactForm(StepForm):
    """When it was tried, how, and what came of it."""

    on = FromToday(label=_("Day"))
    at = forms.CharField(label=_("Time"), max_length=5, initial=_now, help_text=_("Like 14:05."))
    way = forms.ChoiceField(label=_("How it was tried"))
    result = forms.ChoiceField(label=_("What came of it"))
    note = forms.CharField(label=_("Remarks"), max_length=LONGEST_NOTE, required=False, help_text=_("No names or numbers of persons."))

    def prepare(self) -> None:
        """Ways and results in the reader's language."""
        for name, known in (("way", WAYS), ("result", RESULTS)):
            self.fields[name].choices = [(code, told(message(words))) for code, words in known.items()]

    def action(self, case: Case) -> Step:
        """Logged."""
        return LogAttempt(case=case, **self.cleaned_data)
