"""Pages for applicants: where a request stands, its letters, correction, withdrawal. No account and no session: number and query code open it.

Nothing is kept by a browser, and neither code nor number ever stands in an address.
"""

import mimetypes
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.audit.trail import record
from gongkai.cases import ledger, store, where
from gongkai.cases.actions import ReceiveCorrection, ReceiveReasons, WithdrawRequest
from gongkai.cases.fold.papers import is_kept_back
from gongkai.cases.forms_consult_reasons import ReasonsForm
from gongkai.cases.forms_correct import CorrectedForm, items_in
from gongkai.cases.forms_public import FilesForm, StatusForm
from gongkai.cases.letters.to_applicant import given
from gongkai.cases.models import Case
from gongkai.cases.uploads import of_correction
from gongkai.cases.views.files import keep, kept
from gongkai.cases.views.opening import ask, opened, private
from gongkai.organs.actions.basis import file_store
from gongkai.persons.forms import tell

_FORMS = ("pdf", "docx")


@private
def status(request: HttpRequest) -> HttpResponse:
    """Where a request stands: the answer to a POST with number and code."""
    if request.method != "POST":
        return ask(request, StatusForm())
    return _looked_at(request)


@opened
def _looked_at(request: HttpRequest, case: Case, form: StatusForm) -> HttpResponse:
    record("case.look", request.actor, organ=case.organ_id, subject=case)
    return _page(request, case, form)


def _page(  # noqa: PLR0913  # what the page shows of two forms on it
    request: HttpRequest,
    case: Case,
    form: StatusForm,
    *,
    corrected: CorrectedForm | None = None,
    reasons: ReasonsForm | None = None,
    refused: Sequence[str] = (),
) -> HttpResponse:
    """The status page; `corrected`, `reasons`: the correction, the reasons as they were sent, with their mistakes; `refused`: files."""
    shown: dict[str, Any] = where.standing(case)
    if shown["asked"]:
        corrected = corrected or CorrectedForm(state=shown["state"])
        shown |= {"kept": kept(of_correction(case)), "refused": refused, "chooser": FilesForm()}
    found = shown["state"].reasons
    if reasons is None and found and found.is_awaited and not shown["state"].closed:
        reasons = ReasonsForm()
    status = 422 if any(one and one.is_bound for one in (corrected, reasons)) else 200
    return render(request, "cases/status.html", {**shown, "form": form, "corrected": corrected, "reasons": reasons}, status=status)


@opened
def correct(request: HttpRequest, case: Case, form: StatusForm) -> HttpResponse:
    """The applicant corrects the request."""
    state = store.state_of(case)
    if not (state.correction and state.correction.is_awaited) or state.stage == "closed":
        return _page(request, case, form)  # somebody else was faster, or it was sent twice
    corrected, number = CorrectedForm(request.POST, state=state), of_correction(case)
    refused = keep(request, case.organ, number)
    if corrected.is_valid() and not refused and "remove" not in request.POST:
        try:
            items = items_in(corrected, state)
            case = ReceiveCorrection(case=case, items=items, by_applicant=True, uploads=number).by(request.actor)
        except ValidationError as error:
            tell(corrected, error)
        else:
            return _page(request, case, form)
    return _page(request, case, form, corrected=corrected, refused=refused)


@opened
def reasons(request: HttpRequest, case: Case, form: StatusForm) -> HttpResponse:
    """The applicant gives the reasons that the office asked for (Reg. 35)."""
    state = store.state_of(case)
    if not (state.reasons and state.reasons.is_awaited) or state.closed:
        return _page(request, case, form)  # the office has them already
    given_now = ReasonsForm(request.POST)
    if given_now.is_valid():
        try:
            case = ReceiveReasons(case=case, text=given_now.cleaned_data["text"], by_applicant=True).by(request.actor)
        except ValidationError as error:
            tell(given_now, error)
        else:
            return _page(request, case, form)
    return _page(request, case, form, reasons=given_now)


@opened
def withdraw(request: HttpRequest, case: Case, form: StatusForm) -> HttpResponse:
    """The applicant withdraws: asked once more, then done."""
    problem = ""
    if request.POST.get("sure"):
        try:
            case = WithdrawRequest(case=case, by_applicant=True).by(request.actor)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            return _page(request, case, form)
    return render(request, "cases/withdraw.html", {"case": case, "form": form, "problem": problem}, status=422 if problem else 200)


@require_POST
@opened
def letter(request: HttpRequest, case: Case, form: StatusForm) -> HttpResponse:  # noqa: ARG001  # it is open
    """A letter that was given, as a file; `letter`: its place among the events, the answer without it. The answer also as it was sealed."""
    events = store.events_of(case)
    state, wanted = ledger.fold(events), request.POST.get("as", "pdf")
    letters = {str(one.position): one.letter for one in given(events)}
    if state.served and state.letter:
        letters[""] = state.letter
    found = letters.get(request.POST.get("letter", ""))
    if found is None or wanted not in {*_FORMS, "sealed"}:
        raise Http404
    name, title = getattr(found, wanted, ""), f"{case.number}-{found.number}.{wanted}"
    if wanted == "sealed":
        if state.sealed is None or found is not state.letter or is_kept_back(state, state.sealed.file):
            raise Http404
        name, title = state.sealed.file, state.sealed.title
    record("case.look", request.actor, organ=case.organ_id, subject=case, detail={"letter": wanted})
    return attachment(file_store().read(name), title)


def attachment(data: bytes, name: str) -> HttpResponse:
    """A file to be saved, never shown as a page of ours."""
    response = HttpResponse(data, content_type=mimetypes.guess_type(name)[0] or "application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
