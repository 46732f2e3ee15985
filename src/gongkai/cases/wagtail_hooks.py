"""What Wagtail shows of requests: the menu item."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.organs import policies


class CasesMenuItem(MenuItem):
    """Shown to those who see requests."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether a role brings it."""
        return policies.may(request.user, "case.see")


@hooks.register("register_admin_menu_item")
def cases_menu_item() -> Any:
    """The list."""
    return CasesMenuItem(_("Requests"), reverse("cases_list"), name="cases", icon_name="mail", order=200)


class TokensMenuItem(MenuItem):
    """Shown to administrators, who see no requests."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether a role brings it."""
        return policies.may(request.user, "organ.change")


@hooks.register("register_admin_menu_item")
def tokens_menu_item() -> Any:
    """The tokens by which other systems send requests."""
    return TokensMenuItem(_("Tokens for other systems"), reverse("cases_import_tokens"), name="import-tokens", icon_name="key", order=410)
