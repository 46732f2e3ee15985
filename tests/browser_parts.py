"""A person at a browser: what goes wrong on a page is written down, and every page that is visited is looked at for accessibility and width."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from gongkai.accounts.models import User
from platform_parts import as_person

CHROMIUM = Path("/usr/bin/chromium")
DESK, PHONE = 1280, 360
"""The widths at which every page is looked at."""

IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed at /usr/bin/chromium"),
    pytest.mark.django_db(transaction=True),
]
"""The marks of a test in a browser."""

_SEND = "main form[method=post] button[type=submit]"
_COLLECT = """document.addEventListener('securitypolicyviolation',
    e => console.error('VIOLATION ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));"""
_SENSIBLE = ("empty-heading", "heading-order", "landmark-one-main", "landmark-unique", "page-has-heading-one", "region", "skip-link", "tabindex")
_RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "rules": {name: {"enabled": True} for name in _SENSIBLE},
}
_SKELETON = """() => {
    const own = e => e.tagName + [...e.attributes].map(a => ['class', 'role', 'type', 'lang'].includes(a.name) ? a.name + '=' + a.value : a.name)
        + (e.children.length || !e.textContent.trim() ? '' : '.');
    const shape = e => {
        const parts = [...e.children].filter(one => one.tagName !== 'svg').map(shape);
        return own(e) + '(' + parts.filter((one, at) => one !== parts[at - 1]).join('|') + ')';
    };
    return shape(document.body);
}"""  # what axe judges a page by: its elements with classes and attributes, and whether they hold text; ten rows of one shape are judged as one is
_FOCUS = """e => {
    const style = getComputedStyle(e);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
}"""
_WIDER = """() => {
    const scrolls = e => e && e.tagName !== 'MAIN' && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
    const says = e => [...e.childNodes].some(one => one.nodeType === Node.TEXT_NODE && one.data.trim()) || 'value' in e;
    const cut = [...document.querySelectorAll('main *')].filter(e => says(e) && e.checkVisibility({visibilityProperty: true}))
        .filter(e => !e.closest('.form-side, [class*=w-minimap]') && e.getBoundingClientRect().width > 4 && !scrolls(e));
    const page = document.scrollingElement;
    const parts = e => [e, ...[...e.childNodes].filter(one => one.nodeType === Node.TEXT_NODE).map(one => {
        const words = document.createRange();
        words.selectNode(one);
        return words;
    })];
    const right = e => Math.max(...parts(e).flatMap(one => [...one.getClientRects()]).map(one => one.right));
    const beyond = cut.map(e => [Math.round(right(e) - page.clientWidth), e.outerHTML.slice(0, 200)]);
    return [[page.scrollWidth - page.clientWidth, 'the page'], ...beyond].filter(one => one[0] > 0);
}"""  # what is cut, by how many pixels; not what scrolls in a part of its own, nor Wagtail's panels beside the window
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"  # what scripts do about a new width is done
_ENDED = """() => document.getAnimations().forEach(one => {
    try { one.finish(); } catch { one.cancel(); }
})"""  # the side bar moves in and out
_COVERED = """() => {
    const heading = document.querySelector('h1'), range = document.createRange();
    if (!heading || heading.getBoundingClientRect().width < 4) return false;  // one for screen readers alone
    range.selectNodeContents(heading);
    const box = [...range.getClientRects()].find(one => one.width > 4);
    return box && !heading.contains(document.elementFromPoint(box.left + 3, box.top + box.height / 2));
}"""  # the menu's button of a phone lies above the page
_WHOLE = """() => Math.max(900, ...[...document.querySelectorAll('body, body *')]
    .filter(e => e.querySelector('main') || e.matches('main')).map(e => e.scrollHeight))"""
_judged: set[tuple[int, int]] = set()
Opens = Callable[..., AbstractContextManager["Visit"]]
"""`window(user, width=, scripts=)`: a browser window, in which `user` has signed in."""


class Visit:
    """A browser with a person in it. What is wrong with the pages they came to stands in `wrong`, the hosts that were asked in `hosts`.

    Not `judged`: pages are opened for what their scripts do; how they look is judged elsewhere, or is Wagtail's.
    """

    def __init__(self, context: BrowserContext, address: str, width: int = DESK, *, scripts: bool = True, judged: bool = True) -> None:
        self.address, self.width, self.scripts, self.judged = address, width, scripts, judged
        self.wrong: list[str] = []
        self.hosts: set[str] = set()
        self.arrived = self.looked = 0
        context.add_init_script(_COLLECT)
        self.page = context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))
        self.page.on("request", lambda request: self.hosts.add(re.sub(r"^(\w+:(?://[^/]*)?).*$", r"\1", request.url, flags=re.DOTALL)))
        self.page.on("response", self._answered)
        self.page.on("domcontentloaded", lambda _page: setattr(self, "arrived", self.arrived + 1))

    def _said(self, message: Any) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):  # answers are looked at themselves
            self.wrong.append(f"{self.page.url}: {message.text}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.wrong.append(f"{self.page.url}: {response.url} answers {response.status}")

    def go(self, path: str, status: int = 200) -> Page:
        """To an address, which answers with `status`."""
        response = self.page.goto(self.address + path)
        self._came(response, status)
        return self.page

    def follow(self, where: Locator | str, status: int = 200) -> Page:
        """Press a link or a button that leads to a page; text is a selector."""
        target = self.page.locator(where) if isinstance(where, str) else where
        return self.led(target.click, status)

    def led(self, act: Any, status: int = 200) -> Page:
        """Do what leads to a page."""
        with self.page.expect_navigation() as leads:
            act()
        self._came(leads.value, status)
        return self.page

    def send(self, /, **fields: Any) -> Page:
        """Fill in fields of the page's form by their names and send it."""
        return self.press(_SEND, **fields)

    def refused(self, status: int, /, **fields: Any) -> Page:
        """The same, and the answer has this status."""
        return self.press(_SEND, status, **fields)

    def press(self, button: str, status: int = 200, /, **fields: Any) -> Page:
        """Fill in fields by their names and press a button that is not the only one."""
        for name, value in fields.items():
            fill(self.page, name, value)
        return self.follow(button, status)

    def _came(self, response: Any, status: int) -> None:
        assert response is not None
        assert response.status == status, f"{self.page.url} answers {response.status}"
        self.look()

    def look(self) -> None:
        """Judge the page as it stands: axe at both widths, where the page can run it, and whether a phone shows it without scrolling aside."""
        self.looked = self.arrived
        if self.scripts and self.page.locator("#wagtail-sidebar").count():
            self.page.locator("#wagtail-sidebar a").first.wait_for(state="attached")
        if not self.judged:
            return
        for width in (DESK, PHONE) if self.width == DESK else (PHONE,):
            self._resize(width)
            if self.scripts:
                self._judge(width)
            if width == PHONE:
                self.wrong += (f"{self.page.url}: {pixels} px wider than a phone: {what}" for pixels, what in self.page.evaluate(_WIDER))
            if self.page.evaluate(_COVERED):
                self.wrong.append(f"{self.page.url} at {width} px: something lies on the heading")
        self._resize(self.width)

    def _resize(self, width: int, height: int = 900) -> None:
        if self.page.viewport_size != {"width": width, "height": height}:
            self.page.set_viewport_size({"width": width, "height": height})
            if self.scripts:
                self.page.evaluate(_DRAWN)
        self.page.evaluate(_ENDED)

    def _judge(self, width: int) -> None:
        seen = (width, hash(self.page.evaluate(_SKELETON)))
        if seen not in _judged:
            self.wrong += (f"{self.page.url} at {width} px: {one}" for one in faults(self.page))
            _judged.add(seen)

    def picture(self, name: str) -> None:
        """Keep the page as a picture at both widths, in the folder GONGKAI_PICTURES, where one is named."""
        folder = os.environ.get("GONGKAI_PICTURES")
        for width in (DESK, PHONE) if folder else ():
            self._resize(width)
            self._resize(width, self.page.evaluate(_WHOLE))  # Wagtail's pages scroll in a part of the window
            plain = "" if self.scripts else "-plain"
            self.page.screenshot(path=f"{folder}/{name}{plain}-{width}.png", full_page=True, animations="disabled")
        self._resize(self.width)

    def tab_to(self, where: Locator, most: int = 80) -> None:
        """Come to an element by the tabulator alone, and see that it is marked there."""
        for _press in range(most):
            self.page.keyboard.press("Tab")
            if where.evaluate("e => e === document.activeElement"):
                if not where.evaluate(_FOCUS):
                    self.wrong.append(f"{self.page.url}: {where} has the focus and does not show it")
                return
        raise AssertionError(f"{where} cannot be reached by the tabulator on {self.page.url}")

    def end(self) -> None:
        """Nothing was wrong on any page, all of them were looked at, and nothing came from another host."""
        assert not self.wrong, "\n".join(self.wrong)
        assert self.looked == self.arrived, "a page was not looked at"
        assert self.hosts <= {self.address, "data:", "blob:"}


def faults(page: Page) -> Iterator[str]:
    """What axe finds wrong: rule, where, why."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    for one in page.evaluate("rules => axe.run(document, rules).then(found => found.violations)", _RULES):
        for node in one["nodes"]:
            yield f"{one['id']}: {node['target']} {node['html'][:200]} {node['failureSummary']}"


def fill(page: Page, name: str, value: Any) -> None:
    """Fill in the field of a name: text, a choice by its value, ticks by a tuple of values, a file by name and content."""
    field = page.locator(f"main [name={name}]")
    kind = field.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
    if kind in {"checkbox", "radio"}:
        for one in (value,) if isinstance(value, str) else value:
            page.locator(f"main [name={name}][value='{one}']").check()
    elif kind == "select":
        field.select_option(value)
    elif kind == "file":
        field.set_input_files(value)
    else:
        field.fill(value)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for a module's tests.

    Not for the session's: while Playwright is at work, the thread has a running loop, and tests of other modules would meet it.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright runs a loop in this thread; the test asks the database between its steps
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
            yield browser
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def visit(
    browser: Browser, address: str, client: Client | None = None, width: int = DESK, *, scripts: bool = True, judged: bool = True
) -> Iterator[Visit]:
    """A window of its own, signed in as `client` is; at its end nothing was wrong on its pages."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", java_script_enabled=scripts)
    context.set_default_timeout(10_000)
    if client:
        context.add_cookies([{"name": name, "value": one.value, "url": address} for name, one in client.cookies.items()])
    try:
        visitor = Visit(context, address, width, scripts=scripts, judged=judged)
        yield visitor
        visitor.end()
    finally:
        context.close()


@pytest.fixture
def window(browser: Browser, live_server: Any) -> Opens:
    """Opens windows onto the site of the test."""

    def opened(user: User | None = None, **how: Any) -> AbstractContextManager[Visit]:
        return visit(browser, live_server.url, as_person(user) if user else None, **how)

    return opened
