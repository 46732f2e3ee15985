r"""Keeps the gettext catalogues in step with the source; for maintainers: users get the compiled files.

`python tools/catalogues.py update` takes the sentences from the source, keeps the translations there are, drops what the source no
longer says, and compiles. `python tools/catalogues.py fill FILE...` also takes Chinese sentences from JSON files: `NAME.json` for
the pure code (domain gongkai), `NAME.django.json` for the platform (domain django): `{msgid: sentence}`, where the key of a sentence
with a plural is its singular, and that of one with a context is `context\u0004msgid`.

`python tools/catalogues.py packages FILE...` does the same for sentences that other packages (Django, Wagtail, allauth ...) leave in
English, for instance in a new version; a sentence that they do translate is taken from the files too, if it shall read otherwise.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from catalogue_parts.domains import CHINESE, DOMAINS, ENGLISH, LANGUAGES, SOURCE, Domain
from catalogue_parts.extraction import sentences_of
from catalogue_parts.fields import differing
from catalogue_parts.files import compiled, empty, entries, key, po_path, printed, read, translated
from catalogue_parts.packages import chinese_of


def extracted(domain: Domain, source: Path = SOURCE) -> Catalog:
    """Every sentence of the source that is of this domain, with the files that say it."""
    template = empty(None)
    for sentence in sentences_of(source, domain.methods, domain.keywords):
        # Without line numbers: a line added above a sentence is no change of the catalogue.
        template.add(sentence.id, locations=[(f"src/gongkai/{sentence.file}", 0)], context=sentence.context)
    return template


def package_strings(domain: Domain) -> Catalog:
    """The Chinese of what other packages leave in English; their name is each entry's location."""
    return read(domain.package_strings, CHINESE) if domain.package_strings else empty(CHINESE)


def merged(sentences: Iterable[Message], language: str, known: Mapping[str, str]) -> Catalog:
    """These sentences with the translations in `known`, by key; English is the sentence itself."""
    catalogue = empty(language)
    for entry in sentences:
        chinese = known.get(key(entry), "")
        translation = entry.id if language == ENGLISH else chinese if isinstance(entry.id, str) else (chinese,)
        catalogue.add(entry.id, translation, locations=entry.locations, context=entry.context)
    return catalogue


def shipped(domain: Domain, template: Catalog, language: str, known: Mapping[str, str]) -> Catalog:
    """The catalogue of `language`: the sentences of our source and, in Chinese, those of other packages; where both say one, ours counts."""
    others = package_strings(domain) if language == CHINESE else empty(language)
    ours = {sentence: known[sentence] for sentence in translated(template) if known.get(sentence)}
    return merged([*entries(template), *entries(others)], language, {**translated(others), **ours})


def update(domain: Domain, template: Catalog, filled: Mapping[str, str] | None = None) -> list[str]:
    """Write template, translations and compiled files of a domain; returns the keys of the sentences that still have no Chinese."""
    domain.locale.mkdir(parents=True, exist_ok=True)
    (domain.locale / f"{domain.name}.pot").write_bytes(printed(template))
    missing: list[str] = []
    for language in LANGUAGES:
        path = po_path(domain.locale, language, domain.name)
        catalogue = shipped(domain, template, language, {**translated(read(path, language)), **(filled or {})})
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(printed(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        missing.extend(sentence for sentence, translation in translated(catalogue).items() if not translation)
    return missing


def update_packages(domain: Domain, filled: Mapping[str, str]) -> tuple[list[str], set[str]]:
    """Write the strings of other packages; returns the keys that still have no Chinese, and those of `filled` that no package says."""
    if domain.package_strings is None:
        return [], set(filled)
    catalogue = chinese_of(domain, {**translated(package_strings(domain)), **filled})
    domain.package_strings.parent.mkdir(exist_ok=True)
    domain.package_strings.write_bytes(printed(catalogue))
    chinese = translated(catalogue)
    return [sentence for sentence, translation in chinese.items() if not translation], filled.keys() - chinese.keys()


def read_filled(files: Iterable[Path]) -> dict[str, str]:
    """The Chinese sentences of some JSON files; a later file wins."""
    filled: dict[str, str] = {}
    for file in files:
        filled.update(json.loads(file.read_text(encoding="utf-8")))
    return filled


def main() -> int:
    """Do what the command line asks; 1 while a sentence has no Chinese, or Chinese that loses a field."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    subparsers = parser.add_subparsers(dest="command", required=True)
    subparsers.add_parser("update")
    subparsers.add_parser("fill").add_argument("files", nargs="+", type=Path)
    subparsers.add_parser("packages").add_argument("files", nargs="*", type=Path)
    arguments = parser.parse_args()
    files: list[Path] = arguments.files if "files" in arguments else []
    if strays := [file for file in files if not any(domain.filled_by(file) for domain in DOMAINS)]:
        parser.error(f"no domain is called so, nothing was changed: {', '.join(map(str, strays))}; NAME.json or NAME.django.json")
    complete = True
    for domain in DOMAINS:
        filled, template = read_filled(file for file in files if domain.filled_by(file)), extracted(domain)
        if arguments.command == "packages":
            missing, unknown = update_packages(domain, filled)
            missing += update(domain, template)
        else:
            missing, unknown = update(domain, template, filled), filled.keys() - translated(template).keys()
        for sentence in dict.fromkeys(missing):
            print(f"{domain.name}: no Chinese yet: {sentence!r}", file=sys.stderr)
        for sentence in sorted(unknown):
            print(f"{domain.name}: nobody says this: {sentence!r}", file=sys.stderr)
        broken = differing(read(po_path(domain.locale, CHINESE, domain.name), CHINESE))
        for sentence, chinese in broken.items():
            print(f"{domain.name}: fields or tags differ: {sentence!r}: {chinese!r}", file=sys.stderr)
        complete = complete and not missing and not broken
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
