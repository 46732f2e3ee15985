"""Addresses of the audit trail's pages, under /staff/audit/."""

from django.urls import path

from gongkai.staff import trail_views

urlpatterns = [
    path("", trail_views.trail_list, name="trail_list"),
    path("export/", trail_views.trail_export, name="trail_export"),
]
