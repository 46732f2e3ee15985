"""The catalogues say everything that the source says, in both languages; what to do when one of these fails: tools/catalogues.py."""

import gettext
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

import catalogues
from catalogue_parts.domains import CHINESE, DJANGO, DOMAINS, ENGLISH, LANGUAGES, PURE, SCRIPTS, Domain
from catalogue_parts.extraction import sentences_of
from catalogue_parts.fields import differing
from catalogue_parts.files import compiled, empty, entries, forms, key, po_path, printed, read, translated
from gongkai.messages import LANGUAGES as LANGUAGES_OF_MESSAGES


@pytest.fixture(scope="module", params=DOMAINS, ids=lambda domain: domain.name)
def domain(request: pytest.FixtureRequest) -> Domain:
    found: Domain = request.param
    return found


@pytest.fixture(scope="module")
def template(domain: Domain) -> Catalog:
    return catalogues.extracted(domain)


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(domain: Domain, request: pytest.FixtureRequest) -> Catalog:
    return read(po_path(domain.locale, request.param, domain.name), request.param)


def test_each_language_of_the_sentences_has_a_catalogue() -> None:
    assert LANGUAGES == LANGUAGES_OF_MESSAGES


@pytest.mark.parametrize(
    ("domain", "sentence"),
    [(PURE, "{tool} failed"), (DJANGO, "Simplified Chinese")],
    ids=["pure", "platform"],
)
def test_the_sentences_of_the_source_are_found(domain: Domain, sentence: str) -> None:
    assert sentence in translated(catalogues.extracted(domain))


def test_a_sentence_belongs_to_one_domain() -> None:
    assert "{tool} failed" not in translated(catalogues.extracted(DJANGO))
    assert "Simplified Chinese" not in translated(catalogues.extracted(PURE))


def test_each_catalogue_has_the_sentences_of_the_source_and_those_of_other_packages_and_no_others(
    catalogue: Catalog, template: Catalog, domain: Domain
) -> None:
    others = catalogues.package_strings(domain) if str(catalogue.locale) == CHINESE else Catalog()
    assert set(translated(catalogue)) == set(translated(template)) | set(translated(others))
    assert not catalogue.obsolete


def test_every_sentence_is_translated_in_every_form(catalogue: Catalog) -> None:
    assert [entry.id for entry in entries(catalogue) if not all(forms(entry))] == []


def test_no_translation_is_a_guess(catalogue: Catalog) -> None:
    assert [entry.id for entry in entries(catalogue) if entry.fuzzy] == []


def test_a_translation_keeps_the_fields_and_tags_of_its_sentence(catalogue: Catalog) -> None:
    assert differing(catalogue) == {}


@pytest.mark.parametrize(
    ("sentence", "chinese"),
    [
        ("{count} pages", "页"),
        ("%(count)s pages", "%(number)s页"),
        ("%d pages", "%s页"),
        ('<b>{title}</b> by <a href="%(url)s">us</a>', '<b>{title}</b>，<a href="%(url)s">我们'),
        (("One page", "%(count)s pages"), ("一页",)),
    ],
)
def test_a_translation_that_loses_a_field_or_a_tag_is_found(sentence: str | tuple[str, str], chinese: str | tuple[str]) -> None:
    catalogue = empty(CHINESE)
    catalogue.add(sentence, chinese)
    assert len(differing(catalogue)) == 1


def test_a_translation_may_move_fields_and_drop_the_form_for_one() -> None:
    catalogue = empty(CHINESE)
    catalogue.add("<b>{who}</b> at {when:%Y}", "{when}，<b>{who}</b>")
    catalogue.add(("One page", "%(count)s pages"), ("%(count)s页",))
    assert differing(catalogue) == {}


def test_the_english_sentence_is_the_message(domain: Domain) -> None:
    english = read(po_path(domain.locale, ENGLISH, domain.name), ENGLISH)
    assert [entry.id for entry in entries(english) if entry.id != entry.string] == []


def test_what_is_shipped_is_what_was_translated(catalogue: Catalog, domain: Domain) -> None:
    mo = po_path(domain.locale, str(catalogue.locale), domain.name).with_suffix(".mo")
    assert mo.read_bytes() == compiled(catalogue)


def test_the_template_is_that_of_the_source(domain: Domain, template: Catalog) -> None:
    assert (domain.locale / f"{domain.name}.pot").read_bytes() == printed(template)


def test_catalogues_made_again_are_the_same_bytes(catalogue: Catalog, template: Catalog, domain: Domain) -> None:
    language = str(catalogue.locale)
    again = catalogues.shipped(domain, template, language, translated(catalogue))
    assert printed(again) == po_path(domain.locale, language, domain.name).read_bytes()
    assert compiled(again) == compiled(catalogue)


def test_updating_keeps_translations_takes_new_ones_and_drops_what_is_no_longer_said(tmp_path: Path) -> None:
    source, domain = tmp_path / "source", replace(PURE, locale=tmp_path / "locale")
    source.mkdir()
    (source / "a.py").write_text('message("kept {n}", n="not a message")\nN_("gone")\n_("of another domain")\n', encoding="utf-8")
    assert catalogues.update(domain, catalogues.extracted(domain, source), {"kept {n}": "留 {n}"}) == ["gone"]
    (source / "a.py").write_text('message("kept {n}")\nmessage("new")\n', encoding="utf-8")
    assert catalogues.update(domain, catalogues.extracted(domain, source), {}) == ["new"]
    assert catalogues.update(domain, catalogues.extracted(domain, source), {"new": "新"}) == []
    assert translated(read(po_path(domain.locale, CHINESE, PURE.name), CHINESE)) == {"kept {n}": "留 {n}", "new": "新"}
    assert translated(read(po_path(domain.locale, ENGLISH, PURE.name), ENGLISH)) == {"kept {n}": "kept {n}", "new": "new"}


CODE = """
N_("pure")
message("pure too {n}")
_("underscore")
gettext("plain")
gettext_lazy("lazy")
gettext_noop("later")
pgettext("month name", "May")
pgettext_lazy("verb", "May")
ngettext("%(count)s day", "%(count)s days", count)
ngettext_lazy("a page", "%d pages", "n")
npgettext("of work", "one", "many", count)
npgettext_lazy("of rest", "one", "many", count)
gettext(computed)
"""
PAGE = """
{% load i18n %}
    <p title="{% translate "Title" %}">{# {% translate "no comment" %} #}</p>
{% comment %}{% translate "no comment either" %}{% endcomment %}
  {% translate 'May' context 'verb' as may %}{% trans "It's 100%" as old_name %}
      {% blocktranslate trimmed with name=user.name count days=left %}
        {{ name }} has
        one day
      {% plural %}
        {{ name }} has <b>{{ days }}</b> days
      {% endblocktranslate %}
 {% blocktranslate context "letter" asvar greeting %}Dear {{ name }}{% endblocktranslate %}
{% include "other.html" with heading=_("Heading") %}{{ _("Variable") }}{{ value|default:_("Filter") }}
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    for name, content in {
        "app/code.py": CODE,
        "app/templates/app/page.html": PAGE,
        "app/templates/mail.txt": '{% translate "Mail" %}',
        "app/templates/feed.xml": '{% translate "Feed" %}',
        "app/other/page.html": '{% translate "no template" %}',
        "app/static/app/page.js": 'gettext("Script"); ngettext("%s row", "%s rows", n);',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def found(source: Path, domain: Domain) -> Iterator[tuple[str, str | None, str | None]]:
    for sentence in sentences_of(source, domain.methods, domain.keywords):
        yield sentence.text, sentence.plural, sentence.context


def test_code_and_templates_are_read_with_plural_and_context(sources: Path) -> None:
    assert sorted(found(sources, DJANGO), key=str) == sorted(
        [
            ("underscore", None, None),
            ("plain", None, None),
            ("lazy", None, None),
            ("later", None, None),
            ("May", None, "month name"),
            ("May", None, "verb"),
            ("%(count)s day", "%(count)s days", None),
            ("a page", "%d pages", None),
            ("one", "many", "of work"),
            ("one", "many", "of rest"),
            ("Title", None, None),
            ("May", None, "verb"),
            ("It's 100%%", None, None),
            ("%(name)s has one day", "%(name)s has <b>%(days)s</b> days", None),
            ("Dear %(name)s", None, "letter"),
            ("Heading", None, None),
            ("Variable", None, None),
            ("Filter", None, None),
            ("Mail", None, None),
            ("Feed", None, None),
        ],
        key=str,
    )


def test_pure_sentences_and_those_of_scripts_are_read_for_their_own_domain(sources: Path) -> None:
    assert list(found(sources, PURE)) == [("pure", None, None), ("pure too {n}", None, None)]
    assert list(found(sources, SCRIPTS)) == [("Script", None, None), ("%s row", "%s rows", None)]


def test_a_template_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "bad.html").write_text("{% blocktranslate %}a {% if b %}c{% endif %}{% endblocktranslate %}", encoding="utf-8")
    with pytest.raises(SyntaxError, match=r"bad\.html"):
        list(found(tmp_path, DJANGO))


def test_a_plural_and_a_context_get_their_chinese_by_key(sources: Path, tmp_path: Path) -> None:
    domain = replace(DJANGO, locale=tmp_path / "locale", package_strings=None)
    filled = {"%(count)s day": "%(count)s日", "verb\u0004May": "可以", "month name\u0004May": "五月", "letter\u0004Dear %(name)s": "%(name)s："}
    missing = catalogues.update(domain, catalogues.extracted(domain, sources), filled)
    assert "Title" in missing
    assert not filled.keys() & set(missing)
    chinese = gettext.translation("django", domain.locale, [CHINESE])
    assert (chinese.ngettext("%(count)s day", "%(count)s days", 1), chinese.ngettext("%(count)s day", "%(count)s days", 5)) == ("%(count)s日",) * 2
    assert (chinese.pgettext("verb", "May"), chinese.pgettext("month name", "May")) == ("可以", "五月")
    english = gettext.translation("django", domain.locale, [ENGLISH])
    assert (english.ngettext("%(count)s day", "%(count)s days", 1), english.ngettext("%(count)s day", "%(count)s days", 5)) == (
        "%(count)s day",
        "%(count)s days",
    )


@pytest.mark.parametrize(("file", "domain"), [("organs.json", PURE), ("organs.django.json", DJANGO), ("organs.djangojs.json", SCRIPTS)])
def test_a_file_of_sentences_is_for_the_domain_in_its_name(file: str, domain: Domain) -> None:
    assert [each for each in DOMAINS if each.filled_by(Path("zh.d") / file)] == [domain]


def test_a_file_of_sentences_for_no_domain_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stray = tmp_path / "organs.dajngo.json"
    stray.write_text(json.dumps({"a": "甲"}), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["catalogues.py", "fill", str(stray)])
    with pytest.raises(SystemExit) as end:
        catalogues.main()
    assert end.value.code == 2
    assert "organs.dajngo.json" in capsys.readouterr().err


def test_of_equal_sentences_ours_counts_before_that_for_another_package(tmp_path: Path) -> None:
    strings = tmp_path / "django.po"
    others = Catalog(locale=CHINESE)
    others.add("Home", "首页", locations=[("wagtail.admin", 0)])
    others.add("Site", "站点", locations=[("wagtail.admin", 0)])
    strings.write_bytes(printed(others))
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.py").write_text('_("Home")\n_("Site")\n', encoding="utf-8")
    domain = replace(DJANGO, locale=tmp_path / "locale", package_strings=strings)
    assert catalogues.update(domain, catalogues.extracted(domain, source), {"Home": "工作台"}) == []
    chinese = read(po_path(domain.locale, CHINESE, "django"), CHINESE)
    assert {key(entry): (entry.string, [file for file, _ in entry.locations]) for entry in entries(chinese)} == {
        "Home": ("工作台", ["src/gongkai/a.py", "wagtail.admin"]),
        "Site": ("站点", ["src/gongkai/a.py", "wagtail.admin"]),
    }
    assert set(translated(read(po_path(domain.locale, ENGLISH, "django"), ENGLISH))) == {"Home", "Site"}


def test_another_chinese_for_another_package_replaces_the_old(tmp_path: Path) -> None:
    source, strings = tmp_path / "source", tmp_path / "django.po"
    source.mkdir()
    domain = replace(DJANGO, locale=tmp_path / "locale", package_strings=strings)
    for chinese in ("站点", "网站"):
        others = Catalog(locale=CHINESE)
        others.add("Site", chinese, locations=[("wagtail.admin", 0)])
        strings.write_bytes(printed(others))
        catalogues.update(domain, catalogues.extracted(domain, source), {})
        assert translated(read(po_path(domain.locale, CHINESE, "django"), CHINESE)) == {"Site": chinese}
