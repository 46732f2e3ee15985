"""The rounds of the walk: looking at everything, searching, sending."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from gongkai.staff.scoping.addresses import not_offered
from walk.addresses import Address, Objects, Pattern, addresses, is_reached, patterns
from walk.filling import Side
from walk.forms import SCRIPTED, Form, Sent, forms, tampered
from walk.reading import body, said
from walk.table import COMMON, KINDS, MEANINGS
from walk.variants import SCRIPT, queries, scripted
from walk.visiting import Person, Visits, World

THOROUGH = {1: 4, 2: 2, 3: 1}  # how many objects of a kind and side, by the number of a pattern's arguments
ORDINARY = {1: 1, 2: 1, 3: 1}
FORMS = 2  # forms that lead to the same address
FEW = 1  # addresses of a pattern that answers 404 to everybody, whatever is asked


def objects(sides: Iterable[Side], most: int) -> Objects:
    """Values for arguments by side and kind."""
    found: dict[str, Mapping[str, list[str]]] = {
        side.letter: {kind: [str(key) for key in values(side)][:most] for kind, values in KINDS.items()} for side in sides
    }
    return {**found, "": {kind: list(values) for kind, values in COMMON.items()}}


def all_addresses(sides: Iterable[Side], depth: Mapping[int, int], chosen: Iterable[Pattern] | None = None) -> dict[Pattern, list[Address]]:
    """Addresses of every pattern that the resolver reaches; raises UnknownArgumentError for an argument that the table does not know."""
    by_depth = {most: objects(sides, most) for most in set(depth.values())}
    found = {}
    for pattern in patterns() if chosen is None else chosen:
        theirs = addresses(pattern, MEANINGS, by_depth[depth[min(max(len(pattern.parameters), 1), 3)]])
        found[pattern] = [one for one in theirs if is_reached(one)][: FEW if pattern.callback is not_offered else None]
    return found


def other_of(world: World, person: Person) -> Side:
    """An organ whose words the person may not read."""
    return next(side for letter, side in world.sides.items() if letter not in person.may_read and letter in "ab")


def look(visits: Visits, person: Person, where: Mapping[Pattern, list[Address]]) -> None:
    """GET every address, as a person and as a page's script would."""
    for pattern, theirs in where.items():
        for address in theirs:
            response = visits.visit(person, address)
            if response.status_code < 300 and "choose" in pattern.route:  # answered, not sent on
                visits.visit(person, address, headers=SCRIPT)


def search(visits: Visits, person: Person, where: Mapping[Pattern, list[Address]]) -> None:
    """GET what the person may open with every query: searches, filters, orders, exports."""
    other = other_of(visits.world, person)
    for pattern, theirs in where.items():
        for address in [one for one in theirs if other.letter not in one.whose][:1]:
            response = visits.visit(person, address)
            page = said(response)
            if response.status_code == 200 and (not address.whose or 'method="get"' in page.lower()):  # a page
                for query in queries(pattern.route, page, other):
                    visits.visit(person, address, f"{address.path}?{query}")


def send(visits: Visits, person: Person, where: Mapping[Pattern, list[Address]]) -> None:
    """POST to every address: nothing at all, what a form of one's own sends there, and that with another's keys in it."""
    other = other_of(visits.world, person)
    known = _forms(visits, person, where, other)
    public = tuple(f"/{path}" for letter in sorted(person.may_read)[:1] for path in KINDS["path of a page"](visits.world.sides[letter]))
    for pattern, theirs in where.items():
        for address in theirs:
            visits.visit(person, address, data=SCRIPTED)
            for form in known.get(pattern.route, ())[:FORMS]:
                for fields in _sent(form, pattern, other, is_own=other.letter not in address.whose):
                    visits.visit(person, address, data=fields, also=public if pattern.route.startswith("staff/pages/") else ())


def _sent(form: Form, pattern: Pattern, other: Side, *, is_own: bool) -> Iterator[Sent]:
    if not is_own:
        yield form.fields
        return
    yield from tampered(form, other)
    yield from ({**form.fields, **added} for added in scripted(pattern.route, other))


def _forms(visits: Visits, person: Person, where: Mapping[Pattern, list[Address]], other: Side) -> dict[str, list[Form]]:
    """The forms on the person's pages, by the route that they are sent to."""
    found: dict[str, list[Form]] = {}
    for pattern, theirs in where.items():
        for address in [one for one in theirs if other.letter not in one.whose][:1]:
            for form in _shown(visits, person, address):
                target = pattern.route if form.action is None else _route(form.action)
                if form.fields.keys() not in [one.fields.keys() for one in found.setdefault(target, [])]:
                    found[target].append(form)
    return found


def _shown(visits: Visits, person: Person, address: Address) -> list[Form]:
    response = visits.visit(person, address)
    is_page = response.status_code == 200 and "html" in response.get("Content-Type", "")  # a page
    return forms(body(response).decode()) if is_page else []


def _route(action: str) -> str:
    try:
        return str(resolve(urlsplit(action).path).route)
    except Resolver404:
        return ""
