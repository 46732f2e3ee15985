"""`gongkai manage daily`: the daily work, for cron where `serve` does not run; harmless where it does."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.operations import liveness
from gongkai.operations.backup.lock import site_runs
from gongkai.operations.daily import run_daily
from gongkai.operations.models import DailyRun
from gongkai.operations.worker import LOST

_OUTCOMES = {
    DailyRun.DONE: gettext_lazy("done"),
    DailyRun.FAILED: gettext_lazy("failed"),
    DailyRun.RUNNING: gettext_lazy("being done by another process"),
}


class Command(BaseCommand):
    """Each job once a day, whoever asks."""

    help = gettext_lazy("do the daily work that is still to do today")

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Tell how each job stands; raises CommandError (status 1) when one failed."""
        with site_runs(Path(settings.GONGKAI_DATA)), liveness.alive("command", lost=lambda: os._exit(LOST)) as process:
            runs = run_daily(timezone.localdate(), process.key)
        for run in runs:
            self.stdout.write(f"{run.day} {run.job}: {_OUTCOMES[run.outcome]}")
        failed = [run.job for run in runs if run.outcome == DailyRun.FAILED]
        if failed:
            raise CommandError(_("These jobs failed and will be tried again: %(jobs)s") % {"jobs": ", ".join(failed)}, returncode=1)
