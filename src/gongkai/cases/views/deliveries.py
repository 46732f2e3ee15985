"""Pages under /staff/requests/ about letters and files: the register of services (送达登记), what waits for the archive (待归档)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.cases import waiting_work
from gongkai.cases.models import CaseService
from gongkai.cases.telling import sent_name, way_name
from gongkai.organs import policies
from gongkai.organs.access import requires

_PAGE = 50


@requires("case.see")
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """The services of every letter, the latest first; `standing` leaves the others out."""
    rows = policies.visible(request.user, CaseService).select_related("case__organ")
    standing = request.GET.get("standing", "")
    if standing in CaseService.Standing.values:
        rows = rows.filter(standing=standing)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    lines = [(one, sent_name(one.what), way_name(one.way)) for one in page]
    again = set(waiting_work.returned(request.user).filter(pk__in=[one.pk for one in page]).values_list("pk", flat=True))
    sends = policies.organs_where(request.user, "case.register")
    context = {"page": page, "lines": lines, "standing": standing, "standings": CaseService.Standing.choices, "again": again, "sends": sends}
    return render(request, "cases/deliveries.html", context)


@requires("case.register")
@require_safe
def to_archive(request: HttpRequest) -> HttpResponse:
    """The closed requests that are not archived, the earliest closed first, each with the letters whose arrival is not proven."""
    rows = waiting_work.to_archive(request.user).filter(organ__in=policies.organs_where(request.user, "case.register"))
    page = Paginator(rows.select_related("organ").order_by("closed_on", "pk"), _PAGE).get_page(request.GET.get("page"))
    proven = waiting_work.unproven(request.user, [one.pk for one in page])
    return render(request, "cases/to_archive.html", {"page": page, "unproven": proven})
