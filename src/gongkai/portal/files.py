"""Serving pictures and files: to everybody when a published page shows them, else to those who see the organ's pages."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from gongkai.organs import policies
from gongkai.portal.models import Picture, PictureRendition, PublicFile, Shown

_PICTURES = {"gif": "image/gif", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
# Nothing in a served file runs, whatever it is: PDF is shown by the browser's own viewer.
_INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_SHOWN_HERE = {"application/pdf"}


@require_safe
def file(request: HttpRequest, key: int, name: str) -> HttpResponse:  # noqa: ARG001  # the name in the address is for people
    """A file; 404 to who may not have it: that it exists is told to nobody."""
    found = get_object_or_404(PublicFile.objects.select_related("collection"), pk=key)
    public = Shown.objects.filter(file=found, page__live=True).exists()
    if not public and not _is_insider(request.user, PublicFile, found):
        raise Http404
    inline = found.content_type in _SHOWN_HERE
    return _served(found.file.name, content_type=found.content_type, name=found.filename, is_attachment=not inline, is_public=public)


@require_safe
def picture(request: HttpRequest, key: int) -> HttpResponse:
    """A picture in a size; 404 to who may not have it."""
    found = get_object_or_404(PictureRendition.objects.select_related("image"), pk=key)
    public = Shown.objects.filter(picture=found.image_id, page__live=True).exists()
    if not public and not _is_insider(request.user, Picture, found.image):
        raise Http404
    suffix = found.file.name.rsplit(".", 1)[-1]
    kind = _PICTURES.get(suffix)
    if kind is None:
        raise Http404
    return _served(found.file.name, content_type=kind, name=f"{found.image_id}.{suffix}", is_attachment=False, is_public=public)


def _is_insider(user: Any, model: Any, found: Any) -> bool:
    return policies.visible(user, model).filter(pk=found.pk).exists()


def _served(path: str, *, content_type: str, name: str, is_attachment: bool, is_public: bool) -> HttpResponse:
    try:
        opened = default_storage.open(path, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(opened, content_type=content_type, as_attachment=is_attachment, filename=name)
    answer.headers["Content-Security-Policy"] = _INERT
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "public, max-age=300" if is_public else "private, no-store"
    return answer
