"""Proposals to publish (Reg. 44) under /staff/requests/proposals/: the list, and one, which the head of the disclosure office examines."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.cases import store
from gongkai.cases.forms_propose import ExamineForm
from gongkai.cases.models import Proposal
from gongkai.cases.told_proposals import told_proposals
from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.persons.forms import tell

_PAGE = 25


@requires("case.see")
@require_safe
@never_cache
def proposals(request: HttpRequest) -> HttpResponse:
    """The proposals, newest first; `state` leaves the others out."""
    rows = policies.visible(request.user, Proposal).select_related("case", "organ")
    state = request.GET.get("state", "")
    if state in Proposal.State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "told": told_proposals(page.object_list), "state": state, "states": Proposal.State.choices}
    return render(request, "cases/proposals.html", context)


@requires("case.see")
@never_cache
def proposal(request: HttpRequest, key: UUID) -> HttpResponse:
    """One proposal; the form for who examines it."""
    found: Proposal = get_object_or_404(policies.visible(request.user, Proposal).select_related("case", "organ"), key=key)
    form = ExamineForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            form.action(found).by(request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The result is on record."))
            return redirect(found)
    may_examine = found.state == Proposal.State.PROPOSED and policies.may(request.user, "case.decide", found.organ)
    item = store.state_of(found.case).items[found.item - 1]
    context = {"told": told_proposals([found])[0], "item": item, "form": form if may_examine or form.is_bound else None}
    return render(request, "cases/proposal.html", context, status=422 if form.is_bound else 200)
