"""Pages under /staff/reports/: the organs and years, the form as it stands today, the requests behind a cell, the figures to enter."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual.model import AnnualReport
from gongkai.cases.models import Case
from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.organs.models import Organ
from gongkai.organs.telling import told
from gongkai.persons.forms import tell
from gongkai.reports.actions import EnterFigures
from gongkai.reports.compiling import compiled, missing
from gongkai.reports.coverage import FIRST_YEAR, Coverage, NotReportedError, coverage
from gongkai.reports.entered import cells_to_enter, entered
from gongkai.reports.forms import DayForm, FiguresForm
from gongkai.reports.ledger_figures import Ledger
from gongkai.reports.printing import marked, printed
from gongkai.statute.editions import cell_labels

_PAGE = 50
_TOLD_AS_MISSING = ("form.table_missing", "form.cells_missing", "sum.not_judged")
"""Findings that a report read from a file has; here the page says itself which figures nobody has entered."""


def _organ(request: HttpRequest, code: str) -> Organ:
    rows = policies.visible(request.user, Organ).filter(pk__in=policies.organs_where(request.user, "report.see"))
    found: Organ = get_object_or_404(rows, code=code)
    return found


def _cases(request: HttpRequest) -> Any:
    return policies.visible(request.user, Case)


def _not_reported(request: HttpRequest, organ: Organ, year: int, error: NotReportedError) -> HttpResponse:
    context = {"organ": organ, "year": year, "why": error.messages[0], "page_title": _title(organ, year), "header_icon": "doc-full"}
    return render(request, "reports/none.html", context, status=404)


def _title(organ: Organ, year: int) -> str:
    return _("%(organ)s: annual report on %(year)s") % {"organ": organ.short_name or organ.name, "year": year}


@requires("report.see")
def index(request: HttpRequest) -> HttpResponse:
    """The organs whose reports the user sees, each with its years, the latest first."""
    today = timezone.localdate()
    organs = policies.visible(request.user, Organ).filter(pk__in=policies.organs_where(request.user, "report.see"))
    rows = [(organ, _years(organ, today.year)) for organ in organs]
    context = {"rows": [row for row in rows if row[1]], "page_title": _("Annual reports"), "header_icon": "doc-full"}
    return render(request, "reports/index.html", context)


def _years(organ: Organ, latest: int) -> list[int]:
    """The years in which it existed; whether it or its successor reports on one, its page says: asked of each, a list would ask without end."""
    last = min(latest, organ.ended_on.year) if organ.ended_on else latest
    return list(range(last, max(FIRST_YEAR, organ.created_on.year) - 1, -1))


@requires("report.see")
def form(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The form of a year as it stands: section 3 counted, the rest as entered, what is missing, what the checks find."""
    from gongkai.annual.check import check  # noqa: PLC0415  # half a second, which no start of the site waits for

    organ, today = _organ(request, code), timezone.localdate()
    try:
        day = _day(request, year, today)
        covered = coverage(organ, year, day)
    except NotReportedError as error:
        return _not_reported(request, organ, year, error)
    made = compiled(covered, _cases(request), day)
    unknown = missing(made, covered)
    context = {
        "organ": organ,
        "covered": covered,
        "others": [one for one in covered.organs if one != organ],
        "tables": printed(made, _behind(made, covered, request)),
        "day_form": DayForm({"day": covered.until.isoformat()}),
        "last_day": min(today, dt.date(year, 12, 31)),
        "missing": [(title, count) for title, count in _missing_by_section(unknown, covered) if count],
        "findings": [marked(told(one.message)) for one in check(made) if one.code not in _TOLD_AS_MISSING],
        "may_enter": policies.may(request.user, "report.enter", organ),
        "page_title": _title(organ, year),
        "header_icon": "doc-full",
    }
    return render(request, "reports/form.html", context)


def _day(request: HttpRequest, year: int, today: dt.date) -> dt.date:
    """The day at whose end the form is shown: the one asked for, else today. Raises NotReportedError for one that is no day of that year."""
    asked = DayForm(request.GET)
    if not asked.is_valid():
        raise NotReportedError(" ".join(sentence for found in asked.errors.values() for sentence in found))
    day: dt.date | None = asked.cleaned_data["day"]
    if day is None:
        return today
    if day.year != year or day > today:
        raise NotReportedError(_("%(day)s is no day of %(year)s up to today. Choose one that is.") % {"day": day, "year": year})
    return day


def _behind(made: AnnualReport, covered: Coverage, request: HttpRequest) -> Callable[[str], str | None]:
    """Where the requests behind a cell are listed: for the cells of section 3 that count any."""

    def address(cell: str) -> str | None:
        if not cell.startswith("applications.") or not made.figures.get(cell):
            return None
        asked = f"?day={covered.until.isoformat()}" if "day" in request.GET else ""
        return reverse("reports_cells", args=[covered.organ.code, covered.year, cell]) + asked

    return address


def _missing_by_section(unknown: tuple[str, ...], covered: Coverage) -> list[tuple[str, int]]:
    """How many figures nobody has entered, by the titles of sections 2 and 4; totals that follow from others are not counted."""
    to_enter = set(cells_to_enter(covered.edition)) & set(unknown)
    titles = {"article20": covered.edition.sections[1].title, "remedies": covered.edition.sections[3].title}
    return [(title, sum(cell.startswith(f"{prefix}.") for cell in to_enter)) for prefix, title in titles.items()]


@requires("report.see")
def cells(request: HttpRequest, code: str, year: int, cell: str) -> HttpResponse:
    """The requests that a cell of section 3 counts."""
    organ, today = _organ(request, code), timezone.localdate()
    try:
        covered = coverage(organ, year, _day(request, year, today))
        found = Ledger(covered, _cases(request)).behind(cell)
    except NotReportedError as error:
        return _not_reported(request, organ, year, error)
    except KeyError as error:
        raise Http404 from error
    page = Paginator(found.select_related("organ").order_by("received_on", "pk"), _PAGE).get_page(request.GET.get("page"))
    context = {
        "organ": organ,
        "covered": covered,
        "page": page,
        "several": len(covered.organs) > 1,
        "day": covered.until.isoformat() if "day" in request.GET else "",
        "label": cell_labels(covered.edition.code)[cell],
        "page_title": _title(organ, year),
        "header_icon": "doc-full",
    }
    return render(request, "reports/cells.html", context)


@requires("report.enter")
def figures(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The figures of sections 2 and 4, to be entered."""
    organ = _organ(request, code)
    if not policies.may(request.user, "report.enter", organ):
        raise policies.NotAllowed
    try:
        covered = coverage(organ, year, timezone.localdate())
    except NotReportedError as error:
        return _not_reported(request, organ, year, error)
    known = entered(organ, year)
    shown = FiguresForm(covered.edition, known, request.POST if request.method == "POST" else None)
    if request.method == "POST" and shown.is_valid():
        try:
            EnterFigures(
                organ=organ,
                year=year,
                figures=shown.figures(),
                units=shown.units(),
                source=shown.cleaned_data["source"],
                version=shown.cleaned_data["version"],
            ).by(request.actor)
        except ValidationError as error:
            tell(shown, error)
        else:
            messages.success(request, _("The figures are entered."))
            return redirect("reports_form", code=organ.code, year=year)
    context = {"organ": organ, "covered": covered, "form": shown, "page_title": _title(organ, year), "header_icon": "doc-full"}
    return render(request, "reports/figures.html", context, status=422 if shown.is_bound else 200)
