"""The end of kept workbooks: full of personal data, they stay a day."""

import datetime as dt

from django.utils import timezone

from gongkai.cases.models import ImportBatch
from gongkai.operations.backup.named import destroy_with
from gongkai.operations.daily import daily_job

KEPT = dt.timedelta(days=1)
_YOUNG = 3600
"""Seconds in which a file is not destroyed: somebody may be about to name it."""


@daily_job("imports")
def destroy_old(on: dt.date) -> None:  # noqa: ARG001  # workbooks are a day old by the hour
    """Workbooks of yesterday and before, imported or not, are destroyed; that there was one stays on record."""
    old = ImportBatch.objects.filter(at__lt=timezone.now() - KEPT).exclude(file="")
    destroy_with(old, "file", lambda rows: rows.update(file=""), _YOUNG)
