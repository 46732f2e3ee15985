"""The menu item of the staff site."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.organs import policies


class PersonsMenuItem(MenuItem):
    """Shown to those who see persons."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether a role brings it."""
        return policies.may(request.user, "person.see")


@hooks.register("register_admin_menu_item")
def persons_menu_item() -> Any:
    """The list."""
    return PersonsMenuItem(_("Parties"), reverse("persons"), name="persons", icon_name="user", order=300)
