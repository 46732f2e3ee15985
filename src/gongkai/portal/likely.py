"""What an organ has published, as `gongkai.cases.likely` compares it with what somebody is about to ask for."""

import html
import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from gongkai.cases.likely import Page
from gongkai.organs.models import Organ
from gongkai.portal import public

_TAG = re.compile(r"<[^>]*>")


def pages(organ: Organ, most: int) -> Iterator[Page]:
    """The newest published pages of `organ`, so many at most; none while it has no place on the site."""
    try:
        found = list(public.pages(organ, most))
    except ObjectDoesNotExist:
        return
    for page in found:
        yield Page(page.title, html.unescape(_TAG.sub(" ", " ".join(_strings(page.body.get_prep_value())))), page.get_url() or "")


def _strings(value: Any) -> Iterator[str]:
    """Every text in the blocks of a page."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in {"id", "type"}:
                yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
