"""`manage spaces`: every organ has its page and its collection, called as the organ is."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from gongkai.portal.foundation import lay
from gongkai.portal.spaces import repair


class Command(BaseCommand):
    """Compares and repairs; says what it did."""

    help = "Compares the organs with their pages and collections and makes what is missing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it."""
        lay()
        done = repair()
        for code in done.made:
            self.stdout.write(_("Made: %(code)s") % {"code": code})
        for code in done.renamed:
            self.stdout.write(_("Renamed: %(code)s") % {"code": code})
        if not done.made and not done.renamed:
            self.stdout.write(_("Every organ has its page and its collection."))
