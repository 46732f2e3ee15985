"""Words for the fields of Wagtail's link forms, which it names by their program names only."""

from typing import Any

from django.utils.translation import gettext_lazy as _

LABELS = {
    "link_text": _("Link text"),
    "email_address": _("E-mail address"),
    "phone_number": _("Phone number"),
    "subject": _("Subject"),
    "body": _("Body"),
}


def give_link_forms_labels() -> None:
    """Label the fields of the four forms."""
    from wagtail.admin.forms import choosers  # noqa: PLC0415  # models are there only once all apps are loaded

    forms: tuple[Any, ...] = (
        choosers.ExternalLinkChooserForm,
        choosers.AnchorLinkChooserForm,
        choosers.EmailLinkChooserForm,
        choosers.PhoneLinkChooserForm,
    )
    for form in forms:
        for name, one in form.base_fields.items():
            if name in LABELS:
                one.label = LABELS[name]
