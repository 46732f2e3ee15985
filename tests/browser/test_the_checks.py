"""The checks of the journeys can fail: pages with one known fault each, that the browser is given in place of the site's."""

from typing import Any

import pytest

from browser_parts import IN_A_BROWSER, Visit

pytestmark = IN_A_BROWSER

_PAGE = """<!DOCTYPE html><html lang="zh-hans"><head><title>页</title><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body><main><h1>页</h1>{}</main></body></html>"""
_STRICT = "default-src 'self'"
_STYLED = "default-src 'self'; style-src 'unsafe-inline'"

FAULTS = {
    "a field without a label": ("<input name=a>", "label: "),
    "a picture without words": ('<img src="/static/portal/icon.svg">', "image-alt: "),
    "grey on white": ('<p style="color:#aaa">灰色的字</p>', "color-contrast: "),
    "a level of headings left out": ("<h4>三级</h4>", "heading-order: "),
    "a table wider than a phone": ('<table><tr><td><div style="width:700px">宽</div></table>', "px wider than a phone"),
    "words cut at the edge": (
        '<div style="overflow:hidden"><p style="white-space:nowrap">裁掉的字裁掉的字裁掉的字裁掉的字裁掉的字裁掉的字裁掉的字</p></div>',
        "px wider than a phone",
    ),
    "a heading under a button": ('<button style="position:fixed;left:0;top:0;width:99px;height:99px">b</button>', "something lies on the heading"),
    "a script in the page": ("<script>document.title = 'x'</script>", "VIOLATION script-src-elem inline"),
    "an error in a script": ("<script src=/wrong.js></script>", "nowhere is not defined"),
    "a picture from elsewhere": ('<img alt="" src="http://127.0.0.2:9/a.png">', "VIOLATION img-src http://127.0.0.2:9/a.png"),
    "a file that is not there": ('<img alt="" src="/nowhere.png">', "/nowhere.png answers 404"),
}


def faulty(seen: Visit, part: str, policy: str = _STRICT) -> Visit:
    """A page with `part` in it."""
    headers = {"Content-Security-Policy": policy}
    seen.page.route("**/faulty/", lambda route: route.fulfill(body=_PAGE.format(part), content_type="text/html", headers=headers))
    seen.page.route("**/wrong.js", lambda route: route.fulfill(body="nowhere()", content_type="text/javascript"))
    seen.go("/faulty/")
    return seen


@pytest.mark.parametrize(("fault", "said"), FAULTS.values(), ids=list(FAULTS))
def test_a_page_with_a_known_fault_is_found_out(window: Any, fault: str, said: str) -> None:
    with pytest.raises(AssertionError, match=said), window() as seen:
        faulty(seen, fault, _STYLED if "style=" in fault else _STRICT)


def test_a_page_without_a_fault_is_not(window: Any) -> None:
    with window() as seen:
        faulty(seen, "")


def test_a_page_that_nobody_looked_at_is_found_out(window: Any) -> None:
    with pytest.raises(AssertionError, match="a page was not looked at"), window() as seen:
        seen.page.goto(seen.address)


def test_a_focus_that_is_not_seen_is_found_out(window: Any) -> None:
    hidden = '<a href="#x">x</a><style>a:focus { outline: none }</style>'
    with pytest.raises(AssertionError, match="does not show it"), window() as seen:
        faulty(seen, hidden, _STYLED).tab_to(seen.page.locator("a"))


def test_without_javascript_the_scripts_of_a_page_do_not_run(window: Any) -> None:
    script = "<p>here</p><script>document.querySelector('p').remove()</script>"
    for scripts in (True, False):
        with window(scripts=scripts) as seen:
            assert faulty(seen, script, "script-src 'unsafe-inline'").page.locator("p").count() == (0 if scripts else 1)
