"""Wagtail's page views with what they would show of everybody taken out: lists of all authors, sites, bulk actions."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.pages.listing import DateFromToRangeFilter, ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page


class PagesByDate(WagtailFilterSet):
    """The filter of the page list; Wagtail's own offers every account that owns or edited a page anywhere."""

    latest_revision_created_at = DateFromToRangeFilter(label=_("Date updated"), widget=DateRangePickerWidget)

    class Meta:
        """Pages, by no field beside."""

        model = Page
        fields: tuple[str, ...] = ()


class OwnPagesView(ExplorableIndexView):
    """The page list without the boxes of bulk actions, which are not offered."""

    base_filterset_class = PagesByDate
    base_columns = [column for column in ExplorableIndexView.base_columns if column.name != "bulk_actions"]  # noqa: RUF012  # Wagtail's attribute

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """The list; who begins above the own pages is led to them with what was searched for."""
        answer = super().get(request, parent_page_id)
        asked = request.GET.urlencode()
        if isinstance(answer, HttpResponseRedirect) and asked:
            answer.headers["Location"] += f"?{asked}"
        return answer


class OwnPages(PageViewSet):
    """Registered for all pages in place of Wagtail's."""

    model = Page
    index_view_class = OwnPagesView
    icon = "folder-open-inverse"

    @property
    def filterset_class(self) -> Any:
        """Chosen by the view."""
        return self.UNDEFINED
