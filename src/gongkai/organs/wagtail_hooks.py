"""What Wagtail shows of organs: menu items."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.organs import policies


class OrganMenuItem(MenuItem):
    """Shown to who sees an organ."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user sees one."""
        return policies.may(request.user, "organ.see")


@hooks.register("register_admin_menu_item")
def organs_item() -> Any:
    """The organs."""
    return OrganMenuItem(_("Organs"), reverse("organs_index"), name="organs", icon_name="group", order=700)


@hooks.register("register_admin_menu_item")
def own_item() -> Any:
    """One's own roles and deputies."""
    return OrganMenuItem(_("My roles and deputies"), reverse("organs_me"), name="organs-me", icon_name="user", order=710)
