"""Annual reports as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Annual reports (年度报告)."""

    name = "gongkai.reports"
    label = "reports"

    def ready(self) -> None:
        """Who sees what, what is done daily, which rows are never changed."""
        from gongkai.organs import policies
        from gongkai.reports import daily, triggers  # noqa: F401  # each registers what it has
        from gongkai.reports.models import EnteredFigure, Snapshot

        policies.belongs_to(EnteredFigure, "organ", "report.see")
        policies.belongs_to(Snapshot, "organ", "report.see")
