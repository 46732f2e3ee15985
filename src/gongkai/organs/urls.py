"""Addresses of this app's pages, under /staff/organs/: those that show, one that gives a document, and one for each change of the table."""

from django.urls import path

from gongkai.organs.views import pages
from gongkai.organs.views.change import view_of
from gongkai.organs.views.changes import CHANGES
from gongkai.organs.views.documents import document

urlpatterns = [
    path("", pages.index, name="organs_index"),
    path("me/", pages.me, name="organs_me"),
    path("at/<slug:code>/", pages.organ, name="organs_organ"),
    path("at/<slug:code>/settings/", pages.settings, name="organs_settings"),
    path("at/<slug:code>/people/", pages.people, name="organs_people"),
    path("at/<slug:code>/documents/<int:key>/", document, name="organs_document"),
    *(path(f"at/<slug:code>/{change.path}", view_of(change), name=f"organs_{change.name}") for change in CHANGES.values()),
]
