"""Pages under /staff/requests/ about the work inside the organ: everything that somebody has in hand goes to somebody else."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gongkai.cases.forms_hand_over import HandOverAllForm
from gongkai.organs.access import requires
from gongkai.persons.forms import tell


@requires("case.assign")
@never_cache
def hand_over(request: HttpRequest) -> HttpResponse:
    """From whom to whom, and the hand-over of all open requests."""
    is_sent = request.method == "POST"
    form = HandOverAllForm(request.user, request.POST if is_sent else None)
    if is_sent and form.is_valid():
        action = form.action()
        try:
            action.by(request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Handed over: %(count)s.") % {"count": len(action.numbers)})
            return redirect("cases_list")
    return render(request, "cases/hand_over.html", {"form": form}, status=422 if form.is_bound else 200)
