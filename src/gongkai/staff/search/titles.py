"""The backend: every word of the query stands in the title."""

from typing import Any

from django.db.models import Q, QuerySet

_MOST_WORDS = 8  # a query of a thousand words would be a thousand conditions


class SearchBackend:
    """Answers with a queryset, which Wagtail takes for results as it is: the scope that was put on it stays."""

    def __init__(self, _params: Any) -> None:
        """Nothing to set up."""

    def search(self, query: Any, model_or_queryset: Any, **_kwargs: Any) -> QuerySet[Any]:
        """The rows whose title has each word of `query`; none for an empty one."""
        rows = model_or_queryset if isinstance(model_or_queryset, QuerySet) else model_or_queryset.objects.all()
        words = str(query).split()[:_MOST_WORDS]
        condition = Q()
        for word in words:
            condition &= Q(title__icontains=word)
        return rows.filter(condition) if words else rows.none()

    def autocomplete(self, query: Any, model_or_queryset: Any, **kwargs: Any) -> QuerySet[Any]:
        """The same: a title is searched inside its words, too, as Chinese needs."""
        return self.search(query, model_or_queryset, **kwargs)
