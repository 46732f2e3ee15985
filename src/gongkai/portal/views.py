"""The public site's own pages: what everybody may read, no matter who asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.portal import public


def home(request: HttpRequest) -> HttpResponse:
    """The organs that exist, by region."""
    return render(request, "portal/home.html", {"organs": public.organs()})
