"""Notices by e-mail, once, where SMTP is set: the task stands in the database beside the notices, so it is there if and only if they are."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from gongkai.organs.models import Notice

_NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
_BATCH = 50
_TRIED_FOR = dt.timedelta(days=3)


def is_set_up() -> bool:
    """Whether this site sends e-mail."""
    return bool(settings.EMAIL_BACKEND != _NO_MAIL)


def enqueue(notices: Iterable[Notice]) -> None:
    """Have `notices` mailed, in the transaction in which they are given."""
    keys = [one.pk for one in notices]
    if not is_set_up():
        return
    for start in range(0, len(keys), _BATCH):
        mail_notices.enqueue(keys[start : start + _BATCH])


@task()
def mail_notices(keys: list[int]) -> int:
    """Mail these notices as far as nobody has read or mailed them; the number sent.

    Each is claimed before it goes out, so that no two workers send it; one whose sending fails is given back, the others go out, and the
    failure is raised at the end. A worker killed between the two loses that e-mail; the notice itself stands on the site.
    """
    sent, failures = 0, []
    for key in keys:
        try:
            sent += _mail(key)
        except OSError as error:  # refused, unreachable, timed out; smtplib's own errors are such
            failures.append(error)
    if failures:
        raise failures[0]
    return sent


def _mail(key: int) -> int:
    # No transaction is open while we talk to a mail server: on SQLite everybody else's changes would wait for it.
    claimed = Notice.objects.filter(pk=key, mailed_at__isnull=True, read_at__isnull=True, user__is_active=True).exclude(user__email="")
    if not claimed.update(mailed_at=timezone.now()):
        return 0
    try:
        message_for(Notice.objects.select_related("user").get(pk=key).user).send()
    except OSError:
        Notice.objects.filter(pk=key).update(mailed_at=None)
        raise
    return 1


def enqueue_unmailed(on: dt.date) -> int:
    """Have the notices of the last days mailed whose mail failed, or that were given while no mail server was set; how many. For the daily work."""
    since = timezone.make_aware(dt.datetime.combine(on - _TRIED_FOR, dt.time.min))
    waiting = Notice.objects.filter(at__gte=since, mailed_at__isnull=True, read_at__isnull=True, user__is_active=True).exclude(user__email="")
    found = list(waiting.order_by("pk"))
    enqueue(found)
    return len(found) if is_set_up() else 0


def message_for(user: Any) -> EmailMessage:
    """The e-mail in the reader's language: that there is something to read, and where. What it is stands on the site, behind the sign-in."""
    with translation.override(user.language):
        text = _("There is a new notice for you. Sign in to read it: %(address)s") % {"address": f"{settings.ADDRESS}/staff/"}
        return EmailMessage(subject=_("%(site)s: a new notice") % {"site": settings.WAGTAIL_SITE_NAME}, body=text + "\n", to=[user.email])
