"""The list of requests under /staff/requests/: what is looked for stands in the address; several are assigned at once; persons are found exactly."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from gongkai.cases.actions.assign_many import AssignCases
from gongkai.cases.actions.export import MOST_IN_FULL, ExportCases
from gongkai.cases.exporting import rows_of, workbook
from gongkai.cases.forms_list import ListForm
from gongkai.cases.forms_list_actions import AssignManyForm, ExportForm
from gongkai.cases.models import Case
from gongkai.cases.of_person import requests_of
from gongkai.cases.ordering import CHOICES, USUAL, headings, ordered
from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.organs.models import Organ
from gongkai.organs.setting_table import setting
from gongkai.persons.actions import FindPerson
from gongkai.persons.forms import FindForm, tell

_PAGE = 50
_MOST = 200
"""Requests of one person that are shown."""


@requires("case.see")
@require_safe
@never_cache
def cases(request: HttpRequest) -> HttpResponse:
    """The requests that are looked for, in the order asked for, a page at a time."""
    return _list(request)


def _list(request: HttpRequest, **more: Any) -> HttpResponse:
    """The list; `more`: forms on it that were sent and not taken."""
    form = ListForm(request.user, request.GET)
    order = request.GET.get("sort", USUAL)
    order = order if order in CHOICES else USUAL
    known: dict[str, Any] = {
        "form": form,
        "headings": headings(order),
        "several": len(form.organs) > 1,
        "today": timezone.localdate(),
        "may_register": policies.may(request.user, "case.register"),
        "may_assign": policies.may(request.user, "case.assign"),
        "unsorted": _query(request.GET, without=("sort", "page")),
        "unpaged": _query(request.GET, without=("page",)),
        "stages": [(code, name, _query(request.GET, without=("stage", "page"), stage=code)) for code, name in [("", _("all")), *Case.Stage.choices]],
        **_forms(request),
        **more,
    }
    if form.is_valid():
        known["page"] = page = _page(form, request, order)
        known["asked"] = form.asked()
        known["stage"] = known["asked"].get("stage", "")
        known["chosen"] = set(request.POST.getlist("case")) if request.method == "POST" else set()
        known["rows"] = page.object_list
    is_refused = not form.is_valid() or any(getattr(one, "is_bound", False) for one in more.values())
    return render(request, "cases/list.html", known, status=422 if is_refused else 200)


def _forms(request: HttpRequest) -> dict[str, Any]:
    """What else the list offers this person."""
    user = request.user
    return {
        "assign_form": AssignManyForm(user) if policies.may(user, "case.assign") else None,
        "find_form": FindForm(user) if policies.may(user, "person.reveal") else None,
        "export_form": ExportForm(user),
    }


def _page(form: ListForm, request: HttpRequest, order: str) -> Page[Any]:
    """The page asked for. Its keys are found first: a database that sorts a hundred thousand rows carries them along while it does."""
    keys = ordered(form.rows(policies.visible(request.user, Case)), order).values_list("pk", flat=True)
    found = list(keys) if "q" in form.asked() else keys  # what a search finds is looked for once, not to be counted and again to be shown
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    wanted = list(page.object_list)
    rows = policies.visible(request.user, Case).select_related("organ", "division", "handler").in_bulk(wanted)
    page.object_list = [rows[key] for key in wanted if key in rows]
    return page


def _query(asked: QueryDict, *, without: tuple[str, ...], **more: str) -> str:
    """The address of the same search with something else in it; ends so that a field can follow."""
    kept = [(name, value) for name, values in asked.lists() for value in values if name not in without and value]
    return urlencode([*kept, *((name, value) for name, value in more.items() if value)])


@requires("case.assign")
@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """Those that were ticked go to a division, to a handler: all of them, or none and a sentence for each that cannot."""
    form = AssignManyForm(request.user, request.POST)
    chosen = policies.visible(request.user, Case).filter(key__in=_keys(request)).select_related("organ").order_by("pk")
    if form.is_valid():
        try:
            done = AssignCases(cases=tuple(chosen), **form.cleaned_data).by(request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            said = ngettext("%(count)s request is assigned.", "%(count)s requests are assigned.", len(done))
            messages.success(request, said % {"count": len(done)})
            return redirect(f"{reverse('cases_list')}?{request.GET.urlencode()}")
    return _list(request, assign_form=form)


@requires("case.see")
@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """What is looked for as a workbook; that it was written out stands in the trail of every organ concerned before the first row goes out."""
    search, form = ListForm(request.user, request.GET), ExportForm(request.user, request.POST)
    if not search.is_valid() or not form.is_valid():
        return _list(request, export_form=form)
    order = request.GET.get("sort", USUAL)
    rows = ordered(search.rows(policies.visible(request.user, Case)), order if order in CHOICES else USUAL)
    reason = form.cleaned_data.get("reason", "")
    try:
        full = _told(request, search, rows, reason)
    except ValidationError as error:
        tell(form, error)
        return _list(request, export_form=form)
    today = timezone.localdate()
    columns = [(code, head) for code, head in setting(_columns_of(request, search), "list_columns", today)]
    return FileResponse(workbook(columns, rows_of(request.user, rows, full)), as_attachment=True, filename=f"{today:%Y%m%d}.xlsx")


def _told(request: HttpRequest, search: ListForm, rows: QuerySet[Case], reason: str) -> list[int]:
    """Records it in the trail of each organ; the organs whose applicants go out in full."""
    counts = dict(rows.order_by().values_list("organ").annotate(count=Count("pk")))
    full = [organ for organ in counts if reason and policies.may(request.user, "person.reveal", organ)]
    if reason and counts and not full:
        raise policies.NotAllowed
    with transaction.atomic():
        for organ in [one for one in search.organs if one.pk in counts]:
            named = organ.pk in full
            numbers = tuple(rows.filter(organ=organ).values_list("number", flat=True)[: MOST_IN_FULL + 1]) if named else ()
            asked = {"count": counts[organ.pk], "asked": search.asked(), "reason": reason if named else "", "numbers": numbers}
            ExportCases(organ=organ, **asked).by(request.actor)
    return full


def _columns_of(request: HttpRequest, search: ListForm) -> Organ:
    """The organ whose columns the list has: the one looked for, the only one, or the reader's own."""
    chosen = search.asked().get("organ") or policies.home_organ(request.user)
    return next((one for one in search.organs if str(one.pk) == str(chosen)), search.organs[0])


def _keys(request: HttpRequest) -> list[str]:
    return [key for key in request.POST.getlist("case") if _is_uuid(key)]


def _is_uuid(text: str) -> bool:
    try:
        Case._meta.get_field("key").to_python(text)  # noqa: SLF001  # Django's documented way to a model's field
    except ValidationError:
        return False
    return True


@requires("person.reveal")
@require_POST
@never_cache
@sensitive_post_parameters()
def by_person(request: HttpRequest) -> HttpResponse:
    """The requests in which somebody with exactly a name or a number stands, as applicant or beside: recorded.

    It is the answer to a POST, so that the value is in no address.
    """
    form = FindForm(request.user, request.POST)
    if form.is_valid():
        try:
            found = FindPerson(**form.cleaned_data).by(request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            organ = form.cleaned_data["organ"]
            rows = requests_of(request.user, organ, found, _MOST)
            context = {"rows": rows, "most": _MOST, "organ": organ, "today": timezone.localdate()}
            return render(request, "cases/of_person.html", context)
    return _list(request, find_form=form)
