"""What is asked for when a step of a workflow is taken."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why something is sent back; who handed it in reads it."""

    comment = forms.CharField(
        label=_("What is to be changed"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write what is to be changed: who handed it in reads it.")},
    )
