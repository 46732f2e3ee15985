"""Addresses of the registers on the public site, under /registers/."""

from django.urls import path

from gongkai.registers import public

urlpatterns = [
    path("status/", public.status, name="registers_status"),
    path("<slug:kind>/<slug:code>/", public.new, name="registers_send"),
]
