"""The staff home: what waits for the person who asks, and the notices to them; nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.organs.keys import key_of
from gongkai.organs.models import Notice
from gongkai.staff.waiting import collect

_MOST_NOTICES = 50


@requires("organ.see")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits, by legal due time; unread notices, newest first."""
    unread = list(policies.visible(request.user, Notice).filter(read_at__isnull=True)[:_MOST_NOTICES])
    found = {
        "waiting": collect(request.user, timezone.localdate()),
        "notices": unread,
        "newest": max((one.pk for one in unread), default=0),
        "now": timezone.now(),
        "many_organs": len(policies.organs_where(request.user, "organ.see")) > 1,
    }
    return render(request, "staff/home.html", found)


@requires("organ.see")
@require_POST
def notice_read(request: HttpRequest, key: int) -> HttpResponse:
    """One notice has been read."""
    notice = get_object_or_404(policies.visible(request.user, Notice), pk=key)
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return redirect("staff_home")


@requires("organ.see")
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """All notices that the page showed have been read: those up to the newest of them, told by the form."""
    newest = key_of(request.POST.get("newest", ""))
    if newest is not None:
        shown = policies.visible(request.user, Notice).filter(read_at__isnull=True, pk__lte=newest)
        shown.update(read_at=timezone.now())
    return redirect("staff_home")
