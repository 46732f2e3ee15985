"""Published information that is likely what somebody is about to ask for (主动公开信息提示): offered before the request is sent (Reg. 13, 36(1)).

The rule is exact and can be told: of the pairs of neighbouring characters (for Latin letters and figures, the words) in what is asked for, without
the words that every request has, at least `SHARE` stand in the title or text of the page, and at least `LEAST` of them. Who publishes registers a
finder of its pages; nothing here knows of the public site.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gongkai.organs.models import Organ

SHARE, LEAST = 0.5, 3
MOST = 5
"""Pages offered at once."""
MOST_READ = 300
"""Pages of an organ that are looked at, the newest."""
_MOST_GRAMS = 200
_MOST_TEXT = 50_000  # characters of one page

_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+(?:\.[0-9]+)?")
_EMPTY_WORDS = re.compile(
    "政府信息|信息公开|依申请公开|公开|申请|本人|我们?|希望|需要|想要?|获取|了解|提供|请问?|贵[局单位]*|有关|关于|相关|情况|以及|所有|全部|材料|文件|内容"
    "|[的了和与及或之在是对为由于将等其该此]"
)


@dataclass(frozen=True)
class Page:
    """A published page: what is compared, and where it stands."""

    title: str
    text: str
    url: str


Finder = Callable[[Organ, int], Iterable[Page]]
"""The newest published pages of an organ, so many at most."""

_FINDERS: list[Finder] = []


def pages_from(finder: Finder) -> None:
    """Register who publishes; once is enough."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def likely(organ: Organ, asked: Sequence[str]) -> list[Page]:
    """The published pages of `organ` that `asked` is likely about, best first; each item is compared alone."""
    wanted = [found for text in asked if len(found := grams(text)) >= LEAST]
    if not wanted:
        return []
    pages = [page for finder in _FINDERS for page in finder(organ, MOST_READ)]
    scored = [(max(share(one, page) for one in wanted), page) for page in pages]
    return [page for score, page in sorted(scored, key=lambda one: -one[0]) if score >= SHARE][:MOST]


def grams(text: str) -> frozenset[str]:
    """The pairs of characters and the words that are compared."""
    found: dict[str, None] = {}
    for run in _RUN.findall(_EMPTY_WORDS.sub(" ", _plain(text))):
        pairs = [run] if run.isascii() else [run[at : at + 2] for at in range(len(run) - 1)]
        found.update(dict.fromkeys(pairs))
    return frozenset(list(found)[:_MOST_GRAMS])


def share(wanted: frozenset[str], page: Page) -> float:
    """Which part of `wanted` stands in the page; 0 for fewer than `LEAST`."""
    text = _plain(f"{page.title}\n{page.text[:_MOST_TEXT]}")
    words = frozenset(re.findall(r"[a-z0-9]+(?:\.[0-9]+)?", text))
    hits = sum(gram in words if gram.isascii() else gram in text for gram in wanted)
    return hits / len(wanted) if hits >= LEAST else 0.0


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
