"""Every pattern that the URL resolver knows, and concrete addresses for each."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import RoutePattern
from django.utils.regex_helper import normalize

PARAMETER = re.compile(r"<(?:[^>:]+:)?([^>]+)>")


@dataclass(frozen=True)
class Pattern:
    """A pattern of the resolver: its route as people read it, the pieces it is made of, its view."""

    route: str
    pieces: tuple[Any, ...]
    name: str
    callback: Any

    def __str__(self) -> str:
        return f"/{self.route}" + (f" ({self.name})" if self.name else "")

    @property
    def forms(self) -> list[tuple[str, tuple[str, ...]]]:
        """The ways to write an address: text with `%(name)s`, and the names; a regular expression may have several."""
        found: list[tuple[str, tuple[str, ...]]] = [("/", ())]
        for piece in self.pieces:
            ways = [_of_route(piece)] if isinstance(piece, RoutePattern) else _of_regex(str(piece))
            found = [(text + more, (*names, *added)) for text, names in found for more, added in ways]
        return found

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of all arguments."""
        return tuple(dict.fromkeys(itertools.chain.from_iterable(names for _text, names in self.forms)))


def _of_route(piece: RoutePattern) -> tuple[str, tuple[str, ...]]:
    route = str(piece).replace("%", "%%")
    names = tuple(PARAMETER.findall(route))
    return PARAMETER.sub(lambda found: f"%({found[1]})s", route), names


def _of_regex(regex: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text, tuple(names)) for text, names in normalize(regex)]


def patterns(resolver: URLResolver | None = None, before: tuple[Any, ...] = ()) -> Iterator[Pattern]:
    """All patterns, included ones too, in the resolver's order."""
    for one in (resolver or get_resolver()).url_patterns:
        pieces = (*before, one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, pieces)
        elif isinstance(one, URLPattern):
            yield Pattern("".join(map(str, pieces)), pieces, one.name or "", one.callback)


@dataclass(frozen=True)
class Address:
    """An address to visit, and whose objects its arguments are: "a", "b", "ab" for both."""

    path: str
    pattern: Pattern
    whose: str


class UnknownArgumentError(LookupError):
    """No line of the table says what an argument means."""


@dataclass(frozen=True)
class Meaning:
    """A line of the table: arguments named `names` (a regular expression) of routes that begin with `within` are objects of `kind`."""

    names: str
    kind: str
    within: str = ""


def meaning(pattern: Pattern, name: str, table: Sequence[Meaning]) -> str:
    """The kind of object that an argument is; raises UnknownArgumentError when the table has no line for it."""
    for line in table:
        if pattern.route.startswith(line.within) and re.fullmatch(line.names, name):
            return line.kind
    raise UnknownArgumentError(f"{pattern}: nobody says what its argument {name} means (tests/walk/table.py)")


Objects = Mapping[str, Mapping[str, Sequence[str]]]
"""By side, by kind: values for arguments."""


def addresses(pattern: Pattern, table: Sequence[Meaning], objects: Objects) -> Iterator[Address]:
    """Addresses of `pattern` with the objects of every side, mixed ones too; raises UnknownArgumentError."""
    seen: set[str] = set()
    for form, names in pattern.forms:
        choices = [list(_values(meaning(pattern, name, table), objects)) for name in names]
        for chosen in itertools.product(*choices):
            text = form % {name: quote(value, safe="/:=,|") for name, (_side, value) in zip(names, chosen, strict=True)}
            if text not in seen:
                seen.add(text)
                yield Address(text, pattern, "".join(sorted({side for side, _value in chosen})))


def _values(kind: str, objects: Objects) -> Iterable[tuple[str, str]]:
    for side, kinds in objects.items():
        for value in kinds.get(kind, ()):
            yield side, value


def is_reached(address: Address) -> bool:
    """Whether the resolver leads there to this pattern; an earlier one may stand before it."""
    try:
        return bool(resolve(address.path).route.replace("^", "") == address.pattern.route.replace("^", ""))
    except Resolver404:
        return False
