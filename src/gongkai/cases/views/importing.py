"""Requests from elsewhere: the workbook with its preview and the tokens under /staff/requests/import/."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.audit.actors import Actor
from gongkai.cases import channels
from gongkai.cases.actions.applicants import Party
from gongkai.cases.actions.scans import must_not_wait, scanned
from gongkai.cases.importing import workbook
from gongkai.cases.importing.actions import KeepImport, Looked, MakeToken, RefusedError, RevokeToken
from gongkai.cases.importing.batches import action_of
from gongkai.cases.importing.columns import BY_COLUMN_CODE, COLUMNS
from gongkai.cases.importing.forms import TokenForm, UploadForm
from gongkai.cases.importing.rows import Problem
from gongkai.cases.models import Case, ImportBatch, ImportToken
from gongkai.cases.views.public import attachment
from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.persons import kinds, masking
from gongkai.persons.forms import tell

_SHOWN = 20


@requires("case.register")
@never_cache
def upload(request: HttpRequest) -> HttpResponse:
    """The workbook is sent; what it says is shown before anything comes in."""
    is_sent = request.method == "POST"
    form = UploadForm(request.user, request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        try:
            batch = _kept(form, request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            return redirect("cases_import_preview", batch=batch.key)
    batches = policies.visible(request.user, ImportBatch).filter(done_at__isnull=False).select_related("organ")[:_SHOWN]
    context = {"form": form, "columns": COLUMNS, "batches": batches, "may_make": policies.may(request.user, "organ.change")}
    return render(request, "cases/importing/upload.html", context, status=422 if form.is_bound else 200)


def _kept(form: UploadForm, actor: Actor) -> ImportBatch:
    """The workbook, kept once it can be read. Raises ValidationError at the field of the file."""
    file = form.cleaned_data["file"]
    if file.size > workbook.LARGEST:
        raise ValidationError({"file": _("The workbook is larger than %(most)s MB. Split it.") % {"most": workbook.LARGEST >> 20}})
    data = file.read()
    must_not_wait(scanned(data, "file"), "file")  # it is opened at once: it has nowhere to wait
    try:
        workbook.rows_of(data)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
    batch: ImportBatch = KeepImport(organ=form.cleaned_data["organ"], source=form.cleaned_data["source"], data=data).by(actor)
    return batch


@requires("case.register")
@require_safe
def template(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # the same for all
    """The workbook to fill in."""
    return attachment(workbook.template(), "申请导入模板.xlsx")


@requires("case.register")
@never_cache
def preview(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Each row with what is wrong with it; confirmed, the requests come in, all or none."""
    found: ImportBatch = get_object_or_404(policies.visible(request.user, ImportBatch).select_related("organ"), key=batch)
    if not found.file or found.done_at is not None:
        messages.info(request, _("This workbook was imported already, or it was destroyed after a day. Upload it again if you need it."))
        return redirect("cases_import")
    action = action_of(found)
    if request.method == "POST":
        try:
            made = action.by(request.actor)
        except RefusedError:
            messages.error(request, _("Nothing was imported: rows are wrong."))
        else:
            return _done(request, made)
    looked = action.look()
    context = {"batch": found, "rows": [_shown(one) for one in looked], **_counts(looked)}
    return render(request, "cases/importing/preview.html", context, status=422 if request.method == "POST" else 200)


def _done(request: HttpRequest, made: list[tuple[Case, bool]]) -> HttpResponse:
    """To the list, with what came in and what was there already."""
    new = sum(is_new for _case, is_new in made)
    known = len(made) - new
    told = [ngettext("%(count)s request was imported.", "%(count)s requests were imported.", new) % {"count": new}]
    if known:
        told.append(ngettext("%(count)s was there already.", "%(count)s were there already.", known) % {"count": known})
    messages.success(request, " ".join(told))
    return redirect("cases_list")


def _counts(looked: list[Looked]) -> dict[str, int]:
    return {
        "new": sum(one.known is None and not one.problems for one in looked),
        "known": sum(one.known is not None and not one.problems for one in looked),
        "wrong": sum(bool(one.problems) for one in looked),
    }


def _shown(one: Looked) -> dict[str, Any]:
    """A row as the preview shows it: its number, what is asked for, those beside the applicant, masked."""
    problems = [(BY_COLUMN_CODE[wrong.column].heading if wrong.column in BY_COLUMN_CODE else "", _sentence(wrong)) for wrong in one.problems]
    number, items = one.texts.get("foreign_number", ""), one.texts.get("items", "")[:200]
    return {"place": one.place, "number": number, "items": items, "people": list(_people(one)), "case": one.known, "problems": problems}


def _sentence(problem: Problem) -> str:
    """Of a list's part, which one it is."""
    if problem.at is None:
        return problem.sentence
    return _("No. %(number)s: %(sentence)s") % {"number": problem.at + 1, "sentence": problem.sentence}


def _people(one: Looked) -> Iterator[str]:
    """The agent with what it acts by, the joint applicants; none where the row cannot be read."""
    fields = one.wanted.fields if one.wanted else {}
    if agent := fields.get("agent"):
        by = dict(channels.AUTHORITIES).get(fields["authority"], "")
        yield " · ".join(str(part) for part in (_("Agent"), _masked(agent), by) if part)
    for party in fields.get("joint", ()):
        yield f"{_('Joint applicant')} · {_masked(party)}"


def _masked(party: Party) -> str:
    name = party.values.get("name", "")
    return masking.name(name) if kinds.name_is_personal(party.kind) else name


@requires("organ.change")
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of the organs; a new one is shown once."""
    form = TokenForm(request.user, request.POST if request.method == "POST" else None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        action = MakeToken(**form.cleaned_data)
        try:
            action.by(request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            secret = action.secret
    rows = policies.visible(request.user, ImportToken).select_related("organ")
    status = 422 if form.is_bound and not secret else 200
    return render(request, "cases/importing/tokens.html", {"form": form, "tokens": rows, "secret": secret}, status=status)


@requires("organ.change")
@require_POST
def revoke(request: HttpRequest, token: int) -> HttpResponse:
    """A token opens nothing any more."""
    found = get_object_or_404(policies.visible(request.user, ImportToken).select_related("organ"), pk=token)
    RevokeToken(token=found).by(request.actor)
    messages.success(request, _("The token is revoked."))
    return redirect("cases_import_tokens")
