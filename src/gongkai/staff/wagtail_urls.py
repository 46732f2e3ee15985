"""Addresses of Wagtail's admin, under /staff/, as far as they are offered (`gongkai.staff.scoping.addresses`)."""

from wagtail.admin.urls import urlpatterns as _wagtails

from gongkai.staff.scoping.addresses import offered

urlpatterns = offered(_wagtails)
