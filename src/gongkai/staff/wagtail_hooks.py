"""What Wagtail asks by hook: permission policies, choosers, menu."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.models import TaskState, WorkflowState
from wagtail.permissions import register_permission_policy
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from gongkai.organs import policies
from gongkai.staff.scoping import choosers
from gongkai.staff.scoping.links import PageLink, PageLinkInEditor
from gongkai.staff.scoping.pages import OwnPages
from gongkai.staff.scoping.person import CAPABILITY
from gongkai.staff.scoping.wagtail_policies import by_type

for _model, _policy in by_type().items():
    register_permission_policy(_model, _policy)

# Wagtail's e-mails of moderation know no organs and hold up the request; ours are notices (`gongkai.portal.moderation`).
for _signal, _sender, _uid in (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
):
    _signal.disconnect(sender=_sender, dispatch_uid=_uid)

hooks.register("construct_page_chooser_queryset", choosers.own_pages)
hooks.register("construct_image_chooser_queryset", choosers.own_files)
hooks.register("construct_document_chooser_queryset", choosers.own_files)

# Of Wagtail's menu: its tree of pages is filled by an interface that is not offered, and nobody has settings, reports or its help on other hosts.
_LEFT_OUT = frozenset({"explorer", "settings", "reports", "help"})


class PagesMenuItem(MenuItem):
    """Leads to the pages; Wagtail's own opens a tree that is filled by an interface we do not offer."""

    def is_shown(self, request: HttpRequest) -> bool:
        """To those who work on pages."""
        return policies.may(request.user, CAPABILITY)


@hooks.register("register_admin_viewset")
def own_pages() -> OwnPages:
    """After Wagtail's: the later one holds."""
    return OwnPages()


@hooks.register("construct_main_menu")
def main_menu(_request: HttpRequest, items: list[Any]) -> None:
    """What is offered."""
    items[:] = [item for item in items if item.name not in _LEFT_OUT]


@hooks.register("register_admin_menu_item")
def home_item() -> MenuItem:
    """The way back to what waits."""
    return MenuItem(_("Home"), reverse("staff_home"), name="home", icon_name="home", order=10)


@hooks.register("register_admin_menu_item")
def pages_item() -> MenuItem:
    """The pages of the person's organs."""
    return PagesMenuItem(_("Pages"), reverse("wagtailadmin_explore_root"), name="pages", icon_name="folder-open-inverse", order=100)


class PagesSearch(SearchArea):
    """The search of the menu, which Wagtail sends to the first of these areas: it finds pages in their list. Wagtail's own view is not offered."""

    def is_shown(self, request: HttpRequest) -> bool:
        """To those who work on pages."""
        return policies.may(request.user, CAPABILITY)


@hooks.register("register_admin_search_area")
def pages_search() -> SearchArea:
    """Before Wagtail's."""
    return PagesSearch(_("Pages"), reverse("wagtailadmin_explore_root"), name="own-pages", icon_name="folder-open-inverse", order=0)


class TrailMenuItem(MenuItem):
    """Leads to the audit trail."""

    def is_shown(self, request: HttpRequest) -> bool:
        """To those who read it."""
        return policies.may(request.user, "audit.see")


@hooks.register("register_admin_menu_item")
def trail_item() -> MenuItem:
    """The audit trail."""
    return TrailMenuItem(_("Audit trail"), reverse("trail_list"), name="audit-trail", icon_name="history", order=800)


@hooks.register("register_rich_text_features", order=100)
def page_links(features: Any) -> None:
    """Ours after Wagtail's: the later one holds."""
    features.register_link_type(PageLink)
    rule = features.converter_rules_by_converter["contentstate"]["link"]  # asking for it by method would run these hooks again
    rule["from_database_format"]['a[linktype="page"]'] = PageLinkInEditor("LINK")


@hooks.register("construct_search")
def searches(_request: HttpRequest, items: list[Any]) -> None:
    """None beside those in the lists: the search of all pages is not offered."""
    items.clear()


@hooks.register("insert_global_admin_css")
def style() -> str:
    """Our sheet after Wagtail's."""
    return format_html('<link rel="stylesheet" href="{}">', static("staff/staff.css"))


# While a page waits for a decision it is approved or sent back: to publish it beside that would call the step off without a word to the editor.
_NOT_WHILE_IT_WAITS = frozenset({"action-publish", "action-restart-workflow"})


@hooks.register("construct_page_action_menu")
def page_actions(items: list[Any], _request: HttpRequest, context: Any) -> None:
    """Nobody deletes or locks a page; what waits for a decision is decided."""
    left_out = {"action-delete", "action-page-lock", "action-page-unlock"}
    page = context.get("page")
    if page is not None and page.current_workflow_task is not None:
        left_out |= _NOT_WHILE_IT_WAITS
    items[:] = [item for item in items if item.name not in left_out]
