"""The steps of an extension (Reg. 33) on the case page."""

from django.utils.translation import gettext_lazy as _

from gongkai.cases import forms_extend, ledger
from gongkai.cases.steps.base import Offer, needs


def _signs_extension(state: ledger.Case) -> str:
    return f"case.sign.{state.extension.signs_next if state.extension else None}"


def _extension_is_signed(state: ledger.Case) -> bool:
    return state.stage != "closed" and state.extension is not None and state.extension.signs_next is not None


OFFERS = (
    Offer(
        "extend",
        _("Propose an extension"),
        _("The extension waits for its approval."),
        forms_extend.ProposeExtensionForm,
        lambda state: state.stage in {"open", "joined"} and state.extension is None,
        needs("case.answer"),
        _("By at most 20 working days; the head of the disclosure office approves, and the applicant is told before the period ends (Reg. 33)."),
    ),
    Offer("sign-extension", _("Approve the extension"), _("Approved."), forms_extend.SignExtensionForm, _extension_is_signed, _signs_extension),
    Offer(
        "return-extension",
        _("Do not approve the extension"),
        _("The extension is not approved."),
        forms_extend.ReturnExtensionForm,
        _extension_is_signed,
        _signs_extension,
    ),
    Offer(
        "serve-extension",
        _("Serve the notice of extension"),
        _("The applicant is told; the later due day holds."),
        forms_extend.TellExtensionForm,
        lambda state: (
            state.stage not in {"closed", "waiting_for_correction", "waiting_for_payment"}
            and state.extension is not None
            and state.extension.letter is not None
            and state.extension.told is None
        ),
        needs("case.register"),
        _("Before the first period ends: later the extension has no effect."),
    ),
)
