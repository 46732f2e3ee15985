"""Addresses of the public site's own pages and files; the pages that editors write follow in Wagtail's."""

from django.urls import path

from gongkai.accounts.language import set_language
from gongkai.portal import files, views

urlpatterns = [
    path("", views.home, name="portal_home"),
    path("language/", set_language, name="set_language"),
    path("documents/<int:key>/<str:name>", files.file, name="wagtaildocs_serve"),  # the name by which Wagtail makes links to files
    path("pictures/<int:key>/", files.picture, name="portal_picture"),
]
