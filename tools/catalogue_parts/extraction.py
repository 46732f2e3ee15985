"""Sentences taken from source: Python, Django templates, JavaScript. No gettext tool is needed, only Babel."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.extract import extract_from_dir, extract_python
from django.utils.translation.template import templatize

Arguments = tuple[int | tuple[int, int] | tuple[int, str], ...] | None
"""Which arguments of a function are the sentence, its plural and its context (marked `c`); None: the first is the sentence."""

TEMPLATE_METHOD = f"{__name__}:sentences_of_template"  # how Babel is told of the function below


@dataclass(frozen=True)
class Sentence:
    """A sentence of the source: `text` alone, or with `plural`; `context` tells equal words of different meaning apart."""

    file: str
    text: str
    plural: str | None
    context: str | None

    @property
    def id(self) -> str | tuple[str, str]:
        """The id that Babel gives it."""
        return self.text if self.plural is None else (self.text, self.plural)


def sentences_of_template(file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any) -> Iterable[Any]:
    """Babel's extraction method for Django templates: Django writes them as Python, Babel reads that (its types say what comes).

    Raises SyntaxError, with the file's name, for a `{% blocktranslate %}` with another block in it.
    """
    python = templatize(file.read().decode("utf-8"), origin=getattr(file, "name", None))
    # The text around the sentences became rows of X with its indentation, which Python would read as blocks that do not fit together.
    lines = "\n".join(line.lstrip() for line in python.splitlines())
    return extract_python(BytesIO(lines.encode("utf-8")), keywords, comment_tags, options)


def sentences_of(
    folder: Path,
    methods: Collection[tuple[str, str]],
    keywords: Mapping[str, Arguments],
    wanted: Callable[[str], bool] | None = None,
) -> Iterator[Sentence]:
    """Every sentence of the files below `folder` that `methods` name by pattern, in their order; `wanted` says which folders to look into."""
    found = extract_from_dir(folder, method_map=methods, keywords=keywords, comment_tags=(), directory_filter=wanted)
    for file, _line, msgid, _comments, context in sorted(found, key=lambda each: each[:2]):
        text, plural = (msgid, None) if isinstance(msgid, str) else (msgid[0], msgid[1])
        yield Sentence(file, text, plural, context)
