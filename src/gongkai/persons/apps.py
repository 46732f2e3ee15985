"""Personal data as a Django app."""

from django.apps import AppConfig


class PersonsConfig(AppConfig):
    """Encrypted person rows."""

    name = "gongkai.persons"
    label = "persons"

    def ready(self) -> None:
        """Say who sees the rows, and what a rotation of keys seals anew."""
        from gongkai.organs import policies
        from gongkai.persons import renewing, rotation
        from gongkai.persons.models import Person

        policies.belongs_to(Person, "organ", "person.see")
        for renewal in renewing.RENEWALS:
            rotation.register(renewal)
