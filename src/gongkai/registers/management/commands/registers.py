"""`manage registers verify`: rows are what their events say; `manage registers recount`: last days as the calendar is now."""

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.audit.actors import Actor
from gongkai.organs.management.speaking import SpeakingCommand
from gongkai.organs.telling import told
from gongkai.registers.daily import recount
from gongkai.registers.models import Entry
from gongkai.registers.verify import differences


class Command(SpeakingCommand):
    """Fold all events anew and compare."""

    help = "Registers that are not requests (投诉、更正、咨询、帮助登记簿): prove that rows follow from their events"
    parts = (
        ("verify", "fold the events of every entry anew and compare the rows; status 1 when one differs"),
        ("recount", "count the last day of every open entry anew after a changed calendar or setting"),
    )

    def add_verify(self, parser: Any) -> None:
        """Nothing to choose."""

    def do_verify(self, _options: dict[str, Any]) -> None:
        """A line for each difference."""
        found = list(differences())
        for one in found:
            self.stdout.write(f"{one.number}: {told(one.message)}")
        if found:
            raise CommandError(_("The rows of registers differ from their events, see above. Restore a backup or tell the makers of this program."))
        count = Entry.objects.count()
        said = ngettext("%(count)s entry follows from its events.", "%(count)s entries follow from their events.", count)
        self.stdout.write(said % {"count": count})

    def add_recount(self, parser: Any) -> None:
        """Nothing to choose."""

    def do_recount(self, _options: dict[str, Any]) -> None:
        """A line for each day that moved."""
        moved = recount(Actor.command("registers"))
        for one in moved:
            self.stdout.write(f"{one.entry.number}: {one.before or '-'} -> {one.entry.due_on or '-'}")
        said = ngettext("%(count)s due day moved.", "%(count)s due days moved.", len(moved))
        self.stdout.write(said % {"count": len(moved)})
