"""The registers as a Django app."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Registers that are not requests."""

    name = "gongkai.registers"
    label = "registers"

    def ready(self) -> None:
        """Who sees what, what waits for whom, which rows are never changed, which name files."""
        from gongkai.operations.backup.named import names_stored_files
        from gongkai.organs import policies
        from gongkai.registers import daily, triggers, waiting  # noqa: F401  # jobs and triggers are known once they are loaded
        from gongkai.registers.models import Entry, EntryEvent, EntryFile
        from gongkai.staff.waiting import register

        policies.belongs_to(Entry, "organ", "case.see")
        policies.belongs_to(EntryEvent, "entry__organ", "case.see")
        policies.belongs_to(EntryFile, "entry__organ", "case.see")
        names_stored_files("registers.EntryFile", "name")
        register(waiting.waiting)
