"""Keeps the gettext catalogues in step with the source; for maintainers: users get the compiled files.

`python tools/catalogues.py update` takes the messages from the source, keeps the translations there are, drops what the source no
longer says, and compiles. `python tools/catalogues.py fill FILE...` also takes Chinese sentences from JSON files, `{msgid: sentence}`.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "gongkai"
LOCALE = SOURCE / "locale"
DOMAIN = "gongkai"
CHINESE, ENGLISH = "zh_Hans", "en"
LANGUAGES = (CHINESE, ENGLISH)
KEYWORDS = {"N_": None, "message": None}  # the only two ways in which a sentence enters the code
PROJECT_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # fixed: catalogues made again from the same source are the same bytes


def po_path(language: str, locale: Path = LOCALE) -> Path:
    """Where the translations into `language` stand."""
    return locale / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def extracted(source: Path = SOURCE) -> Catalog:
    """Every message of the source, with the files that say it."""
    template = _empty(None)
    for file, _line, msgid, _comments, _context in sorted(
        extract_from_dir(source, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()),
        key=lambda found: (found[0], found[1]),
    ):
        # Without line numbers: a line added above a message is no change of the catalogue.
        template.add(msgid, locations=[(f"src/{DOMAIN}/{file}", 0)])
    return template


def translations(language: str, locale: Path = LOCALE) -> Catalog:
    """The catalogue of `language` as it stands; an empty one where there is none yet."""
    path = po_path(language, locale)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def merged(template: Catalog, language: str, known: Mapping[str, str]) -> Catalog:
    """The messages of `template` with the translations in `known`; English is the message itself."""
    catalogue = _empty(language)
    for entry in template:
        if isinstance(entry.id, str) and entry.id:
            sentence = entry.id if language == ENGLISH else known.get(entry.id, "")
            catalogue.add(entry.id, sentence, locations=entry.locations)
    return catalogue


def sentences(catalogue: Catalog) -> dict[str, str]:
    """`{msgid: sentence}`, without the header."""
    return {entry.id: str(entry.string) for entry in catalogue if isinstance(entry.id, str) and entry.id}


def compiled(catalogue: Catalog) -> bytes:
    """The bytes of the `.mo` file."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def printed(catalogue: Catalog) -> bytes:
    """The bytes of the `.po` file."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=0, include_lineno=False, sort_output=True)
    return buffer.getvalue()


def update(filled: Mapping[str, str] | None = None, source: Path = SOURCE, locale: Path = LOCALE) -> list[str]:
    """Write template, translations and compiled files; returns the messages that still have no Chinese."""
    template = extracted(source)
    locale.mkdir(parents=True, exist_ok=True)
    (locale / f"{DOMAIN}.pot").write_bytes(printed(template))
    missing: list[str] = []
    for language in LANGUAGES:
        catalogue = merged(template, language, {**sentences(translations(language, locale)), **(filled or {})})
        path = po_path(language, locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(printed(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        missing.extend(msgid for msgid, sentence in sentences(catalogue).items() if not sentence)
    return missing


def read_filled(files: Iterable[Path]) -> dict[str, str]:
    """The Chinese sentences of some JSON files; a later file wins."""
    filled: dict[str, str] = {}
    for file in files:
        filled.update(json.loads(file.read_text(encoding="utf-8")))
    return filled


def main() -> int:
    """Do what the command line asks; 1 while a message has no Chinese."""
    parser = argparse.ArgumentParser(description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True)
    subparsers.add_parser("update")
    subparsers.add_parser("fill").add_argument("files", nargs="+", type=Path)
    arguments = parser.parse_args()
    filled = read_filled(arguments.files) if arguments.command == "fill" else {}
    missing = update(filled)
    for msgid in missing:
        print(f"no Chinese yet: {msgid!r}", file=sys.stderr)
    for msgid in filled.keys() - sentences(extracted()).keys():
        print(f"no such message in the source: {msgid!r}", file=sys.stderr)
    return 1 if missing else 0


def _empty(language: str | None) -> Catalog:
    return Catalog(
        locale=language,
        domain=DOMAIN,
        project=DOMAIN,
        version="1",
        copyright_holder="Gongkai contributors",
        header_comment="# Sentences of gongkai. Made by tools/catalogues.py; MIT licence like the rest.",
        msgid_bugs_address="Gongkai contributors",
        last_translator="Gongkai contributors",
        language_team="Gongkai contributors",
        creation_date=PROJECT_DATE,
        revision_date=PROJECT_DATE,
        fuzzy=False,
    )


if __name__ == "__main__":
    sys.exit(main())
