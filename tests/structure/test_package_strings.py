"""What Django, Wagtail, allauth and the others leave in English is said in Chinese here, so that no page of the platform mixes two languages.

After an upgrade these tests name the new sentences: `python tools/catalogues.py packages zh.django.json` takes their Chinese.
"""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override, pgettext

import catalogues
from catalogue_parts import packages
from catalogue_parts.domains import CHINESE, DJANGO, PURE, SCRIPTS, Domain
from catalogue_parts.fields import differing
from catalogue_parts.files import compiled, empty, entries, key, po_path, printed, translated
from catalogue_parts.packages import PACKAGES, Package, chinese_of, installed, lacking, said


@pytest.fixture(scope="module", params=[DJANGO, SCRIPTS], ids=lambda domain: domain.name)
def domain(request: pytest.FixtureRequest) -> Domain:
    found: Domain = request.param
    return found


@pytest.fixture(scope="module")
def sentences(domain: Domain) -> Catalog:
    return said(domain)


@pytest.fixture(scope="module")
def ours(domain: Domain) -> Catalog:
    return catalogues.package_strings(domain)


def test_every_sentence_that_the_packages_leave_in_english_has_chinese_here(domain: Domain, sentences: Catalog, ours: Catalog) -> None:
    chinese = translated(ours)
    assert [sentence for sentence in sorted(lacking(domain, sentences)) if not chinese.get(sentence)] == []


def test_nothing_is_kept_that_no_package_says_any_more(sentences: Catalog, ours: Catalog) -> None:
    told = {key(entry): (entry.id, {package for package, _ in entry.locations}) for entry in entries(sentences)}
    assert {key(entry): (entry.id, {package for package, _ in entry.locations}) for entry in entries(ours)}.items() <= told.items()


def test_the_file_is_sorted_and_as_the_tool_writes_it(domain: Domain, ours: Catalog) -> None:
    assert domain.package_strings
    assert domain.package_strings.read_bytes() == printed(chinese_of(domain, translated(ours)))


def test_the_chinese_of_the_packages_keeps_fields_and_tags_or_is_corrected_here(domain: Domain, sentences: Catalog, ours: Catalog) -> None:
    theirs = installed(domain)
    corrected = translated(ours)
    shown = empty(CHINESE)
    for entry in entries(sentences):
        chinese = corrected.get(key(entry)) or theirs.get((key(entry), 0)) or theirs.get(key(entry)) or ""
        shown.add(entry.id, chinese if isinstance(entry.id, str) else (chinese,), context=entry.context)
    assert differing(shown) == {}


def test_every_installed_app_is_among_the_packages_and_every_catalogue_among_the_installed_apps() -> None:
    folders = {Path(app.path) for app in apps.get_app_configs() if not app.name.startswith("gongkai")}
    assert [folder for folder in folders if not any(package.covers(folder) for package in PACKAGES)] == []
    loaded = {folder / "locale" for folder in folders} | {package.folder / "conf" / "locale" for package in PACKAGES if package.name == "django"}
    with_catalogue = {package.name: po.parents[2] for package in PACKAGES if (po := package.catalogue(CHINESE, DJANGO, ".mo"))}
    assert [name for name, folder in with_catalogue.items() if folder not in loaded] == []


def test_django_speaks_our_chinese_where_the_packages_have_none() -> None:
    with override("zh-hans"):
        assert gettext("Locked by workflow") == "因工作流锁定"
        assert pgettext("Task", "Running") == "运行中"
        assert ngettext("Moved up 1 place.", "Moved up %(counter)s places.", 3) == "上移%(counter)s位。"
    with override("en"):
        assert gettext("Locked by workflow") == "Locked by workflow"


@pytest.mark.django_db
def test_the_scripts_of_the_staff_site_are_given_our_chinese(client: Client) -> None:
    answer = client.get(reverse("wagtailadmin_javascript_catalog"), headers={"accept-language": "zh-hans"})
    assert answer.status_code == 200
    assert '"Insert a block": "\\u63d2\\u5165\\u5185\\u5bb9\\u5757"' in answer.content.decode()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package with sentences, of which its catalogue has some."""
    folder = tmp_path / "shopping"
    for name, content in {
        "__init__.py": "",
        "views.py": '_("Basket")\n_("Till")\npgettext("of goods", "Order")\n',
        "fruit.py": 'ngettext("One apple", "%d apples", n)\nngettext("One pear", "%d pears", n)\n',
        "templates/shopping/page.html": '{% translate "Shelf" %}',
        "tests/test_it.py": '_("Test")',
        "unmounted/views.py": '_("Unmounted")',
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    chinese = empty(CHINESE)
    chinese.add("Basket", "篮子")
    chinese.add("Order", "命令")  # of another meaning than the one with the context
    chinese.add("One pear", "一个梨")  # without plural: found for one form only
    chinese.add(("One apple", "%d apples"), ("%d个苹果",))
    chinese.add("Shelf", "架子", flags=["fuzzy"])  # a guess is not compiled
    mo = po_path(folder / "locale", CHINESE, "django").with_suffix(".mo")
    mo.parent.mkdir(parents=True)
    mo.write_bytes(compiled(chinese))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(packages, "PACKAGES", (Package("shopping", left_out=("unmounted",)),))


@pytest.mark.usefixtures("package")
def test_what_a_catalogue_lacks_is_found_by_sentence_plural_and_context() -> None:
    assert lacking(DJANGO, said(DJANGO)) == {"Till", "One pear", "of goods\x04Order", "Shelf"}


@pytest.mark.usefixtures("package")
def test_strings_of_packages_are_what_they_lack_and_what_we_say_better_and_no_more() -> None:
    catalogue = chinese_of(DJANGO, {"Till": "收银台", "One pear": "%d个梨", "Basket": "购物篮", "Gone": "已无"})
    assert translated(catalogue) == {"Till": "收银台", "One pear": "%d个梨", "of goods\x04Order": "", "Shelf": "", "Basket": "购物篮"}
    assert {package for entry in entries(catalogue) for package, _ in entry.locations} == {"shopping"}


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(LookupError, match=r"no_such_package_here is not installed"):
        list(Package("no_such_package_here").sentences())


def test_the_pure_sentences_need_no_package() -> None:
    assert entries(catalogues.package_strings(PURE)) == []
