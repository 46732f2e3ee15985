"""The language of the pages: the visitor's choice, kept with the account of who is signed in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.i18n import set_language as set_cookie


def set_language(request: HttpRequest) -> HttpResponse:
    """Django's view, which leaves a cookie; the account keeps the choice, too."""
    chosen = request.POST.get("language")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return set_cookie(request)
