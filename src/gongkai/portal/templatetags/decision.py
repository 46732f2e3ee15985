"""What Wagtail's page editor says at its top about a page that was handed in."""

from typing import Any

from django import template

from gongkai.portal import standing

register = template.Library()


@register.inclusion_tag("portal/decision.html", takes_context=True)
def decision(context: Any, page: Any) -> dict[str, Any]:
    """Who handed `page` in or sent it back, when, and what is to be done; nothing where nobody has."""
    request = context["request"]
    return {"standing": standing.of(page, request.user), "page": page, "csrf_token": context.get("csrf_token")}
