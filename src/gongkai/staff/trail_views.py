"""Pages of the audit trail, under /staff/audit/: search by who, what, when; export."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.audit import trail
from gongkai.audit.models import AuditRow
from gongkai.organs.access import requires
from gongkai.organs.keys import key_of
from gongkai.staff.trail_csv import ExportTrail, csv_of
from gongkai.staff.trail_rows import told
from gongkai.staff.trail_search import CAPABILITY, Search, TrailForm, organs_seen, search_of

_PAGE = 50


@requires(CAPABILITY)
@never_cache
@require_safe
def trail_list(request: HttpRequest) -> HttpResponse:
    """The rows that are looked for, the newest first, a page at a time."""
    form = TrailForm(organs_seen(request.user), request.GET)
    found: dict[str, Any] = {"form": form}
    if form.is_valid():
        rows, newer, older = _page(search_of(form, request.user), request)
        found.update(rows=told(rows, request.user), newer=_link(request, after=newer), older=_link(request, before=older), all=_link(request))
        found["asked"] = [(name, value) for name, value in request.GET.items() if name in form.fields and value]
    return render(request, "staff/trail.html", found, status=200 if form.is_valid() else 400)


@requires(CAPABILITY)
@require_POST
def trail_export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """What is looked for as CSV; that it was written out stands in the trail of every organ concerned before the first line goes out."""
    organs = organs_seen(request.user)
    form = TrailForm(organs, request.POST)
    if not form.is_valid():
        return render(request, "staff/trail.html", {"form": form}, status=400)
    search = search_of(form, request.user)
    upto = trail.head().sequence
    with transaction.atomic():
        for organ in organs:
            if search.organ in {None, organ.pk}:
                ExportTrail(organ=organ, search=search).by(request.actor)
    answer = StreamingHttpResponse(csv_of(search, request.user, upto), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="audit-{timezone.localtime():%Y%m%d-%H%M%S}.csv"'
    return answer


def _page(search: Search, request: HttpRequest) -> tuple[list[AuditRow], int | None, int | None]:
    """The rows of the page, and the numbers after and before which there are more: by number, so that a page costs the same however deep it lies."""
    rows = search.rows(request.user)
    after, before = _number(request, "after"), _number(request, "before")
    if after is not None:
        found = list(rows.filter(sequence__gt=after).order_by("sequence")[: _PAGE + 1])
        shown, more = found[:_PAGE][::-1], len(found) > _PAGE
        return shown, (shown[0].sequence if more and shown else None), (shown[-1].sequence if shown else after + 1)
    found = list((rows if before is None else rows.filter(sequence__lt=before)).order_by("-sequence")[: _PAGE + 1])
    shown, more = found[:_PAGE], len(found) > _PAGE
    newer = None if before is None else (shown[0].sequence if shown else before - 1)
    return shown, newer, (shown[-1].sequence if more else None)


def _number(request: HttpRequest, name: str) -> int | None:
    return key_of(request.GET.get(name, ""))


def _link(request: HttpRequest, **place: int | None) -> str:
    """The address of the same search at another place; "" when there is nothing at that place."""
    if None in place.values():
        return ""
    asked = request.GET.copy()
    for name in ("before", "after"):
        asked.pop(name, None)
    asked.update({name: str(value) for name, value in place.items()})
    return f"?{asked.urlencode()}"
