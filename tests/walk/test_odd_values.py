"""What nobody types and anybody can send: no page of ours answers it with a fault of the server."""

import sys
from collections.abc import Iterator
from itertools import cycle
from urllib.parse import urlencode

import pytest
from selectolax.lexbor import LexborHTMLParser

from walk.addresses import Address, Pattern, patterns
from walk.forms import Form, Sent, forms
from walk.reading import body
from walk.rounds import ORDINARY, all_addresses
from walk.visiting import Person, Visits, World, told

pytestmark = [
    pytest.mark.walk,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Wagtail leaves the temporary file of a rendition open
]

PEOPLE = ("office_head of a", "nobody signed in")
OURS = "gongkai."
# NUL, which PostgreSQL holds in no text; figures that Python refuses to read; half a character.
ODD = tuple(text.encode("utf-8", "surrogatepass") for text in ("\0", "9" * 5000, "\ud800"))
USUAL = (
    "organ",
    "state",
    "kind",
    "stage",
    "year",
    "number",
    "q",
    "page",
    "sort",
    "day",
    "before",
    "after",
    "code",
    "remove",
    "newest",
    "form",
    "case",
)


def ours(pattern: Pattern) -> bool:
    """Whether a view is our own."""
    view = getattr(pattern.callback, "view_class", pattern.callback)
    return str(view.__module__).startswith(OURS) and not str(view.__module__).startswith("gongkai.staff.scoping")


def asked(page: str) -> set[str]:
    """The names of what the forms of a page ask for in its address."""
    tree = LexborHTMLParser(page)
    return {str(one.attributes.get("name")) for form in tree.css("form") for one in form.css("[name]") if form.attributes.get("method") != "post"}


def spoiled(form: Form) -> Iterator[Sent]:
    """The form with everything odd, and with one field after the other."""
    yield from (dict.fromkeys(form.fields, odd) for odd in ODD)
    yield from ({**form.fields, name: odd} for name, odd in zip(form.fields, cycle(ODD), strict=False))


def _page(visits: Visits, person: Person, address: Address) -> str:
    response = visits.visit(person, address)
    return body(response).decode() if response.status_code == 200 and "html" in response.get("Content-Type", "") else ""  # a page


@pytest.mark.parametrize("name", PEOPLE)
def test_what_is_odd_is_no_fault_of_the_server(walked_world: World, name: str) -> None:
    visits, person = Visits(walked_world), walked_world.people[name]
    where = all_addresses([walked_world.sides["a"]], ORDINARY, [one for one in patterns() if ours(one)])
    for theirs in where.values():
        for address in theirs[:1]:
            page = _page(visits, person, address)
            for odd in ODD:
                visits.visit(person, address, f"{address.path}?{urlencode(dict.fromkeys((*USUAL, *asked(page)), odd))}")
            for form in forms(page):
                for fields in spoiled(form):
                    visits.visit(person, address, form.action or address.path, data=fields)
    print(f"\n{name}: {visits.requests} requests", file=sys.stderr)
    found = [one for one in visits.findings if one.kind == "error"]
    assert not found, told(found)
