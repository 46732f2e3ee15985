"""A word of ours is in the reader's language, whoever asked first."""

from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.functional import Promise
from wagtail.admin.menu import admin_menu
from wagtail.admin.search import admin_search_areas

from place_parts import Places
from platform_parts import World, as_person


def test_each_thing_that_the_trail_names_has_a_name_in_both_languages() -> None:
    others = ("portal.Picture", "portal.PublicFile", "portal.ContentPage", "portal.OrganPage", "persons.Person", "accounts.User")
    models = [*apps.get_app_config("organs").get_models(), *map(apps.get_model, others)]
    names = {model.__name__: model._meta.verbose_name for model in models}  # noqa: SLF001  # Django's documented way to a model's name
    assert {"Organ", "OrganEvent", "OrganSetting", "Membership", "Picture"} <= names.keys()
    assert [model for model, name in names.items() if not isinstance(name, Promise)] == []


def test_the_entries_of_menus_are_not_bound_to_the_language_of_who_asked_first(world: World) -> None:
    as_person(world.bureau.people["editor"]).get("/staff/")  # Wagtail makes the entries at the first request and keeps them
    entries = [*admin_menu.registered_menu_items, *admin_search_areas.registered_search_areas]
    ours = [one for one in entries if type(one).__module__.startswith("gongkai.") or one.name == "home"]
    assert {"home", "pages", "audit-trail", "organs", "persons", "own-pages"} <= {one.name for one in ours}
    assert [one.name for one in ours if not isinstance(one.label, Promise)] == []


def test_the_editor_and_its_actions_speak_the_readers_language_after_another_reader(world: World, places: Places) -> None:
    head = world.bureau.people["office_head"]
    places.bureau.draft.get_workflow().start(places.bureau.draft, world.bureau.people["editor"])

    def editor(language: str) -> Any:
        head.language = language
        head.save()
        return as_person(head).get(reverse("wagtailadmin_pages:edit", args=[places.bureau.draft.pk])).content.decode()

    for language, said, other in (
        ("en", "Date of publication", "发布日期"),
        ("zh-hans", "发布日期", "Date of publication"),
        ("en", "Date of publication", "发布日期"),
    ):
        shown = editor(language)
        assert said in shown, language
        assert other not in shown, language
