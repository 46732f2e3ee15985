"""What must hold before one of Wagtail's views is asked: that everything its address names is in the person's organs."""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState

from gongkai.organs.keys import keys_of
from gongkai.staff.scoping.grants import spaces, under
from gongkai.staff.scoping.person import CAPABILITY

Gate = Callable[[HttpRequest, Mapping[str, Any]], bool]


def anybody(_request: HttpRequest, _kwargs: Mapping[str, Any]) -> bool:
    """The address names nothing."""
    return True


def page(*names: str) -> Gate:
    """The pages that the arguments `names` of the address name stand in the person's organs."""

    def gate(request: HttpRequest, kwargs: Mapping[str, Any]) -> bool:
        return _all_in(Page.objects.filter(under(request.user, CAPABILITY)), [kwargs[name] for name in names if name in kwargs])

    return gate


def page_or_above(name: str) -> Gate:
    """As `page`; a page above the person's organs is let through: the view lists below it what the page policy gives."""

    def gate(request: HttpRequest, kwargs: Mapping[str, Any]) -> bool:
        if name not in kwargs:
            return True
        above = Q(pk__in=[])
        for space in spaces(request.user, CAPABILITY):
            above |= Q(path__in=[space.page.path[:end] for end in range(4, len(space.page.path), 4)])
        return Page.objects.filter(under(request.user, CAPABILITY) | above, pk=kwargs[name]).exists()

    return gate


def step(request: HttpRequest, kwargs: Mapping[str, Any]) -> bool:
    """The page is the person's, and the step of the workflow is one of this page."""
    state = TaskState.objects.filter(pk=kwargs["task_state_id"], workflow_state__object_id=str(kwargs["page_id"]))
    return page("page_id")(request, kwargs) and state.exists()


def picture(name: str) -> Gate:
    """The picture that the argument `name` names is in a collection of the person's organs."""
    return lambda request, kwargs: _all_in(_files(request, get_image_model()), [kwargs[name]])


def file(name: str) -> Gate:
    """The same of a file."""
    return lambda request, kwargs: _all_in(_files(request, get_document_model()), [kwargs[name]])


def chosen_pages(request: HttpRequest, _kwargs: Mapping[str, Any]) -> bool:
    """The pages in the query (`id`) are the person's."""
    return _all_in(Page.objects.filter(under(request.user, CAPABILITY)), request.GET.getlist("id"))


def chosen_pictures(request: HttpRequest, _kwargs: Mapping[str, Any]) -> bool:
    """The pictures in the query (`id`) are the person's."""
    return _all_in(_files(request, get_image_model()), request.GET.getlist("id"))


def chosen_files(request: HttpRequest, _kwargs: Mapping[str, Any]) -> bool:
    """The files in the query (`id`) are the person's."""
    return _all_in(_files(request, get_document_model()), request.GET.getlist("id"))


def edited_page(request: HttpRequest, kwargs: Mapping[str, Any]) -> bool:
    """What is being edited is a page, and the person's."""
    return issubclass(_model(kwargs), Page) and _all_in(Page.objects.filter(under(request.user, CAPABILITY)), [kwargs["object_id"]])


def _model(kwargs: Mapping[str, Any]) -> Any:
    try:
        return apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError:
        return object


def _files(request: HttpRequest, model: Any) -> Any:
    return model.objects.filter(collection__in=[space.collection_id for space in spaces(request.user, CAPABILITY)])


def _all_in(rows: Any, keys: list[Any]) -> bool:
    wanted = {str(key) for key in keys}
    known = keys_of(list(wanted))
    return len(known) == len(wanted) and rows.filter(pk__in=known).count() == len(wanted)
