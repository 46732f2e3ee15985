"""Every page that somebody may open: its language, its assets, what its content policy allows, what a screen reader needs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import HttpResponse
from selectolax.lexbor import LexborHTMLParser

from gongkai.accounts.models import User
from gongkai.web.csp import STRICT
from walk.addresses import Address, patterns
from walk.allowed import CHINESE_IN_ENGLISH, ENGLISH_IN_CHINESE
from walk.markup import forbidden_markup, html, other_hosts, texts, unreadable, words
from walk.rounds import ORDINARY, all_addresses, other_of
from walk.variants import SCRIPT
from walk.visiting import Finding, Person, Visits, World, told

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # Wagtail leaves the temporary file of a rendition open

# Who, in which language, and how many whole pages that is at least.
READERS = (
    ("nobody signed in", "zh-hans", 5),
    ("registrar of a", "zh-hans", 15),
    ("office_head of a", "zh-hans", 35),
    ("administrator of a", "zh-hans", 30),
    ("supervisor above a", "zh-hans", 15),
    ("nobody signed in", "en", 5),
    ("registrar of a", "en", 15),
    ("office_head of a", "en", 35),
    ("administrator of a", "en", 30),
)
NOBODY = "nobody signed in"
PERSONAL = ("staff/", "accounts/")


@dataclass
class Page:
    """A page that opened: whose view it is, what it says."""

    address: Address
    who: str
    language: str
    response: Any
    tree: LexborHTMLParser
    is_whole: bool

    @property
    def is_wagtails(self) -> bool:
        """Whether Wagtail's own view answered."""
        is_theirs = getattr(self.address.pattern.callback, "is_wagtail", False)
        return bool(is_theirs) and self.response.get("Content-Security-Policy") != STRICT  # a preview of our page keeps ours


@dataclass
class Pages:
    """What is wrong with the pages, by kind; how many there were."""

    count: int = 0
    whole: int = 0
    findings: dict[str, list[Finding]] = field(default_factory=dict)

    def note(self, kind: str, page: Page, what: str) -> None:
        """Keep a finding."""
        self.findings.setdefault(kind, []).append(Finding(page.address.pattern.route, kind, what, page.address.path, f"{page.who}, {page.language}"))


def opened(world: World, visits: Visits, person: Person, language: str) -> Iterator[Page]:
    """The pages that `person` may open, in `language`."""
    if person.user is not None:
        User.objects.filter(pk=person.user.pk).update(language=language)
    other = other_of(world, person)
    sides = [world.sides[letter] for letter in sorted(person.may_read | {"a", "b"})]
    headers = {"Accept-Language": language}
    for pattern, theirs in all_addresses(sides, ORDINARY).items():
        for address in [one for one in theirs if other.letter not in one.whose]:
            asked = {**headers, **SCRIPT} if "choose" in pattern.route else headers
            response = visits.visit(person, address, headers=asked)
            text = html(response) if response.status_code == 200 else None  # a page
            if text:
                yield Page(address, person.label, language, response, LexborHTMLParser(text), "<html" in text[:300].lower())


def judge(page: Page, found: Pages) -> None:
    """Note what is wrong with a page."""
    found.count += 1
    found.whole += page.is_whole
    allowed = ENGLISH_IN_CHINESE if page.language == "zh-hans" else CHINESE_IN_ENGLISH
    for text in texts(page.tree, page.language):
        strange = {word for word in words(text, page.language) if word not in allowed}
        if strange:
            found.note(f"words {page.language}", page, " ".join(text.split())[:160])
    for what in other_hosts(page.tree):
        found.note("hosts", page, what)
    _judge_policy(page, found)
    if page.is_whole and not page.is_wagtails:
        for what in unreadable(page.tree):
            found.note("screen reader", page, what)
    if page.who != NOBODY and page.address.pattern.route.startswith(PERSONAL) and "no-store" not in page.response.get("Cache-Control", ""):
        found.note("cache", page, f"Cache-Control: {page.response.get('Cache-Control')}")
    for name, cookie in page.response.cookies.items():
        if not cookie["httponly"] or cookie["samesite"] not in {"Lax", "Strict"}:
            found.note("cookies", page, name)


def _judge_policy(page: Page, found: Pages) -> None:
    policy = page.response.get("Content-Security-Policy", "")
    nonce = re.search(r"'nonce-([^']+)'", policy)
    if not page.is_wagtails and policy != STRICT:
        found.note("policy", page, f"another policy than ours: {policy}")
    if page.is_wagtails and (nonce is None or "'unsafe-inline'" in policy.partition("script-src")[2].partition(";")[0]):
        found.note("policy", page, f"scripts without a nonce: {policy}")
    for what in forbidden_markup(page.tree, nonce[1] if nonce else None, styles_allowed=page.is_wagtails):
        found.note("policy", page, what)


def findings(world: World, name: str, language: str) -> Pages:
    """What is wrong with the pages that a person may open, in a language."""
    found = Pages()
    for page in opened(world, Visits(world), world.people[name], language):
        judge(page, found)
    return found


@pytest.mark.parametrize(("name", "language", "least"), READERS)
def test_pages_keep_to_their_language_and_policy_and_can_be_read_aloud(walked_world: World, name: str, language: str, least: int) -> None:
    """In words of one language; nothing from other hosts; nothing that the content policy stops; labels, headings; not stored; cookies shut."""
    found = findings(walked_world, name, language)
    told_of = "\n".join(f"{kind}: {len(ones)}\n{told(ones)}" for kind, ones in found.findings.items())
    assert not found.findings, told_of
    assert found.whole >= least


def test_a_page_that_is_wrong_in_every_way_is_found(walked_world: World) -> None:
    response = HttpResponse('<html><img src="https://cdn.example/x.png"><script>1</script><h2>Untranslated</h2><input name="x"></html>')
    response.set_cookie("loose", "1")
    pattern = next(one for one in patterns() if one.route == "staff/persons/")
    page = Page(
        Address("/staff/persons/", pattern, ""), "registrar of a", "zh-hans", response, LexborHTMLParser(response.content.decode()), is_whole=True
    )
    found = Pages()
    judge(page, found)
    assert set(found.findings) == {"words zh-hans", "hosts", "policy", "screen reader", "cache", "cookies"}
    assert walked_world.people["registrar of a"].user is not None
