"""The catalogues as files: `.po` and `.mo`, the same bytes whenever they are made from the same sentences."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT = "gongkai"
PROJECT_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # fixed: catalogues made again from the same source are the same bytes
CONTEXT_END = "\x04"  # between context and sentence, as in .mo files


def po_path(locale: Path, language: str, domain: str) -> Path:
    """Where the translations into `language` stand."""
    return locale / language / "LC_MESSAGES" / f"{domain}.po"


def read(path: Path, language: str) -> Catalog:
    """The catalogue of `language` as it stands at `path`; an empty one where there is none yet."""
    if not path.exists():
        return empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def entries(catalogue: Catalog) -> list[Message]:
    """The sentences of a catalogue, without its header."""
    return [entry for entry in catalogue if entry.id]


def key(entry: Message) -> str:
    """What an entry is called where it needs one name: its sentence (the singular), after its context if it has one."""
    text = entry.id if isinstance(entry.id, str) else entry.id[0]
    return f"{entry.context}{CONTEXT_END}{text}" if entry.context else text


def forms(entry: Message) -> tuple[str, ...]:
    """What an entry is translated to, for each plural form of the language."""
    return tuple(entry.string) if isinstance(entry.string, list | tuple) else (entry.string or "",)


def translated(catalogue: Catalog) -> dict[str, str]:
    """`{key: translation}`, empty where there is none or only a guess; of plural forms the last, which in Chinese is the only one."""
    return {key(entry): "" if entry.fuzzy else forms(entry)[-1] for entry in entries(catalogue)}


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


def empty(language: str | None) -> Catalog:
    """A catalogue without sentences; a template where no language is given."""
    return Catalog(
        locale=language,
        project=PROJECT,
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
