"""Requests as a person: each is undone afterwards, so that every address finds the same world."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import unquote

from django.db import transaction
from django.test import Client

from platform_parts import as_person
from walk.addresses import Address
from walk.filling import Side
from walk.reading import said
from walk.snapshot import Snapshot, watching
from walk.words import SEALED, Words

FAILED = 500
SENT_ON = (301, 302, 303)
EXPECTED = frozenset({("readyz", 503)})  # no worker runs beside a test
Data = Mapping[str, Any]


@dataclass
class Person:
    """Somebody who visits: how the findings call them, the account (None: nobody signed in), whose words they may read."""

    label: str
    user: Any
    may_read: frozenset[str]
    browser: Client = field(init=False)
    _signed_in: SimpleCookie = field(init=False)

    def __post_init__(self) -> None:
        self.browser = as_person(self.user) if self.user else Client()
        self.browser.raise_request_exception = False
        self._signed_in = SimpleCookie(self.browser.cookies)

    def come_back(self) -> Client:
        """The browser as it was when the person had just signed in: some addresses sign out, or begin another session."""
        self.browser.cookies = SimpleCookie(self._signed_in)
        return self.browser


@dataclass(frozen=True)
class Finding:
    """Something that must not be: the pattern's route, the kind, what was found, where and as whom."""

    route: str
    kind: str
    what: str
    where: str
    who: str


@dataclass
class World:
    """The organs by letter, their words, and the state that nobody may change from outside."""

    sides: dict[str, Side]
    words: Words
    people: dict[str, Person]
    before: Snapshot = field(init=False)

    def forbidden(self, person: Person) -> set[str]:
        """The letters whose words `person` must not read."""
        return (set(self.sides) | set(SEALED.values())) - person.may_read


@contextmanager
def undone() -> Iterator[None]:
    """Take back what the block writes, whatever it raised in between."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)
        transaction.savepoint_commit(mark)  # rolled back it still stands: thousands within each other exhaust PostgreSQL's locks
        transaction.set_rollback(False)


@dataclass
class Visits:
    """Counts requests and collects findings."""

    world: World
    requests: int = 0
    findings: list[Finding] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)

    def visit(
        self,
        person: Person,
        address: Address,
        path: str | None = None,
        *,
        data: Data | None = None,
        headers: Data | None = None,
        also: tuple[str, ...] = (),
    ) -> Any:
        """GET the address (`path`: with a query), or POST `data`; returns the answer, and keeps what is wrong with it.

        After a POST that was taken, the same address is looked at again, where the answer leads to, and `also`: what was sent may show there.
        """
        path = path or address.path
        self.requests += 1
        with watching() as watch, undone():
            browser = person.come_back()
            response = browser.get(path, headers=headers) if data is None else browser.post(path, data, headers=headers)
            text = said(response)
            if data is not None and response.status_code in SENT_ON:
                text += "".join(
                    said(person.come_back().get(one)) for one in dict.fromkeys((path, response["Location"], *also)) if one.startswith("/")
                )
            changed = self.world.before.changes(watch.tables, self.world.forbidden(person)) if watch.tables else []
        self._judge(person, address, response, text, changed, f"GET {path}" if data is None else f"POST {path} {dict(data)}"[:400])
        return response

    def _judge(self, person: Person, address: Address, response: Any, text: str, changed: list[str], where: str) -> None:  # noqa: PLR0917
        route = address.pattern.route
        if response.status_code < 400:
            self.opened.add(route)
        forbidden = self.world.forbidden(person)
        for leak in sorted(self.world.words.found(text, forbidden) - self.world.words.found(unquote(where), forbidden)):  # an address may be echoed
            self.findings.append(Finding(route, "leak", leak, where, person.label))
        if response.status_code >= FAILED and (route, response.status_code) not in EXPECTED:
            self.findings.append(Finding(route, "error", _error(response), where, person.label))
        for change in changed:
            self.findings.append(Finding(route, "change", change, where, person.label))


def _error(response: Any) -> str:
    """The exception behind a failed answer and where it was raised."""
    information = getattr(response, "exc_info", None)
    if not information:
        return f"status {response.status_code}"
    trace = information[2]
    while trace.tb_next:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    return f"{information[0].__name__}: {str(information[1])[:160]} ({code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name})"


def told(findings: list[Finding]) -> str:
    """Findings grouped by address, each once with the people it concerns."""
    grouped: dict[tuple[str, str, str], list[Finding]] = {}
    for one in findings:
        grouped.setdefault((one.route, one.kind, one.what), []).append(one)
    lines, last = [], ""
    for (route, kind, what), ones in sorted(grouped.items()):
        if route != last:
            lines.append(f"/{route}")
            last = route
        people = ", ".join(dict.fromkeys(one.who for one in ones))
        lines.append(f"    {kind}: {what}\n        {ones[0].where} as {people}" + (f" and {len(ones) - 1} more" if len(ones) > 1 else ""))
    return "\n".join(lines)
