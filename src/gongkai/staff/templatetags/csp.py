"""The nonce in templates, those of widgets included, which know no request."""

from django import template

from gongkai.staff.nonces import nonce

register = template.Library()


@register.simple_tag
def csp_nonce() -> str:
    """The nonce of the request being answered."""
    return nonce()
