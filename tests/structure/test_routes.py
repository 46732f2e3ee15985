"""Every address says who may have it: a capability, or a line here with the reason."""

import re
from collections.abc import Mapping

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse

from gongkai.organs.access import requires
from gongkai.organs.roles import CAPABILITIES
from walk.addresses import Pattern, patterns

# Addresses of our own that ask for no capability, with the reason; the route, or the beginning of several (ending with *).
OPEN: Mapping[str, str] = {
    "": "the public site's first page",
    "language/": "everybody chooses the language",
    "healthz": "asked by machines that watch the site; tells nothing of organs",
    "readyz": "asked by machines that watch the site; tells nothing of organs",
    "requests/*": "everybody may send a request; number and query code open it",
    "deadlines/*": "everybody may calculate; nothing is looked at but the calendar and the readings of an organ, which are rules",
    "api/requests/import/": "asks for the token of a system; tells without one what the schema is",
    "registers/*": "everybody may complain, ask for a correction, or ask a question (Reg. 41, 47, 51); number and query code open it",
    "documents/*": "files of published pages are public; others ask who may have them",
    "pictures/*": "pictures of published pages are public; others ask who may have them",
    "reports/*": "what an organ reports is public (Reg. 49, 50); the requests behind the figures are not shown",
    "accounts/*": "sign-in, and the own account; allauth and `gongkai.accounts` ask who is signed in",
}

# Staff addresses that ask for no sign-in themselves, with the reason.
OPEN_STAFF: Mapping[str, str] = {
    "staff/sprite/": "Wagtail's icons, the same for all",
    "staff/jsi18n/": "the sentences of Wagtail's script, the same for all",
    "staff/account/": "leads to the own account under /accounts/, which asks",
}

OURS = "gongkai."
SIGN_IN = "account_login"


def module(pattern: Pattern) -> str:
    """Where a view stands."""
    view = getattr(pattern.callback, "view_class", pattern.callback)
    return str(getattr(view, "__module__", ""))


def is_staff(pattern: Pattern) -> bool:
    return pattern.route.startswith("staff/")


def capability(pattern: Pattern) -> str | None:
    """The capability that a view asks, looked for through its decorators."""
    view = pattern.callback
    while view is not None:
        if hasattr(view, "capability"):
            return str(view.capability)
        view = getattr(view, "__wrapped__", None)
    return None


def reason(route: str) -> str | None:
    return next((why for known, why in OPEN.items() if route == known or (known.endswith("*") and route.startswith(known[:-1]))), None)


def own() -> list[Pattern]:
    return [pattern for pattern in patterns() if module(pattern).startswith(OURS)]


def test_every_staff_page_of_ours_names_the_capability_it_asks() -> None:
    missing = [
        str(pattern)
        for pattern in own()
        if is_staff(pattern) and not module(pattern).startswith("gongkai.staff.scoping") and capability(pattern) is None
    ]
    assert not missing, "no capability asked:\n" + "\n".join(missing)


def test_the_capability_asked_is_one_of_the_table() -> None:
    named = {capability(pattern) for pattern in own()} - {None}
    assert named
    assert named <= CAPABILITIES.keys()


def test_every_other_address_of_ours_is_listed_with_a_reason() -> None:
    unlisted = [str(pattern) for pattern in own() if not is_staff(pattern) and capability(pattern) is None and reason(pattern.route) is None]
    assert not unlisted, "public without a reason:\n" + "\n".join(unlisted)


def test_every_reason_is_still_needed() -> None:
    routes = [pattern.route for pattern in patterns()]
    assert OPEN_STAFF.keys() <= set(routes)
    assert not [known for known in OPEN if not any(route == known or (known.endswith("*") and route.startswith(known[:-1])) for route in routes)]


def test_a_view_that_asks_nothing_is_found() -> None:
    gated = requires("organ.see")(lambda _request: None)
    asked = Pattern("staff/x/", (), "x", gated)
    assert capability(asked) == "organ.see"
    assert capability(Pattern("staff/y/", (), "y", lambda _request: None)) is None
    assert reason("staff/y/") is None


@pytest.mark.django_db
def test_every_staff_address_sends_a_stranger_to_the_sign_in() -> None:
    browser = Client(raise_request_exception=False)
    wrong = []
    for pattern in patterns():
        for form, names in pattern.forms if is_staff(pattern) and pattern.route not in OPEN_STAFF else ():
            path = form % dict.fromkeys(names, "1")
            if not re.fullmatch(r"[\w/.\-]*", path):
                continue
            response = browser.get(path)
            is_sent = response.status_code == 302 and response["Location"].startswith(reverse(SIGN_IN))
            if not is_sent and response.status_code not in {403, 404}:
                wrong.append(f"{path} ({pattern}): {response.status_code} {response.get('Location', '')}")
    assert not wrong, "\n".join(wrong)
    assert resolve(reverse(SIGN_IN))
    assert settings.LOGIN_URL == SIGN_IN
