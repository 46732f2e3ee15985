"""Addresses of the staff site's own pages, under /staff/."""

from django.urls import path

from gongkai.staff import views

urlpatterns = [
    path("", views.home, name="staff_home"),
    path("notices/<int:key>/read/", views.notice_read, name="staff_notice_read"),
    path("notices/read/", views.notices_read, name="staff_notices_read"),
]
