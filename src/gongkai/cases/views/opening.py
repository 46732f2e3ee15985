"""How a request is opened on the public site: by number and query code, in the body of a POST; wrong ones are slowed down (`cases.guessing`)."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.audit.actors import Actor
from gongkai.cases import codes, guessing, public
from gongkai.cases.forms_public import StatusForm
from gongkai.cases.models import Case

View = Callable[..., HttpResponse]
_MINUTE = 60


def private(view: View) -> View:
    """Nothing of it is kept by a browser or stands in a report of an error."""
    kept_out: View = never_cache(sensitive_post_parameters()(view))
    return kept_out


def opened(view: Callable[[HttpRequest, Case, StatusForm], HttpResponse]) -> View:
    """The view gets the request that number and code open; else the page that asks for them is shown, with what is wrong."""

    @private
    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect("requests_status")
        form = StatusForm(request.POST)
        if not form.is_valid():
            return ask(request, form)
        try:
            case = found(form, request.actor)
        except guessing.TooManyTriesError as error:
            return _too_early(request, form, error.seconds)
        if case is None:
            form.add_error(None, _("There is no request with this number and this code. Compare both with what you were shown when you sent it."))
            return ask(request, form)
        return view(request, case, form)

    return asked


def ask(request: HttpRequest, form: StatusForm) -> HttpResponse:
    """The page that asks for number and code."""
    return render(request, "cases/ask.html", {"form": form}, status=422 if form.is_bound else 200)


def found(form: StatusForm, actor: Actor) -> Case | None:
    """The request that number and code open. Raises TooManyTriesError, unheard."""
    number, code = form.cleaned_data["number"].strip(), form.cleaned_data["code"]
    counted = guessing.count(actor.address, number)
    case = next((case for case in public.cases(number) if codes.matches(code, case.code_digest)), None)
    if case is not None:
        counted.give_back()
    return case


def _too_early(request: HttpRequest, form: StatusForm, seconds: int) -> HttpResponse:
    """Until when nothing is heard (429); what was typed elsewhere on the page stays in the browser's own history."""
    answer = render(request, "cases/ask.html", {"form": form, "wait": waiting_time(seconds)}, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def waiting_time(seconds: int) -> str:
    """So many seconds in words, rounded up to minutes from one minute on."""
    if seconds < _MINUTE:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    minutes = -(-seconds // _MINUTE)
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
