"""Operations as a Django app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Serve, worker, daily work, health."""

    name = "gongkai.operations"
    label = "operations"

    def ready(self) -> None:
        """Load the first jobs of the daily work."""
        from gongkai.operations import jobs  # noqa: F401  # registering is what it does
