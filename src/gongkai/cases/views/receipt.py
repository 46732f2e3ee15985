"""The receipt as PDF: for who has number and code, and for who came in person, from the registrar's hand."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.audit.trail import record
from gongkai.cases.actions.receipt import PrintReceipt
from gongkai.cases.forms_public import StatusForm
from gongkai.cases.letters import receipt
from gongkai.cases.models import Case
from gongkai.cases.views.opening import opened, private
from gongkai.cases.views.public import attachment
from gongkai.messages import UserError
from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.organs.telling import told


@require_POST
@opened
def own(request: HttpRequest, case: Case, form: StatusForm) -> HttpResponse:
    """The applicant's own receipt."""
    record("case.look", request.actor, organ=case.organ_id, subject=case, detail={"letter": "receipt"})
    try:
        return _pdf(case, form.cleaned_data["code"])
    except UserError as error:  # a character that no font has
        messages.error(request, told(error.message))
        return render(request, "cases/ask.html", {"form": StatusForm(initial={"number": case.number})}, status=422)


@requires("case.register")
@require_POST
@private
def printed(request: HttpRequest, key: UUID) -> HttpResponse:
    """The receipt that a registrar hands over."""
    case = get_object_or_404(policies.visible(request.user, Case).select_related("organ", "applicant"), key=key)
    action = PrintReceipt(case=case)
    try:
        action.by(request.actor)
        return _pdf(case, action.code)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except UserError as error:  # a character that no font has
        messages.error(request, told(error.message))
    return redirect(case)


def _pdf(case: Case, code: str) -> HttpResponse:
    letter = receipt.compose(case, code, timezone.localdate())
    return attachment(letter.pdf(), f"{case.number}-回执.pdf")
