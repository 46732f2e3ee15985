"""The menu item of the staff site."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.organs import policies


class RegistersMenuItem(MenuItem):
    """Shown to those who see requests."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether a role brings it."""
        return policies.may(request.user, "case.see")


@hooks.register("register_admin_menu_item")
def registers_menu_item() -> Any:
    """The list."""
    return RegistersMenuItem(_("Registers"), reverse("registers_list"), name="registers", icon_name="list-ul", order=210)
