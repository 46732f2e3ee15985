"""Organs as a Django app."""

from django.apps import AppConfig


class OrgansConfig(AppConfig):
    """Organs, people, roles."""

    name = "gongkai.organs"
    label = "organs"

    def ready(self) -> None:
        """Load the daily work; tell the apps below what they must know of roles and files, and hear their alarms."""
        from gongkai.accounts import hooks
        from gongkai.operations.alarms import heard_by
        from gongkai.operations.backup.named import names_stored_files
        from gongkai.organs import daily, notices, policies  # noqa: F401  # importing the daily work registers it

        hooks.register(sees_personal_data=policies.reaches_personal_data, organ_of=policies.home_organ)
        heard_by(notices.tell_administrators)
        names_stored_files("organs.OrganEvent", "file")
