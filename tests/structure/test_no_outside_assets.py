"""Nothing that a page needs comes from another host: read from our templates, styles and scripts; pages as served are looked at by the walk."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from walk.markup import STYLE_URL, forbidden_markup, other_hosts

SOURCE = Path(__file__).parents[2] / "src" / "gongkai"
TEMPLATES = sorted(file for file in SOURCE.glob("*/templates/**/*") if file.suffix in {".html", ".svg"})
STYLES = sorted(file for file in SOURCE.glob("*/static/**/*") if file.suffix == ".css")
SCRIPTS = sorted(file for file in SOURCE.glob("*/static/**/*") if file.suffix == ".js")
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
# What a script would ask another host with.
ELSEWHERE = re.compile(r"""["'`](?:https?:)?//[\w.-]+""")


def name(file: Path) -> str:
    return file.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("file", TEMPLATES, ids=name)
def test_a_template_loads_nothing_from_another_host(file: Path) -> None:
    assert not list(other_hosts(LexborHTMLParser(TAGS.sub("", file.read_text(encoding="utf-8")))))


@pytest.mark.parametrize("file", [file for file in TEMPLATES if "wagtail" not in name(file).partition("templates/")[2].split("/")[0]], ids=name)
def test_a_template_of_ours_has_no_inline_script_or_style(file: Path) -> None:
    text = TAGS.sub("", file.read_text(encoding="utf-8"))
    assert not list(forbidden_markup(LexborHTMLParser(text), None, styles_allowed=False))


@pytest.mark.parametrize("file", STYLES, ids=name)
def test_a_style_sheet_loads_nothing_from_another_host(file: Path) -> None:
    found = [first or second for first, second in STYLE_URL.findall(file.read_text(encoding="utf-8"))]
    assert not [one for one in found if one.startswith(("http:", "https:", "//"))]


def test_no_script_asks_another_host() -> None:
    assert not [name(file) for file in SCRIPTS if ELSEWHERE.findall(file.read_text(encoding="utf-8"))]
    assert ELSEWHERE.findall('fetch("https://elsewhere.example/x")')


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="//cdn.example/x.css">',
        '<img srcset="/a.png 1x, https://cdn.example/b.png 2x">',
        '<form action="http://elsewhere.example/"></form>',
        "<style>@import 'https://cdn.example/x.css';</style>",
        "<p style=\"background: url('https://cdn.example/x.png')\"></p>",
    ],
)
def test_what_comes_from_another_host_is_found(text: str) -> None:
    assert list(other_hosts(LexborHTMLParser(text)))


@pytest.mark.parametrize(
    "text", ["<script>1</script>", '<p onclick="x()"></p>', '<p style="color: red"></p>', '<a href="javascript:1">x</a>', "<style></style>"]
)
def test_what_the_content_policy_forbids_is_found(text: str) -> None:
    assert list(forbidden_markup(LexborHTMLParser(text), None, styles_allowed=False))


def test_links_that_people_follow_may_lead_elsewhere() -> None:
    assert not list(other_hosts(LexborHTMLParser('<a href="https://www.gov.cn/">x</a><img src="/static/x.png"><img src="data:image/png;base64,AA">')))
