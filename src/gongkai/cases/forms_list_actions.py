"""Forms on the list of requests: several are assigned, the list is written out. What is right is decided by the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.organs import policies
from gongkai.organs.forms.base import PersonChoice
from gongkai.organs.models import Division
from gongkai.persons.reasons import REASONS


class _DivisionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Division) -> str:
        return f"{obj.organ.short_name or obj.organ.name} · {obj.name}"


class AssignManyForm(forms.Form):
    """To which division, to whom."""

    division = _DivisionChoice(label=_("Division"), queryset=None, required=False, empty_label=_("the handler's own"))
    handler = PersonChoice(label=_("Handler"), required=False, empty_label=_("nobody yet: the division decides"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, help_text=_("Where another handler has it in hand."))

    def __init__(self, user: Any, *args: Any) -> None:
        super().__init__(*args, label_suffix="", auto_id="assign_%s")
        organs = policies.organs_where(user, "case.assign")
        divisions = policies.visible(user, Division).filter(organ__in=organs, closed_on__isnull=True)
        self.fields["division"].queryset = divisions.select_related("organ").order_by("organ", "position", "pk")
        self.fields["handler"].queryset = policies.holders("handler", organs)


class ExportForm(forms.Form):
    """Whether names are written in full, and why."""

    reason = forms.ChoiceField(
        label=_("Names and numbers of persons"),
        required=False,
        help_text=_("In full only for a reason; it is recorded with the requests."),
    )

    def __init__(self, user: Any, *args: Any) -> None:
        super().__init__(*args, label_suffix="", auto_id="export_%s")
        if not policies.may(user, "person.reveal"):
            del self.fields["reason"]
            return
        why = [(code, words) for code, words in REASONS.items() if code != "other"]
        self.fields["reason"].choices = [("", _("masked")), (_("in full, because of"), why)]
