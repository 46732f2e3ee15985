"""Addresses of this app's pages."""

from django.urls import path

from gongkai.operations import views

urlpatterns = [path("healthz", views.healthz, name="healthz"), path("readyz", views.readyz, name="readyz")]
