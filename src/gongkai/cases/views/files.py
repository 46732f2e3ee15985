"""Files in the public's forms: kept as soon as they come, listed, taken away."""

import uuid

from django.http import HttpRequest

from gongkai.cases.attachments import KeepUploads
from gongkai.cases.telling import scan_name
from gongkai.cases.uploads import held
from gongkai.organs.keys import keys_of
from gongkai.organs.models import Organ

_FIELDS = {"authority_file": "authority", "attachment_files": "attachment"}


def keep(request: HttpRequest, organ: Organ, number: uuid.UUID | None) -> list[str]:
    """Keep what was uploaded with the form of that number, take away what the applicant removes; why some was not kept."""
    files = [(what, sent) for field, what in _FIELDS.items() for sent in request.FILES.getlist(field)]
    removed = keys_of(request.POST.getlist("remove"))
    if number is None or not (files or removed):
        return []
    action = KeepUploads(organ=organ, form=number, files=files, removed=removed)
    action.by(request.actor)
    return action.refused


def kept(number: uuid.UUID | None) -> list[tuple[int, str, str, int, bool]]:
    """The files kept: key, what it is, its kind, its size, whether it waits for the virus scanner. A file's own name is not kept."""
    files = held(number) if number else []
    return [(one.pk, scan_name(one.what), one.ending.upper(), one.size, one.waits) for one in files]
