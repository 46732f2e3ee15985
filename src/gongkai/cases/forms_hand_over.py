"""The form that hands over all open requests of a person (移交)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.cases.actions import HandOverAll
from gongkai.cases.models import Case, CaseTask
from gongkai.organs import policies
from gongkai.organs.forms.base import PersonChoice
from gongkai.organs.models import Organ


class HandOverAllForm(forms.Form):
    """From whom, to whom, why; the organ where the user assigns in several."""

    organ = forms.ModelChoiceField(label=_("Organ"), queryset=None, empty_label=None)
    before = PersonChoice(label=_("Has the requests in hand"))
    handler = PersonChoice(label=_("New handler"))
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("It stands in the timeline of each request."))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = policies.organs_where(user, "case.assign")
        organs = policies.visible(user, Organ).filter(pk__in=keys, ended_on__isnull=True)
        self.fields["organ"].queryset = organs
        if len(organs) == 1:
            self.fields["organ"].widget, self.fields["organ"].initial = forms.HiddenInput(), organs[0].pk
        open_cases = policies.visible(user, Case).filter(organ__in=keys).exclude(stage=Case.Stage.CLOSED)
        items = policies.visible(user, CaseTask).filter(case__in=open_cases, what=CaseTask.What.ITEM, handler__isnull=False)
        busy = {*open_cases.filter(handler__isnull=False).values_list("handler", flat=True), *items.values_list("handler", flat=True)}
        self.fields["before"].queryset = policies.people(busy)
        self.fields["handler"].queryset = policies.holders("handler", keys)

    def action(self) -> HandOverAll:
        """The action, from cleaned data."""
        return HandOverAll(**self.cleaned_data)
