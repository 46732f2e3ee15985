"""`manage sample_ledgers`: the requests of three sample years, into a site that holds the sample system."""

import argparse
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.messages import user_language
from gongkai.samples_system.ledgers.loading import load_ledgers
from gongkai.samples_system.plan import plan


class Command(BaseCommand):
    """Record the sample ledgers."""

    help = "Record the invented requests of three years in a site that holds the sample system (gongkai demo --data FOLDER)"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("organs", metavar="ORGAN", nargs="*", help="codes of sample organs; none: all of them")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Record what is missing."""
        with translation.override("en" if user_language() == "en" else "zh-hans"):
            known = {one.code for one in plan().organs}
            for code in options["organs"]:
                if code not in known:
                    raise CommandError(_("%(code)s is no organ of the sample system.") % {"code": code})
            try:
                count = load_ledgers(options["organs"])
            except ValidationError as error:
                raise CommandError("\n".join(error.messages)) from error
            said = ngettext("%(count)s request was recorded.", "%(count)s requests were recorded.", count)
            self.stdout.write(said % {"count": count} if count else _("The ledgers are there already: nothing was recorded."))
