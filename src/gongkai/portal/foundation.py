"""What Wagtail needs before the first organ: the roots of its trees, the site, the language, the workflow of pages."""

from typing import Any

from django.conf import settings
from django.db import connection
from wagtail.models import Collection, Locale, Page, Site, Workflow, WorkflowTask

from gongkai.portal.workflows import PAGES
from gongkai.staff.models import RoleTask


def lay(**_kwargs: Any) -> None:
    """Make what is missing; called after each migration, so after a test has emptied the database, too. While our tables are not there: nothing."""
    if "portal_organpage" not in connection.introspection.table_names():
        return
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    _site(_root())
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(name="Root")
    _workflow()


def site_root() -> Any:
    """The page under which organs' pages stand; the address `/` itself is answered by `gongkai.portal.views.home`."""
    return Site.objects.select_related("root_page").get(is_default_site=True).root_page


def _root() -> Page:
    root = Page.objects.filter(depth=1).first()
    return root or Page.add_root(instance=Page(title="Root", slug="root", locale=Locale.objects.get(language_code=settings.LANGUAGE_CODE)))


def _site(root: Page) -> None:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        home = root.get_children().first() or root.add_child(instance=Page(title=settings.WAGTAIL_SITE_NAME, slug="home"))
        site = Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)
    if site.root_page.title != settings.WAGTAIL_SITE_NAME:
        # Wagtail's first migration has made a page of welcome.
        Page.objects.filter(pk=site.root_page_id).update(title=settings.WAGTAIL_SITE_NAME, draft_title=settings.WAGTAIL_SITE_NAME)


def _workflow() -> None:
    workflow, _new = Workflow.objects.get_or_create(name=PAGES)
    if not workflow.workflow_tasks.exists():
        task = RoleTask.objects.create(name=PAGES, capability="page.publish")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
