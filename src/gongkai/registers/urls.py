"""Addresses of the registers on the staff site, under /staff/registers/."""

from django.urls import path

from gongkai.registers import views, views_papers

urlpatterns = [
    path("", views.entries, name="registers_list"),
    path("export/", views.export, name="registers_export"),
    path("figures/<int:year>/", views.year, name="registers_figures"),
    path("new/<slug:kind>/", views.new, name="registers_new"),
    path("<uuid:key>/", views.entry, name="registers_entry"),
    path("<uuid:key>/files/", views_papers.add, name="registers_papers"),
    path("<uuid:key>/files/scan/", views_papers.scan, name="registers_scan"),
    path("<uuid:key>/files/<int:position>/", views_papers.paper, name="registers_paper"),
    path("<uuid:key>/steps/<slug:step>/", views.step, name="registers_step"),
]
