"""The sentences of the law's own modules, told in the reader's language."""

from django.utils.translation import get_language

from gongkai.messages import Message


def told(what: Message | str | None) -> str:
    """`what` in the language of the request; outside of one in the site's."""
    if isinstance(what, Message):
        return what.text("en" if (get_language() or "").startswith("en") else "zh_Hans")
    return what or ""
