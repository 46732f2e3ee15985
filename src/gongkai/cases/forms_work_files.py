"""Forms of what became of letters, of the archive and of corrections of the record. `forms` holds the others."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.cases import ledger, store
from gongkai.cases.actions import Step
from gongkai.cases.actions.archive import MOST_PAGES, ArchiveCase, CorrectRecord
from gongkai.cases.actions.delivering import ReturnDelivery, SendAgain, SignDelivery
from gongkai.cases.forms import StepForm
from gongkai.cases.forms_scans import document_of, scan_field
from gongkai.cases.letters.contents import filed
from gongkai.cases.models import Case
from gongkai.cases.telling import WAYS, sent_name, title_of
from gongkai.organs.forms.base import DayField, FromToday, TextLines


class _ServiceForm(StepForm):
    """About one service of those that stand where the step can be taken; `asked` may say which."""

    standing = "posted"
    service = forms.TypedChoiceField(label=_("Letter"), coerce=int)

    def prepare(self) -> None:
        """The services that wait for this; the one that the address names chosen."""
        found = [one for one in self.state.services if one.standing == self.standing]
        self.fields["service"].choices = [(one.number, service_name(one)) for one in found]
        self.fields["service"].initial = self.asked.get("service")


def service_name(one: ledger.Service) -> str:
    """A service in the reader's language: its number, the letter, the day, the number of the mail item."""
    return " · ".join(filter(None, [f"{one.number}. {sent_name(one.what)}", str(one.on), one.mail_number]))


class SignedForm(_ServiceForm):
    """Signed for, when."""

    on = FromToday(label=_("Day"), help_text=_("The day on which the applicant signed for the mail item."))
    scan = scan_field()

    def action(self, case: Case) -> Step:
        """It arrived."""
        return SignDelivery(case=case, **{**self.cleaned_data, "scan": document_of(self.cleaned_data["scan"])})


class ReturnedForm(_ServiceForm):
    """Came back, when and why."""

    on = FromToday(label=_("Day"), help_text=_("The day on which it came back to the office."))
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("As the post says it: refused, moved away, address not found ..."))
    scan = scan_field()

    def action(self, case: Case) -> Step:
        """It came back."""
        return ReturnDelivery(case=case, **{**self.cleaned_data, "scan": document_of(self.cleaned_data["scan"])})


class SendAgainForm(_ServiceForm):
    """How and when it is sent once more."""

    standing = "returned"
    way = forms.ChoiceField(label=_("How it was served"), choices=WAYS)
    on = FromToday(label=_("Day"), help_text=_("By post: the day it was handed to the post. Handed over: the day it was signed for."))
    mail_number = forms.CharField(label=_("Number of the mail item"), max_length=40, required=False)

    def prepare(self) -> None:
        """By post, as before."""
        super().prepare()
        self.fields["way"].initial = "post"

    def action(self, case: Case) -> Step:
        """It is on its way."""
        return SendAgain(case=case, **self.cleaned_data)


class ArchiveForm(StepForm):
    """The number of the file, and the pages of each document."""

    number = forms.CharField(label=_("Number of the archived file"), max_length=60)

    def prepare(self) -> None:
        """A field for the pages of each document: counted where a file of it is here."""
        self.found = filed(self.state, store.events_of(self.case))
        for at, one in enumerate(self.found, 1):
            label = format_lazy(_("Pages of {document}"), document=" ".join(filter(None, [f"{at}.", one.title, one.number])))
            about = "" if one.pages is not None else _("Not counted here: say how many pages the paper has.")
            counted = one.usual if one.pages is None else one.pages
            self.fields[f"pages_{at}"] = forms.IntegerField(label=label, min_value=1, max_value=MOST_PAGES, initial=counted, help_text=about)

    def action(self, case: Case) -> Step:
        """Archived."""
        pages = [self.cleaned_data[f"pages_{at}"] for at in range(1, len(self.found) + 1)]
        return ArchiveCase(case=case, number=self.cleaned_data["number"], pages=pages)


class CorrectRecordForm(StepForm):
    """Which entry, what is wrong, what is right, why."""

    entry = forms.TypedChoiceField(label=_("Entry of the record"), coerce=int)
    wrong = TextLines(label=_("What is wrong"))
    right = TextLines(label=_("What is right"))
    happened = DayField(
        label=_("Day on which it really happened"),
        required=False,
        help_text=_("Only where the day is wrong: the clock then counts with this one. The entry itself stays as it is."),
    )
    reason = TextLines(label=_("Reason"), help_text=_("How the mistake came about, and what shows what is right."))

    def prepare(self) -> None:
        """The entries of the record."""
        events: list[Any] = store.events_of(self.case)
        self.fields["entry"].choices = [(at, f"{at}. {one.on} {title_of(one.kind)}") for at, one in enumerate(events, 1)]

    def action(self, case: Case) -> Step:
        """Corrected."""
        return CorrectRecord(case=case, **self.cleaned_data)
