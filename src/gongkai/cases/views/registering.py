"""The registrar's pages under /staff/requests/: what came in is registered."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.audit.actors import Actor
from gongkai.cases.actions import RegisterRequest
from gongkai.cases.models import Case
from gongkai.cases.registration_form import RegistrationForm
from gongkai.organs.access import requires
from gongkai.persons.forms import tell


@requires("case.register")
@never_cache
@sensitive_post_parameters()
def new(request: HttpRequest) -> HttpResponse:
    """The form, and the registration."""
    is_sent = request.method == "POST"
    form = RegistrationForm(request.user, request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        try:
            found = _registered(form.action(), request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Registered as %(number)s.") % {"number": found.number})
            return redirect(found)
    return render(request, "cases/register.html", {"form": form}, status=422 if form.is_bound else 200)


def _registered(action: RegisterRequest, actor: Actor) -> Case:
    """The case of the form: the one it made before, if it was sent before or is being sent at this moment."""
    try:
        return action.sent_before() or action.by(actor)
    except IntegrityError:
        case = action.sent_before()
        if case is None:
            raise
        return case
