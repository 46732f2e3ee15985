"""The weekly sheet under /staff/requests/weekly/: a page to be printed, and the same as PDF."""

import datetime as dt
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.cases.models import Case
from gongkai.cases.views.public import attachment
from gongkai.cases.weekly import Sheet, Week, sheet
from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.organs.forms.base import DayField
from gongkai.organs.models import Organ


class WeekForm(forms.Form):
    """Which organ, which week."""

    organ = forms.ModelChoiceField(label=_("Organ"), queryset=None, required=False, empty_label=None)
    day = DayField(label=_("A day of the week"), required=False)

    def __init__(self, user: Any, data: Any) -> None:
        super().__init__(data, label_suffix="")
        self.fields["organ"].queryset = policies.visible(user, Organ).filter(pk__in=policies.organs_where(user, "case.see"))
        self.own = policies.home_organ(user)

    def clean_day(self) -> dt.date:
        """A day that has begun; today unless another is asked for."""
        today = timezone.localdate()
        day: dt.date = self.cleaned_data["day"] or today
        if not today.year - 100 < day.year or day > today:
            raise forms.ValidationError(_("Choose a day up to today."))
        return day

    def clean_organ(self) -> Organ:
        """The reader's own unless another is asked for."""
        organs = self.fields["organ"].queryset
        found: Organ | None = self.cleaned_data["organ"] or organs.filter(pk=self.own).first() or organs.first()
        if found is None:
            raise forms.ValidationError(_("There is no organ yet."))
        return found


def _sheet(request: HttpRequest, form: WeekForm) -> Sheet:
    week = Week.of(form.cleaned_data["day"], timezone.localdate())
    return sheet(form.cleaned_data["organ"], policies.visible(request.user, Case), week)


@requires("case.see")
@require_safe
@never_cache
def weekly(request: HttpRequest) -> HttpResponse:
    """The sheet of a week."""
    form = WeekForm(request.user, request.GET)
    if not form.is_valid():
        return render(request, "cases/weekly.html", {"form": form}, status=422)
    made = _sheet(request, form)
    week = {"before": made.week.first - dt.timedelta(days=7), "after": made.week.first + dt.timedelta(days=7)}
    shown = WeekForm(request.user, {"organ": made.organ.pk, "day": form.cleaned_data["day"].isoformat()})
    context = {"form": shown, "sheet": made, **week, "has_after": week["after"] <= timezone.localdate()}
    return render(request, "cases/weekly.html", context)


@requires("case.see")
@require_safe
@never_cache
def pdf(request: HttpRequest) -> HttpResponse:
    """The sheet as an official document."""
    form = WeekForm(request.user, request.GET)
    if not form.is_valid():
        raise Http404
    made = _sheet(request, form)
    return attachment(made.pdf(), f"{made.organ.code}-{made.week.first:%Y%m%d}.pdf")
