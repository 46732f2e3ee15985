"""Files of an entry under /staff/registers/: put on record, read, shown to the virus scanner."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.audit.trail import record
from gongkai.cases.views.public import attachment
from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.organs.actions.basis import file_store
from gongkai.persons.forms import tell
from gongkai.registers import store
from gongkai.registers.events import PaperFiled
from gongkai.registers.filing import ScanPapers, may_file
from gongkai.registers.fold import fold
from gongkai.registers.forms_papers import PapersForm
from gongkai.registers.models import EntryFile
from gongkai.registers.views import entry_of


@requires("case.see")
@never_cache
def add(request: HttpRequest, key: UUID) -> HttpResponse:
    """Files are put on record."""
    found = entry_of(request, key)
    if not may_file(request.user, found):
        raise policies.NotAllowed
    is_sent = request.method == "POST"
    form = PapersForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        try:
            form.action(found).by(request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(number)s: recorded.") % {"number": found.number})
            return redirect(found)
    return render(request, "registers/papers.html", {"entry": found, "form": form}, status=422 if form.is_bound else 200)


@requires("case.see")
@require_safe
@never_cache
def paper(request: HttpRequest, key: UUID, position: int) -> HttpResponse:
    """A file: personal data, so that reading it stands in the trail. What the virus scanner keeps back nobody gets."""
    found = entry_of(request, key)
    row = get_object_or_404(policies.visible(request.user, EntryFile).filter(entry=found), position=position)
    events = store.events_of(found)
    state, event = fold(events), events[row.position - 1]
    if row.name in {*state.unscanned, *state.infected} or not isinstance(event, PaperFiled):
        raise Http404
    with transaction.atomic():
        record("register.read", request.actor, organ=found.organ_id, subject=found, detail={"position": position})
    return attachment(file_store().read(row.name), f"{found.number}-{position}.{event.ending}")


@requires("case.register")
@require_POST
def scan(request: HttpRequest, key: UUID) -> HttpResponse:
    """Files that wait are shown to the virus scanner now."""
    found = entry_of(request, key)
    try:
        ScanPapers(entry=found).by(request.actor)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(number)s: recorded.") % {"number": found.number})
    return redirect(found)
