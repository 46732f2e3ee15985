"""Which of Wagtail's addresses are offered, and what each asks before its view: a table. Whatever is not in it answers 404.

An address that is not offered keeps its name: Wagtail's templates and menus write links by name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.account.views import logout
from django.core.exceptions import BadRequest, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.datastructures import MultiValueDictKeyError
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from gongkai.organs import policies
from gongkai.staff.scoping import gates
from gongkai.staff.scoping.choosers import ScopedBrowseView
from gongkai.staff.scoping.deciding import DecisionView
from gongkai.staff.scoping.person import CAPABILITY, working_for
from gongkai.staff.wagtail_trail import rows_last

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Offer:
    """An address that is offered: its gate, and whether a POST there changes something (then it is one transaction with its rows in the trail).

    `needs`: a field without which Wagtail's form breaks instead of saying so.
    """

    gate: gates.Gate = gates.anybody
    changes: bool = False
    needs: str = ""


_PAGES = "wagtailadmin_pages:"
_OF_PAGE = gates.page("page_id")
_UNDER_PAGE = gates.page("parent_page_id")
_LIST = Offer(gates.page_or_above("parent_page_id"))
OFFERED = {
    "wagtailadmin_explore_root": _LIST,
    "wagtailadmin_explore": _LIST,
    "wagtailadmin_explore_results": _LIST,
    _PAGES + "add": Offer(_UNDER_PAGE, changes=True),
    _PAGES + "add_subpage": Offer(_UNDER_PAGE),
    _PAGES + "preview_on_add": Offer(_UNDER_PAGE),
    _PAGES + "edit": Offer(_OF_PAGE, changes=True),
    _PAGES + "preview_on_edit": Offer(_OF_PAGE),
    _PAGES + "view_draft": Offer(_OF_PAGE),
    _PAGES + "unpublish": Offer(_OF_PAGE, changes=True),
    _PAGES + "workflow_action": Offer(gates.step, changes=True),
    _PAGES + "collect_workflow_action_data": Offer(gates.step, changes=True),
    _PAGES + "confirm_workflow_cancellation": Offer(_OF_PAGE),
    _PAGES + "history": Offer(_OF_PAGE),
    _PAGES + "history_results": Offer(_OF_PAGE),
    _PAGES + "workflow_history": Offer(_OF_PAGE),
    _PAGES + "workflow_history_detail": Offer(_OF_PAGE),
    _PAGES + "revisions_view": Offer(_OF_PAGE),
    _PAGES + "revisions_revert": Offer(_OF_PAGE, changes=True),
    _PAGES + "revisions_compare": Offer(gates.page("pk")),
    "wagtailadmin_choose_page": Offer(gates.page_or_above("parent_page_id")),
    "wagtailadmin_choose_page_child": Offer(gates.page_or_above("parent_page_id")),
    "wagtailadmin_choose_page_search": Offer(),
    "wagtailadmin_choose_page_chosen_multiple": Offer(gates.chosen_pages),
    "wagtailadmin_choose_page_external_link": Offer(needs="external-link-chooser-url"),
    "wagtailadmin_choose_page_email_link": Offer(),
    "wagtailadmin_choose_page_phone_link": Offer(),
    "wagtailadmin_choose_page_anchor_link": Offer(),
    "wagtailadmin_editing_sessions:ping": Offer(gates.edited_page),
    "wagtailadmin_editing_sessions:release": Offer(),
    "wagtailimages:index": Offer(),
    "wagtailimages:index_results": Offer(),
    "wagtailimages:add": Offer(changes=True),
    "wagtailimages:edit": Offer(gates.picture("image_id"), changes=True),
    "wagtailimages_chooser:choose": Offer(),
    "wagtailimages_chooser:choose_results": Offer(),
    "wagtailimages_chooser:chosen": Offer(gates.picture("pk")),
    "wagtailimages_chooser:chosen_multiple": Offer(gates.chosen_pictures),
    "wagtailimages_chooser:create": Offer(changes=True),
    "wagtailimages_chooser:select_format": Offer(gates.picture("image_id")),
    "wagtaildocs:index": Offer(),
    "wagtaildocs:index_results": Offer(),
    "wagtaildocs:add": Offer(changes=True),
    "wagtaildocs:edit": Offer(gates.file("document_id"), changes=True),
    "wagtaildocs_chooser:choose": Offer(),
    "wagtaildocs_chooser:choose_results": Offer(),
    "wagtaildocs_chooser:chosen": Offer(gates.file("pk")),
    "wagtaildocs_chooser:chosen_multiple": Offer(gates.chosen_files),
    "wagtaildocs_chooser:create": Offer(changes=True),
}
"""By the name under which Django's resolver knows an address."""

FOR_EVERYBODY = frozenset({"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"})
"""Icons and the catalogue of the script's sentences: the same for all, and no secret."""

FOR_STAFF = frozenset({"wagtailadmin_dismissibles"})
"""What every signed-in person has: which hints were closed."""

OTHER_VIEWS: dict[str, View] = {
    # Where a sign-in, a password or an account is asked for, `gongkai.accounts` answers: lockout and second factor stand there.
    "wagtailadmin_home": RedirectView.as_view(pattern_name="staff_home"),
    "wagtailadmin_login": RedirectView.as_view(pattern_name="account_login", query_string=True),
    "wagtailadmin_account": RedirectView.as_view(pattern_name="account_home"),
    "wagtailadmin_logout": logout,
}
"""Ours in the place of Wagtail's."""

OTHER_VIEWS_BEHIND_GATES: dict[str, View] = {
    "wagtailadmin_choose_page": ScopedBrowseView.as_view(),
    "wagtailadmin_choose_page_child": ScopedBrowseView.as_view(),
    _PAGES + "workflow_action": DecisionView.as_view(),
}
"""Ours in the place of Wagtail's, behind the gates of `OFFERED`."""


def not_offered(_request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """The view of what is not offered: raises Http404."""
    raise Http404


def offered(patterns: list[Any], namespace: str = "") -> list[Any]:
    """Wagtail's `patterns` with the views that the tables give; addresses without a name (a test page, a catch-all) are left out."""
    found: list[Any] = []
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            found.append(_resolver(one, offered(one.url_patterns, inner)))
        elif one.name:
            found.append(URLPattern(one.pattern, _view(namespace + one.name, one.callback), one.default_args, one.name))
    return found


def _resolver(one: URLResolver, patterns: list[Any]) -> URLResolver:
    return URLResolver(one.pattern, patterns, one.default_kwargs, one.app_name, one.namespace)


def _view(name: str, view: View) -> View:
    if name in OTHER_VIEWS:
        return OTHER_VIEWS[name]
    if name in FOR_EVERYBODY:
        return view
    if name in FOR_STAFF:
        return of_wagtail(view, "organ.see")
    if name not in OFFERED:
        return not_offered
    other = OTHER_VIEWS_BEHIND_GATES.get(name)
    return gated(never_cache(require_admin_access(other)) if other else view, OFFERED[name])


def of_wagtail(view: View, capability: str) -> View:
    """`view` marked as Wagtail's own, for the Content-Security-Policy, and with the capability it asks, for the test of routes."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    marked.is_wagtail = True  # type: ignore[attr-defined]  # read by `gongkai.web.csp`
    marked.capability = capability  # type: ignore[attr-defined]  # read by the test of routes
    return marked


def gated(view: View, offer: Offer) -> View:
    """`view` behind its gate: who is not signed in is asked to by Wagtail; who works on no pages is told no; what is not theirs is not there."""

    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if not policies.may(request.user, CAPABILITY):
            raise policies.NotAllowed
        if not offer.gate(request, kwargs):
            raise Http404
        if offer.needs and request.method == "POST" and offer.needs not in request.POST:
            raise BadRequest(offer.needs)
        with working_for(request.user):
            try:
                return _answered(view, offer, request, *args, **kwargs)
            except MultiValueDictKeyError as error:  # a form without the fields that Wagtail's script adds
                raise BadRequest(str(error)) from error

    return of_wagtail(asked, CAPABILITY)


def _answered(view: View, offer: Offer, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if not (offer.changes and request.method == "POST"):
        return _rendered(view(request, *args, **kwargs))
    try:
        answer = _changed(view, request, *args, **kwargs)
    except (IntegrityError, ValidationError):
        # Somebody took the same name between Wagtail's look and its write (PostgreSQL): looked at again, its form says so in words.
        for file in request.FILES.values():
            file.seek(0)
        answer = _changed(view, request, *args, **kwargs)
    return _rendered(answer)


def _changed(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The answer to a change, which is made whole, its rows of the trail last, or not at all."""
    with transaction.atomic(), rows_last(request.actor):
        # Two who add below one page take turns: each would give the new page the place after the last.
        Page.objects.select_for_update().filter(pk=kwargs.get("parent_page_id")).first()
        return view(request, *args, **kwargs)


def _rendered(answer: HttpResponse) -> HttpResponse:
    """The answer with its template filled in now, while what it fetches is limited to the person's organs."""
    render = getattr(answer, "render", None)
    return render() if callable(render) else answer
