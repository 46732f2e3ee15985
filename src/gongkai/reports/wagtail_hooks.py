"""The menu item of the staff site."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.organs import policies


class ReportsMenuItem(MenuItem):
    """Shown to those who see reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether a role brings it."""
        return policies.may(request.user, "report.see")


@hooks.register("register_admin_menu_item")
def reports_menu_item() -> Any:
    """The organs and years."""
    return ReportsMenuItem(_("Annual reports"), reverse("reports_index"), name="annual-reports", icon_name="doc-full", order=310)
