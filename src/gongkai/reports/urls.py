"""Addresses of this app's staff pages, under /staff/reports/."""

from django.urls import path

from gongkai.reports import snapshot_views, views

urlpatterns = [
    path("", views.index, name="reports_index"),
    path("at/<slug:code>/<int:year>/", views.form, name="reports_form"),
    path("at/<slug:code>/<int:year>/figures/", views.figures, name="reports_figures"),
    path("at/<slug:code>/<int:year>/snapshots/", snapshot_views.snapshots, name="reports_snapshots"),
    path("at/<slug:code>/<int:year>/snapshots/<int:month>/", snapshot_views.snapshot, name="reports_snapshot"),
    path("at/<slug:code>/<int:year>/<str:cell>/", views.cells, name="reports_cells"),
]
