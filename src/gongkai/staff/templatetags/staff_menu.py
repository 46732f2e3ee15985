"""The menu of the staff site as plain links, for browsers without scripts."""

from typing import Any

from django import template
from wagtail.admin.menu import admin_menu

register = template.Library()


@register.simple_tag(takes_context=True)
def plain_menu(context: Any) -> list[Any]:
    """The items that the person has; none where nobody is signed in."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return []
    return list(admin_menu.menu_items_for_request(request))
