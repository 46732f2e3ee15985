"""Addresses of this app's public pages, under /reports/."""

from django.urls import path

from gongkai.reports import public

urlpatterns = [path("<slug:code>/<int:year>/", public.report, name="reports_public")]
