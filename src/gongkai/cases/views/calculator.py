"""The public deadline calculator under /deadlines/: nothing is kept of what is typed, and no request is looked at."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.cases.calculating import Calculated, FieldError, calculate
from gongkai.cases.forms_calculator import CalculatorForm
from gongkai.organs.telling import told


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """The form, and what the law makes of what was typed."""
    is_sent = "channel" in request.GET
    form = CalculatorForm(request.GET if is_sent else None, initial={"organ": request.GET.get("organ"), "arrived": timezone.localdate()})
    context: dict[str, Any] = {"form": form}
    if is_sent and form.is_valid():
        try:
            context |= _told(calculate(form.asked(timezone.localdate()), *form.rules()))
        except FieldError as error:
            form.add_error(error.field, told(error.message))
    return render(request, "cases/calculator.html", context, status=422 if form.errors else 200)


def _told(found: Calculated) -> dict[str, Any]:
    """What the page shows, in the reader's language."""
    by, seen = found.confirm_by, found.standing
    context: dict[str, Any] = {"found": found, "confirm_article": told(by.article) if by else ""}
    if found.receipt is None or seen is None:
        return context
    deadline = seen.deadline
    return {
        **context,
        "receipt_article": told(found.receipt.article),
        "alarm": told(found.receipt.alarm),
        "text": told(seen.text),
        "deadline": deadline,
        "articles": [told(one) for one in deadline.articles],
        "faults": [told(one) for one in deadline.faults],
        "notes": [told(one) for one in deadline.notes],
        "days": [(line, told(line.why)) for line in deadline.days] if seen.due else [],
        "milestones": [(told(one.what), one.day, told(one.article)) for one in found.milestones],
        **_remedies(found),
    }


def _remedies(found: Calculated) -> dict[str, Any]:
    clause = found.clause
    if clause is None:
        return {}
    articles = [clause.review.article, *([clause.suit.article] if clause.suit else []), *([clause.must_tell] if clause.must_tell else [])]
    return {"remedies": told(clause.text), "remedies_articles": list(dict.fromkeys(map(told, articles)))}
