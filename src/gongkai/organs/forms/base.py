"""What every form is."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.organs import policies
from gongkai.organs.actions import Action, Basis, Document
from gongkai.organs.models import Organ

DAY_FORMATS = ("%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y/%m/%d")


@dataclass(frozen=True)
class Place:
    """Where a form stands: who fills it in, the organ of the page, what it is about beside (an appointment, a division ...)."""

    user: Any
    organ: Organ
    subject: Any = None

    def organs_with(self, capability: str) -> QuerySet[Organ]:
        """The existing organs in which the user has `capability`."""
        found: QuerySet[Organ] = policies.visible(self.user, Organ).filter(pk__in=policies.organs_where(self.user, capability), ended_on__isnull=True)
        return found


class ActionForm(forms.Form):
    """A form that makes an action. What the action finds wrong is shown at the fields it names."""

    required_css_class = "required"

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices and what is recorded now."""

    def action(self) -> Action:
        """The action, from cleaned data."""
        raise NotImplementedError

    def take(self, error: ValidationError) -> None:
        """Show what the action found wrong."""
        by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, found in by_field.items():
            self.add_error(name if name in self.fields else None, found)


class DayField(forms.DateField):
    """A day: the browser's own calendar where it has one, typing 2019-01-10 or 2019年1月10日 everywhere."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})
        super().__init__(widget=widget, input_formats=DAY_FORMATS, **kwargs)


class FromToday(DayField):
    """A day that is today unless somebody says otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"initial": _today, **kwargs})


def _today() -> dt.date:
    """Asked when a form is shown."""
    return timezone.localdate()


class TextLines(forms.CharField):
    """Several lines of text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 4}), **kwargs})


class OrganChoice(forms.ModelChoiceField):
    """One organ of those that may be chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)


class BasisForm(ActionForm):
    """A form with the document by which an organ changes."""

    basis = forms.CharField(label=_("Basis document"), help_text=_("Title and number of the document (依据文件)"), max_length=200)
    document = forms.FileField(label=_("The document itself"), help_text=_("PDF, DOCX or a picture, at most 20 MB"), required=False)
    reason = TextLines(label=_("Remarks"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = ("basis", "document", "reason", "confirmed")
        self.order_fields([name for name in self.fields if name not in last] + list(last))

    def basis_given(self) -> Basis:
        """What was said of the document."""
        sent = self.cleaned_data["document"]
        return Basis(self.cleaned_data["basis"], Document(sent.name, sent.read()) if sent else None, self.cleaned_data["reason"])


class OptionalBasisForm(BasisForm):
    """A form in which the document may be missing."""

    def prepare(self) -> None:
        """It may be."""
        self.fields["basis"].required = False


class Confirmed(forms.BooleanField):
    """What cannot be taken back is confirmed."""

    def __init__(self) -> None:
        super().__init__(label=_("I have compared this with the document. It cannot be taken back."))


class PersonChoice(forms.ModelChoiceField):
    """One person; the sign-in name tells those of one name apart."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Name and sign-in name."""
        return f"{obj.name} ({obj.username})"
