"""All addresses: the public site, sign-in, the staff site under /staff/, health."""

from django.urls import include, path, re_path
from wagtail.urls import serve_pattern
from wagtail.views import serve

urlpatterns = [
    path("", include("gongkai.operations.urls")),
    path("accounts/", include("gongkai.accounts.urls")),
    path("staff/", include("gongkai.staff.urls")),
    path("staff/organs/", include("gongkai.organs.urls")),
    path("staff/persons/", include("gongkai.persons.urls")),
    path("staff/requests/", include("gongkai.cases.urls")),
    path("staff/registers/", include("gongkai.registers.urls")),
    path("staff/reports/", include("gongkai.reports.urls")),
    path("staff/audit/", include("gongkai.staff.trail_urls")),
    path("staff/", include("gongkai.staff.wagtail_urls")),
    path("api/", include("gongkai.cases.importing.api_urls")),
    path("requests/", include("gongkai.cases.public_urls")),
    path("deadlines/", include("gongkai.cases.calculator_urls")),
    path("registers/", include("gongkai.registers.public_urls")),
    path("reports/", include("gongkai.reports.public_urls")),
    path("", include("gongkai.portal.urls")),
    re_path(serve_pattern, serve, name="wagtail_serve"),  # without Wagtail's own sign-in form and passwords of pages
]
