"""What the public's pages fetch: the organs that take requests, and a request for who knows its number and query code."""

from django.db.models import QuerySet

from gongkai.cases.models import Case
from gongkai.organs.models import Organ


def organs() -> QuerySet[Organ]:
    """The organs that exist: whoever receives a request deals with it (Reg. 30; 国办公开办函〔2019〕14号)."""
    return Organ.objects.filter(ended_on__isnull=True)


def cases(number: str) -> QuerySet[Case]:
    """The requests with this number, of any organ; the caller shows one only against its query code."""
    return Case.objects.filter(number=number).select_related("organ")
