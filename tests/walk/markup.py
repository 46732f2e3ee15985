"""Checks of one page's markup: words, assets, what the content policy forbids, what a screen reader needs."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from walk.reading import body
from walk.words import SOUGHT, WORD

UNREAD = frozenset({"script", "style", "template", "svg", "noscript", "code", "kbd", "textarea"})
TOLD = ("placeholder", "title", "aria-label", "aria-description", "alt", "label", "summary")
BUTTONS = frozenset({"submit", "button", "reset"})
LINKS = ("src", "action", "formaction", "poster", "data", "srcset", "background")
STYLE_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


def html(response: Any) -> str | None:
    """The HTML of an answer: a page, or the piece of one that a chooser's JSON carries; None for anything else."""
    kind = response.get("Content-Type", "")
    if "html" in kind:
        return body(response).decode()
    if "json" in kind:
        try:
            told = json.loads(body(response))
        except ValueError:
            return None
        return told.get("html") if isinstance(told, dict) else None
    return None


def texts(tree: LexborHTMLParser, language: str) -> Iterator[str]:
    """What a page says to people: text, and the attributes that are read out; what is marked as another language is left out."""
    root = tree.root
    if root is not None:
        yield from _texts(root, language)


def _texts(node: LexborNode, language: str) -> Iterator[str]:
    if node.is_comment_node or (node.tag or "") in UNREAD or (not node.is_text_node and "hidden" in node.attributes):
        return
    if node.is_text_node:
        yield node.text_content or ""
        return
    named = node.attributes
    if (named.get("lang") or language).lower() != language.lower():
        return
    yield from (named[name] or "" for name in TOLD if name in named)
    if node.tag == "button" or (node.tag == "input" and (named.get("type") or "") in BUTTONS):
        yield named.get("value") or "" if node.tag == "input" else ""
    for child in node.iter(include_text=True):
        yield from _texts(child, language)


# What the walk itself has written into the world, and what is data wherever it stands: keys, names of files, patterns of numbers.
OUR_DATA = re.compile(
    rf"[\w.+*-]+@[\w-]+\.[a-z]+|https?://[^\s]+|{WORD.pattern}|{SOUGHT}(-[a-z]+)*|(?<![a-z])walk(-[a-z]+)*|"
    r"\S*公开[诉更询助]〔\d{4}〕\d+号|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{8,64}\b|\.(txt|png)\b|\{[a-z]+(:\d+)?\}|</?div>",
    re.IGNORECASE,
)
LATIN = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile(r"[\u3400-\u9fff]+")


def words(text: str, language: str) -> set[str]:
    """The words of the other language in a text, what the walk itself has written left out."""
    plain = OUR_DATA.sub(" ", text)
    return set((LATIN if language == "zh-hans" else CHINESE).findall(plain))


def other_hosts(tree: LexborHTMLParser) -> Iterator[str]:
    """What a page loads or sends from or to another host; links that people follow may lead there."""
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if value and (name in LINKS or (name == "href" and node.tag in {"link", "use", "image", "base"})):
                yield from (f"<{node.tag} {name}={one}>" for one in _addresses(name, value) if _is_elsewhere(one))
            elif name == "style" and value:
                yield from (f"style {one}" for one in _style_urls(value) if _is_elsewhere(one))
        if node.tag == "style":
            yield from (f"<style> {one}" for one in _style_urls(node.text()) if _is_elsewhere(one))


def _addresses(name: str, value: str) -> list[str]:
    return [part.split()[0] for part in value.split(",") if part.split()] if name == "srcset" else [value.strip()]


def _style_urls(text: str) -> list[str]:
    return [first or second for first, second in STYLE_URL.findall(text)]


def _is_elsewhere(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.netloc) or (bool(parts.scheme) and parts.scheme not in {"data", "blob"})


def forbidden_markup(tree: LexborHTMLParser, nonce: str | None, *, styles_allowed: bool) -> Iterator[str]:
    """What the content policy of the page would not run: inline scripts without its nonce, event attributes, styles."""
    for node in tree.css("script"):
        kind = (node.attributes.get("type") or "text/javascript").lower()
        if "src" not in node.attributes and ("javascript" in kind or kind == "module") and (nonce is None or node.attributes.get("nonce") != nonce):
            yield f"inline script {node.text()[:60].strip()!r}"
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if name.startswith("on") and len(name) > 3:  # an event attribute: onclick
                yield f"<{node.tag} {name}>"
            if name == "style" and not styles_allowed:
                yield f"<{node.tag} style={value}>"
            if value and value.strip().lower().startswith("javascript:"):
                yield f"<{node.tag} {name}={value[:30]}>"
    if not styles_allowed:
        yield from ("<style>" for _node in tree.css("style"))


LABELLED = frozenset({"hidden", "submit", "button", "reset", "image"})


def unreadable(tree: LexborHTMLParser) -> Iterator[str]:
    """What a screen reader would miss: language, first heading, labels, unique ids, headers of tables, texts of pictures, names of controls."""
    top = tree.css_first("html")
    if top is None or not top.attributes.get("lang"):
        yield "no language"
    if not any(node.text().strip() for node in tree.css("head > title")):
        yield "no title"
    headings = [node for node in tree.css("h1") if node.text().strip()]
    if len(headings) != 1:
        yield f"{len(headings)} first headings {[node.text().strip()[:30] for node in headings]}"
    yield from _skipped_headings(tree)
    ids = [str(node.attributes["id"]) for node in tree.css("[id]")]
    yield from (f"id {one} {ids.count(one)} times" for one in sorted(set(ids)) if ids.count(one) > 1)
    yield from _unlabelled(tree)
    for table in tree.css("table"):
        if not table.css("th"):
            yield "a table without headers"
        yield from (f"<th> without scope: {node.text().strip()[:30]}" for node in table.css("th") if not node.attributes.get("scope"))
    yield from (f"<img> without alt {node.attributes.get('src')}" for node in tree.css("img") if "alt" not in node.attributes)
    for node in tree.css("button, a[href]"):
        if not (node.text().strip() or node.attributes.get("aria-label") or node.attributes.get("title") or node.css("[alt], [title], [aria-label]")):
            yield f"a {node.tag} without a name: {(node.html or '')[:90]}"


def _skipped_headings(tree: LexborHTMLParser) -> Iterator[str]:
    last = 0
    for node in tree.css("main h1, main h2, main h3, main h4, main h5, main h6"):
        level = int((node.tag or "h0")[1])
        if last and level > last + 1:
            yield f"<{node.tag}> after <h{last}>: {node.text().strip()[:30]}"
        last = level


def _unlabelled(tree: LexborHTMLParser) -> Iterator[str]:
    named = {node.attributes.get("for") for node in tree.css("label") if node.text().strip()}
    inside = {inner.mem_id for label in tree.css("label") for inner in label.css("input, select, textarea")}
    for node in tree.css("input, select, textarea"):
        kind = (node.attributes.get("type") or "text").lower()
        has_name = (
            node.attributes.get("id") in named or node.mem_id in inside or node.attributes.get("aria-label") or node.attributes.get("aria-labelledby")
        )
        if kind not in LABELLED and not has_name:
            yield f"<{node.tag} name={node.attributes.get('name')}> without a label"
