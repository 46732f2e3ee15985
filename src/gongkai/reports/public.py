"""The public page of a report: the tables of the form for a year that is over, or the statistics of a running one up to today."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.organs.models import Organ
from gongkai.reports.compiling import compiled, missing
from gongkai.reports.coverage import NotReportedError, coverage
from gongkai.reports.ledger_figures import cases_of
from gongkai.reports.printing import printed


def organ_of(code: str) -> Organ:
    """The organ of that code, ended ones too: reports are public (Reg. 49, 50). Raises Http404."""
    found = Organ.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def report(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The tables of an organ and a year."""
    organ, today = organ_of(code), timezone.localdate()
    try:
        covered = coverage(organ, year, today)
    except NotReportedError as error:
        raise Http404 from error
    made = compiled(covered, cases_of(covered), today)
    context = {"organ": organ, "covered": covered, "report": made, "tables": printed(made), "missing": missing(made, covered)}
    return render(request, "reports/public.html", context)
