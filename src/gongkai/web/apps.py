"""The frame as a Django app: system checks, templates, management commands."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the system checks."""

    name = "gongkai.web"
    label = "web"

    def ready(self) -> None:
        """Load the checks."""
        from gongkai.web import checks  # noqa: F401  # registering is what it does
