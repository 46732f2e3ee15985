"""What the packages that the platform mounts leave in English: sentences of theirs for which no installed catalogue has Chinese.

Django merges the catalogues of all installed apps, so one app's Chinese serves another's equal sentence; so it does here.
"""

import gettext
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from catalogue_parts.domains import CHINESE, DJANGO, ENGLISH, SCRIPTS, Domain
from catalogue_parts.extraction import Sentence, sentences_of
from catalogue_parts.files import empty, entries, key, po_path, read

Translations = dict[str | tuple[str, int], str]
"""Translations as gettext keeps them: by sentence, and where there is a plural by sentence and number of the form."""


@dataclass(frozen=True)
class Package:
    """A package that the platform mounts; `left_out` are folders in it whose sentences nobody here ever sees.

    `locale` is the folder of its catalogues; None where Django does not load them, because it is no installed app.
    """

    name: str
    left_out: tuple[str, ...] = ()
    locale: str | None = "locale"

    @property
    def folder(self) -> Path:
        """Where it is installed; raises LookupError if it is not."""
        spec = find_spec(self.name)
        if spec is None or not spec.submodule_search_locations:
            raise LookupError(f"{self.name} is not installed")
        return Path(spec.submodule_search_locations[0])

    def catalogue(self, language: str, domain: Domain, suffix: str) -> Path | None:
        """Its own `.po` or `.mo` file, if it has one that Django loads."""
        path = self.locale and po_path(self.folder / self.locale, language, domain.name).with_suffix(suffix)
        return path if path and path.exists() else None

    def covers(self, folder: Path) -> bool:
        """Whether sentences are taken from the files of this folder."""
        left_out = (*self.left_out, *NEVER_SEEN)
        return folder.is_relative_to(self.folder) and not any(folder.is_relative_to(self.folder / each) for each in left_out)

    def sentences(self) -> Iterator[Sentence]:
        """What it says in Python and templates."""
        return sentences_of(self.folder, DJANGO.methods, DJANGO.keywords, lambda folder: self.covers(Path(folder)))


NEVER_SEEN = ("management", "migrations", "test", "tests")  # for those who install and develop
_OWN_ENTRY = ("admin", "contrib", "documents", "embeds", "images", "sites", "users")  # below, each with its own catalogue
PACKAGES = (
    Package("django", left_out=("bin", "contrib"), locale="conf/locale"),
    *(Package(f"django.contrib.{name}") for name in ("auth", "contenttypes", "humanize", "messages", "sessions", "staticfiles")),
    # Several languages of one page, Wagtail's own API and search apps are not mounted.
    Package("wagtail", left_out=(*_OWN_ENTRY, "api", "locales", "project_template", "search", "snippets")),
    *(Package(f"wagtail.{name}") for name in _OWN_ENTRY if name != "contrib"),
    Package("wagtail.contrib.settings"),
    Package("wagtail.contrib.typed_table_block"),  # and no others: forms, redirects, search promotions, style guide ... are not mounted
    # Of the providers of sign-in only OpenID Connect is mounted, and neither the API for scripts nor the provider of our own.
    Package("allauth", left_out=("headless", "idp", "templates/idp", "socialaccount/providers")),
    Package("allauth.socialaccount.providers.openid_connect"),
    Package("axes"),
    Package("taggit"),
    Package("modelcluster"),
    Package("modelsearch", locale=None),
    Package("django_filters", left_out=("rest_framework", "templates/django_filters/rest_framework"), locale=None),
    Package("django_tasks"),
    Package("django_tasks_db"),
    Package("whitenoise"),
)  # treebeard is not here: Wagtail uses its trees, not its forms


def said(domain: Domain) -> Catalog:
    """Every sentence of the packages in this domain, with their names for locations."""
    catalogue = empty(CHINESE)
    for package in PACKAGES:
        here = [(package.name, 0)]
        if domain is DJANGO:
            for sentence in package.sentences():
                catalogue.add(sentence.id, locations=here, context=sentence.context)
        elif domain is SCRIPTS and (path := package.catalogue(ENGLISH, domain, ".po")):
            # Scripts are installed packed, their names for gettext gone; the English catalogue is what the package took from their source.
            for entry in entries(read(path, ENGLISH)):
                catalogue.add(entry.id, locations=here, context=entry.context)
    return catalogue


def lacking(domain: Domain, sentences: Catalog) -> set[str]:
    """The keys of those of the sentences for which the packages' installed catalogues have no Chinese."""
    known = installed(domain)
    return {key(entry) for entry in entries(sentences) if not _has_chinese(entry, known)}


def chinese_of(domain: Domain, known: Mapping[str, str]) -> Catalog:
    """The catalogue of package strings: what packages leave in English, and what `known` says better than they do.

    `known` has Chinese by key; a sentence that no package says any more is dropped, one without Chinese stays empty.
    """
    sentences = said(domain)
    wanted = lacking(domain, sentences) | known.keys()
    catalogue = empty(CHINESE)
    for entry in entries(sentences):
        if key(entry) in wanted:
            chinese = known.get(key(entry), "")
            string = chinese if isinstance(entry.id, str) else (chinese,)
            catalogue.add(entry.id, string, locations=sorted(set(entry.locations)), context=entry.context)
    return catalogue


def installed(domain: Domain) -> Translations:
    """The packages' own Chinese, merged as Django does it."""
    merged: Translations = {}
    for package in PACKAGES:
        if path := package.catalogue(CHINESE, domain, ".mo"):
            with path.open("rb") as file:
                merged.update(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined] # noqa: SLF001 (Django reads it too: it has no other door)
    return merged


def _has_chinese(entry: Message, known: Translations) -> bool:
    with_plural = (key(entry), 0) in known
    return with_plural or (isinstance(entry.id, str) and key(entry) in known)
