"""Pages for everybody: an entry is sent to a register; number and query code show where it stands. No account, no session, no code in an address."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.audit.trail import record
from gongkai.cases import codes, guessing
from gongkai.cases.public import organs
from gongkai.cases.views.files import keep, kept
from gongkai.cases.views.opening import waiting_time
from gongkai.organs.models import Organ
from gongkai.persons.forms import tell
from gongkai.registers.fold import fold
from gongkai.registers.forms import SendForm, StatusForm
from gongkai.registers.kinds import KINDS
from gongkai.registers.models import Entry
from gongkai.registers.store import events_of
from gongkai.registers.telling import said_to_sender
from gongkai.registers.views import entered

View = Callable[..., HttpResponse]


def _private(view: View) -> View:
    kept_out: View = never_cache(sensitive_post_parameters()(view))
    return kept_out


@_private
def new(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The form of a register that is open to all, and what was sent: number and query code."""
    organ, register = get_object_or_404(organs(), code=code), KINDS.get(kind)
    if register is None or not register.open_to_all:
        raise Http404
    if request.method != "POST":
        return _page(request, organ, SendForm(register))
    refused = keep(request, organ, _number_of(request.POST))
    if "remove" in request.POST:
        return _page(request, organ, SendForm(register, initial=request.POST.dict()), refused)
    form = SendForm(register, request.POST)
    if form.is_valid() and not refused:
        action = form.action(organ)
        try:
            entry = entered(action, request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            return render(request, "registers/sent.html", {"organ": organ, "entry": entry, "code": action.code, "kind": register})
    return _page(request, organ, form, refused)


def _number_of(data: QueryDict) -> UUID | None:
    try:
        return UUID(data.get("form", ""))
    except ValueError:
        return None


def _page(request: HttpRequest, organ: Organ, form: SendForm, refused: Sequence[str] = ()) -> HttpResponse:
    """The form, with the files that were kept with it, and why others were not."""
    others = [one for one in KINDS.values() if one.open_to_all and one is not form.kind]
    files = kept(_number_of(request.POST))
    context = {"organ": organ, "form": form, "kind": form.kind, "others": others, "files": files, "refused": refused}
    return render(request, "registers/send.html", context, status=422 if form.is_bound or refused else 200)


@_private
def status(request: HttpRequest) -> HttpResponse:
    """Where an entry stands: the answer to a POST with number and code."""
    form = StatusForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            counted = guessing.count(request.actor.address, form.cleaned_data["number"].strip())
        except guessing.TooManyTriesError as error:
            return _too_early(request, form, error.seconds)
        found = _asked(form)
        if found is not None:
            counted.give_back()
            record("register.look", request.actor, organ=found.organ_id, subject=found)
            events = events_of(found)
            state = fold(events)
            lines = said_to_sender(events, state)
            return render(request, "registers/status.html", {"entry": found, "kind": state.kind, "state": state, "lines": lines})
        form.add_error(None, _("There is nothing with this number and this code. Compare both with what you were shown when you sent it."))
    return render(request, "registers/ask.html", {"form": form}, status=422 if form.is_bound else 200)


def _too_early(request: HttpRequest, form: StatusForm, seconds: int) -> HttpResponse:
    """Until when nothing is heard (429): guessing is slowed down as for requests."""
    answer = render(request, "registers/ask.html", {"form": form, "wait": waiting_time(seconds)}, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _asked(form: StatusForm) -> Entry | None:
    """The entry that number and code open; numbers of several organs may be the same."""
    rows = Entry.objects.filter(number=form.cleaned_data["number"].strip()).select_related("organ")
    return next((row for row in rows if codes.matches(form.cleaned_data["code"], row.code_digest)), None)
