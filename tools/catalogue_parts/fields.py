"""What a translation must keep of its sentence."""

import re

from babel.messages.catalog import Catalog

from catalogue_parts.files import entries, forms

_PERCENT = re.compile(r"%\(\w+\)[a-z]|%[sdirf]")
_BRACES = re.compile(r"\{(\w*)[^{}]*\}")
_TAG = re.compile(r"</?[a-z]\w*")


def kept(sentence: str) -> tuple[set[str], set[str], list[str]]:
    """The `%(name)s` and `{name}` of a sentence, and its HTML tags, each as often as it is there."""
    return set(_PERCENT.findall(sentence)), set(_BRACES.findall(sentence)), sorted(_TAG.findall(sentence))


def differing(catalogue: Catalog) -> dict[str, str]:
    """Translations that do not keep what their sentence has, by sentence; of two forms the plural, which has the number."""
    pairs = [(entry.id if isinstance(entry.id, str) else entry.id[-1], forms(entry)[-1]) for entry in entries(catalogue)]
    return {sentence: translation for sentence, translation in pairs if translation and kept(sentence) != kept(translation)}
