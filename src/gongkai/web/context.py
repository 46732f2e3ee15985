"""What every page's template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, Any]:
    """The site's name, and whether its data are samples (示例数据), which every page then says."""
    return {"site_name": settings.WAGTAIL_SITE_NAME, "is_sample": settings.GONGKAI_SAMPLE}
