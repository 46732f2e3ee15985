"""`manage cases verify`: rows are what their events say; `manage cases reindex`: what is searched is read from them anew."""

from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.audit.actors import Actor
from gongkai.cases import reminders, search_index
from gongkai.cases.models import Case
from gongkai.cases.verify import differences
from gongkai.organs.management.speaking import SpeakingCommand
from gongkai.organs.telling import told


class Command(SpeakingCommand):
    """Fold all events anew and compare."""

    help = "Requests (依申请公开件): prove that rows follow from their events"
    parts = (
        ("verify", "fold the events of every request anew and compare the rows; status 1 when one differs"),
        ("recompute", "compute the due days of open requests anew after a changed calendar or setting, and tell their people"),
        ("reindex", "read what is searched of requests from their events anew"),
    )

    def add_verify(self, parser: Any) -> None:
        """Nothing to choose."""

    def do_verify(self, _options: dict[str, Any]) -> None:
        """A line for each difference."""
        found = list(differences())
        for one in found:
            self.stdout.write(f"{one.number}: {told(one.message)}")
        if found:
            raise CommandError(_("The rows of requests differ from their events, see above. Restore a backup or tell the makers of this program."))
        count = Case.objects.count()
        said = ngettext("%(count)s request follows from its events.", "%(count)s requests follow from their events.", count)
        self.stdout.write(said % {"count": count})

    def add_recompute(self, parser: Any) -> None:
        """Nothing to choose."""

    def do_recompute(self, _options: dict[str, Any]) -> None:
        """A line for each due day that moved."""
        moved = reminders.recompute(Actor.command("cases"))
        for one in moved:
            self.stdout.write(f"{one.case.number}: {one.before or '-'} -> {one.after or '-'}")
        said = ngettext("%(count)s due day moved.", "%(count)s due days moved.", len(moved))
        self.stdout.write(said % {"count": len(moved)})

    def add_reindex(self, parser: Any) -> None:
        """Nothing to choose."""

    def do_reindex(self, _options: dict[str, Any]) -> None:
        """All of it or nothing; whoever searches meanwhile finds by the old rows."""
        with transaction.atomic():
            count = search_index.rebuild()
        said = ngettext("The index has %(count)s piece of text.", "The index has %(count)s pieces of text.", count)
        self.stdout.write(said % {"count": count})
