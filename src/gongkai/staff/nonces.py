"""The nonce of Wagtail's inline scripts: the one module that gives them one.

Four of Wagtail's widget templates and its choosers write a script into the page. Their templates are overridden in `gongkai.web.templates`
(the tag `csp_nonce`), the choosers here. The browser runs a script only when it has the nonce of the page's Content-Security-Policy
(`gongkai.web.csp`).
"""

import secrets
from contextvars import ContextVar
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.admin.widgets.chooser import BaseChooser

_NONCE: ContextVar[str] = ContextVar("nonce", default="")


def begin() -> str:
    """A new nonce for the request that this thread answers now."""
    nonce = secrets.token_urlsafe(16)
    _NONCE.set(nonce)
    return nonce


def nonce() -> str:
    """The nonce of the request being answered; empty outside of one."""
    return _NONCE.get()


def _render(self: Any, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:  # noqa: ARG001  # the widget's signature
    """As `BaseChooser.render`, the script with a nonce. Raises TypeError without an id, as there."""
    if not attrs or "id" not in attrs:
        raise TypeError("BaseChooser cannot be rendered without an 'id' attribute")
    data = self.get_value_data(value)
    script = mark_safe(self.render_js_init(attrs["id"], name, data))  # noqa: S308  # Wagtail's own script, its data written by json_script rules
    return format_html('{}<script nonce="{}">{}</script>', self.render_html(name, data, attrs), nonce(), script)


def give_choosers_a_nonce() -> None:
    """Replace how choosers are written; called once, when the staff app is loaded."""
    BaseChooser.render = _render
