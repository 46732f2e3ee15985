"""The catalogues say everything that the source says, in both languages; what to do when one of these fails: tools/catalogues.py."""

import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

import catalogues
from gongkai.messages import LANGUAGES


@pytest.fixture(scope="module")
def messages() -> set[str]:
    return set(catalogues.sentences(catalogues.extracted()))


@pytest.fixture(params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return catalogues.translations(request.param)


def fields(template: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_the_messages_of_the_source_are_found(messages: set[str]) -> None:
    assert "{tool} failed" in messages


def test_each_catalogue_has_the_messages_of_the_source_and_no_others(catalogue: Catalog, messages: set[str]) -> None:
    assert set(catalogues.sentences(catalogue)) == messages
    assert not catalogue.obsolete


def test_every_message_is_translated(catalogue: Catalog) -> None:
    assert [msgid for msgid, sentence in catalogues.sentences(catalogue).items() if not sentence] == []


def test_no_translation_is_a_guess(catalogue: Catalog) -> None:
    assert [entry.id for entry in catalogue if entry.id and entry.fuzzy] == []


def test_a_translation_has_the_fields_of_its_message(catalogue: Catalog) -> None:
    differing = {msgid: sentence for msgid, sentence in catalogues.sentences(catalogue).items() if sentence and fields(msgid) != fields(sentence)}
    assert differing == {}


def test_the_english_sentence_is_the_message() -> None:
    sentences = catalogues.sentences(catalogues.translations("en"))
    assert [msgid for msgid, sentence in sentences.items() if msgid != sentence] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shipped_is_what_was_translated(language: str) -> None:
    po = catalogues.po_path(language)
    assert po.with_suffix(".mo").read_bytes() == catalogues.compiled(catalogues.translations(language))


def test_the_template_is_that_of_the_source() -> None:
    assert (catalogues.LOCALE / "gongkai.pot").read_bytes() == catalogues.printed(catalogues.extracted())


def test_updating_keeps_translations_takes_new_ones_and_drops_what_is_no_longer_said(tmp_path: Path) -> None:
    source, locale = tmp_path / "source", tmp_path / "locale"
    source.mkdir()
    (source / "a.py").write_text('message("kept {n}", n="not a message")\nN_("gone")\n', encoding="utf-8")
    assert catalogues.update({"kept {n}": "留 {n}"}, source, locale) == ["gone"]
    (source / "a.py").write_text('message("kept {n}")\nmessage("new")\n', encoding="utf-8")
    assert catalogues.update({}, source, locale) == ["new"]
    assert catalogues.update({"new": "新"}, source, locale) == []
    assert catalogues.sentences(catalogues.translations("zh_Hans", locale)) == {"kept {n}": "留 {n}", "new": "新"}
    assert catalogues.sentences(catalogues.translations("en", locale)) == {"kept {n}": "kept {n}", "new": "new"}
