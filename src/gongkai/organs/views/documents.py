"""A basis document, for downloading."""

from pathlib import PurePath

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from gongkai.audit.trail import record
from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.organs.actions.basis import file_store
from gongkai.organs.models import OrganEvent
from gongkai.organs.views.offering import place_of


@requires("organ.see")
@require_safe
def document(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """The document behind an event, decrypted; the trail says who took it. Never shown in the page: somebody else made it."""
    place = place_of(request.user, code)
    event: OrganEvent = get_object_or_404(policies.visible(request.user, OrganEvent).filter(organ=place.organ), pk=key)
    if not event.file:
        raise Http404
    data = file_store().read(event.file)
    record("organ.document", request.actor, organ=place.organ.pk, subject=event)
    response = HttpResponse(data, content_type="application/octet-stream")
    title = PurePath(event.file_title).name or "document"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=title)
    response.headers["Cache-Control"] = "no-store"
    return response
