"""Pages under /staff/reports/at/.../snapshots/: the month ends that were kept, and one of them beside what the ledger gives now."""

import datetime as dt
from dataclasses import fields
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.cases.models import Case, CaseEvent
from gongkai.cases.telling import title_of
from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.organs.models import Organ, OrganSetting
from gongkai.organs.setting_table import SETTINGS
from gongkai.reports.models import Snapshot
from gongkai.reports.snapshots import compared, recorded_since, settings_since
from gongkai.statute.annual_report import edition_for_year
from gongkai.statute.editions import cell_labels
from gongkai.statute.readings import Readings

_PAGE = 50
_YEARS = range(dt.MINYEAR, dt.MAXYEAR)
"""Years that a calendar has: an address may hold any figure."""


def _organ(request: HttpRequest, code: str) -> Organ:
    rows = policies.visible(request.user, Organ).filter(pk__in=policies.organs_where(request.user, "report.see"))
    found: Organ = get_object_or_404(rows, code=code)
    return found


def _titled(organ: Organ, year: int) -> dict[str, Any]:
    title = _("%(organ)s: month ends of %(year)s") % {"organ": organ.short_name or organ.name, "year": year}
    return {"organ": organ, "year": year, "page_title": title, "header_icon": "doc-full"}


@requires("report.see")
@require_safe
def snapshots(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The month ends of a year, each with whether the ledger still gives the same."""
    organ = _organ(request, code)
    if year not in _YEARS:
        raise Http404
    cases = policies.visible(request.user, Case)
    held = policies.visible(request.user, Snapshot).filter(organ=organ, day__year=year).select_related("organ").order_by("day")
    return render(request, "reports/snapshots.html", {"rows": [compared(one, cases) for one in held], **_titled(organ, year)})


@requires("report.see")
@require_safe
def snapshot(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """A month's end: the cells that differ, and what was recorded since."""
    organ = _organ(request, code)
    try:
        first = dt.date(year, month, 1)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    rows = policies.visible(request.user, Snapshot).select_related("organ")
    held = get_object_or_404(rows, organ=organ, day__range=(first, first + dt.timedelta(days=30)), day__month=month)
    seen, labels = compared(held, policies.visible(request.user, Case)), cell_labels(edition_for_year(year))
    later = Paginator(recorded_since(held, policies.visible(request.user, CaseEvent)), _PAGE).get_page(request.GET.get("page"))
    settings = settings_since(held, policies.visible(request.user, OrganSetting), (one.name for one in fields(Readings)))
    context = {
        "seen": seen,
        "changed": [(labels[cell], then, now) for cell, (then, now) in seen.changed.items()],
        "page": later,
        "events": [(one, title_of(one.kind)) for one in later],
        "settings": [(one, SETTINGS[one.name].title) for one in settings],
        **_titled(organ, year),
    }
    return render(request, "reports/snapshot.html", context)
