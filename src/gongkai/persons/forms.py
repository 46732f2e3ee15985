"""Forms of this app's pages. What is right is decided by the actions; their sentences are put beside the fields they belong to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gongkai.organs import policies
from gongkai.organs.models import Organ
from gongkai.persons import documents, kinds, reasons
from gongkai.persons.fields import FIELDS, LABELS, SEARCHED

_PRIVATE = {"autocomplete": "off", "spellcheck": "false"}  # neither the browser nor a spelling service keeps what is typed


def organs_for(user: Any, capability: str) -> Any:
    """The organs in which `user` has `capability`, ended ones among them."""
    return policies.visible(user, Organ).filter(pk__in=policies.organs_where(user, capability))


def tell(form: forms.Form, error: ValidationError) -> None:
    """Put an action's sentences beside the form's fields, those of no field above them."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
    for name, sentences in by_field.items():
        form.add_error(name if name in form.fields else None, sentences)


class _OrganForm(forms.Form):
    """A form with the organ in question; who has one only is not asked."""

    organ = forms.ModelChoiceField(label=_("Organ"), queryset=None, empty_label=None)

    def _offer(self, organs: Any) -> None:
        field = self.fields["organ"]
        field.queryset = organs
        found = list(organs[:2])
        if len(found) == 1:
            field.widget = forms.HiddenInput()
            field.initial = found[0].pk


def _value_fields() -> dict[str, forms.CharField]:
    return {
        one.code: forms.CharField(label=one.label, required=False, widget=forms.TextInput(attrs={**_PRIVATE, "maxlength": one.most}))
        for one in FIELDS
    }


class RegisterForm(_OrganForm):
    """A new person."""

    kind = forms.ChoiceField(label=_("Kind of applicant"), choices=kinds.choices)
    document = forms.ChoiceField(label=_("Identity document"), required=False, choices=[("", _("none given")), *documents.CHOICES])

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(organs_for(user, "person.change").filter(ended_on__isnull=True))
        self.fields.update(_value_fields())
        self.order_fields(["organ", "kind", "name", "document", "number", "phone", "address", "email", "contact"])

    def values(self) -> dict[str, str]:
        """What was typed, by field code."""
        return {one.code: self.cleaned_data[one.code] for one in FIELDS}


class CorrectForm(forms.Form):
    """What changes. The fields begin empty: filled in they would show everything to whoever opens the form."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    kind = forms.ChoiceField(label=_("Kind of applicant"), choices=kinds.choices)
    document = forms.ChoiceField(label=_("Identity document"), required=False, choices=[("", _("none given")), *documents.CHOICES])
    removed = forms.MultipleChoiceField(label=_("Remove"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, masked: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(_value_fields())
        for code, shown in masked.items():
            if shown:
                self.fields[code].help_text = _("Now: %(masked)s. Leave empty to keep it.") % {"masked": shown}
        self.fields["removed"].choices = [(code, label) for code, label in LABELS if masked.get(code) and code != "name"]
        self.order_fields(["version", "kind", "name", "document", "number", "phone", "address", "email", "contact", "removed"])

    def values(self) -> dict[str, str]:
        """The new values by field code, empty for those to be removed."""
        typed = {one.code: self.cleaned_data[one.code] for one in FIELDS if self.cleaned_data[one.code]}
        return {**dict.fromkeys(self.cleaned_data["removed"], ""), **typed}


class FindForm(_OrganForm):
    """An exact search."""

    by_field = forms.ChoiceField(label=_("Search by"), choices=[(one.code, one.label) for one in SEARCHED])
    value = forms.CharField(
        label=_("The whole value"), widget=forms.TextInput(attrs=_PRIVATE), help_text=_("Nothing is found by a part. The search is recorded.")
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(organs_for(user, "person.reveal"))


class RevealForm(forms.Form):
    """Which fields are needed, and why."""

    reason = forms.ChoiceField(label=_("Reason for looking"), choices=reasons.CHOICES)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=100,
        help_text=_("A file number, for example. No names or numbers of persons: it is kept in the audit trail."),
    )

    def __init__(self, held: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django's forms have an attribute of this name, but not their declared fields.
        choices = [(code, label) for code, label in LABELS if code in held]
        self.fields["fields"] = forms.MultipleChoiceField(
            label=_("What you need to see"), required=False, choices=choices, widget=forms.CheckboxSelectMultiple
        )
        self.order_fields(["fields", "reason", "note"])
