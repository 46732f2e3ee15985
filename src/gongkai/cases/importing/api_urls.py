"""Addresses for other systems, under /api/."""

from django.urls import path

from gongkai.cases.views import import_api

urlpatterns = [path("requests/import/", import_api.api, name="api_requests_import")]
