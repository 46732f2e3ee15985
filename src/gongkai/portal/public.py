"""What everybody may see, no matter who asks (公众): the only module of the public site that fetches rows."""

from django.db.models import QuerySet

from gongkai.organs.models import Organ
from gongkai.portal.models import ContentPage


def pages(organ: Organ, most: int) -> QuerySet[ContentPage]:
    """The pages that `organ` has published, the newest first."""
    return ContentPage.objects.live().descendant_of(organ.space.page).order_by("-date", "-pk")[:most]


def organs() -> QuerySet[Organ]:
    """The organs that exist: their names and how to reach their disclosure offices are public (Reg. 12)."""
    return Organ.objects.filter(ended_on__isnull=True).select_related("space__page")
