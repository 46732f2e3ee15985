"""`manage keys`: fingerprints, export, import, rotate, drop."""

import getpass
import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from gongkai.audit.trail import record
from gongkai.messages import UserError
from gongkai.operations import keys as known_keys
from gongkai.organs.telling import told
from gongkai.persons import importing, rotation
from gongkai.vault.keyring import PURPOSES, Keyring

_SHOWN = 100


class Command(BaseCommand):
    """The keys (密钥) outside the database."""

    help = "The keys outside the database: fingerprints, copies, rotation."

    def add_arguments(self, parser: CommandParser) -> None:
        """One subcommand each. A passphrase is never an argument: those stand in process lists and in the shell's history."""
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("fingerprints", help="tell the keys apart without showing them")
        for name, about in (("export", "write an encrypted copy of all keys to a new file"), ("import", "bring in the keys of such a copy")):
            copy = commands.add_parser(name, help=about)
            copy.add_argument("file", type=Path)
            secret = copy.add_mutually_exclusive_group()
            secret.add_argument("--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from the first line of this file")
            secret.add_argument("--passphrase-descriptor", type=int, metavar="NUMBER", help="read it from this open file descriptor")
        rotate = commands.add_parser("rotate", help="make a new key and seal everything anew with it")
        rotate.add_argument("purpose", choices=sorted(PURPOSES))
        rotate.add_argument("--continue", action="store_true", dest="resume", help="make no new key, finish a rotation that was interrupted")
        drop = commands.add_parser("drop", help="destroy an older key that nothing needs any more")
        drop.add_argument("purpose", choices=sorted(PURPOSES))
        drop.add_argument("number", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do the subcommand."""
        try:
            getattr(self, "_" + options["command"])(options)
        except UserError as error:
            raise CommandError(told(error.message)) from error

    def _fingerprints(self, _options: dict[str, Any]) -> None:
        for purpose, keys in Keyring.open(settings.GONGKAI_KEYS).fingerprints().items():
            for number, mark in keys.items():
                self.stdout.write(f"{purpose:15}{number:>4}  {mark}" + ("  " + _("current") if number == max(keys) else ""))

    def _export(self, options: dict[str, Any]) -> None:
        if known_keys.are_known():
            known_keys.check()  # a copy of foreign keys would be taken for the site's
        ring = Keyring.open(settings.GONGKAI_KEYS)
        ring.export(options["file"], self._passphrase(options, twice=True))
        record("key.export", rotation.ACTOR, detail={"current": {purpose: max(keys) for purpose, keys in ring.fingerprints().items()}})
        self.stdout.write(
            _("The keys are in %(path)s. Keep the file where no backup is, and the passphrase apart from it.") % {"path": options["file"]}
        )

    def _import(self, options: dict[str, Any]) -> None:
        folder = settings.GONGKAI_KEYS
        brought = importing.bring(options["file"], folder, self._passphrase(options))
        if brought.new:
            self.stdout.write(_("Brought in: %(keys)s.") % {"keys": ", ".join(brought.new)})
        if brought.aside:
            self.stdout.write(
                _("Keys that nothing was stored with were in their place: they are in %(path)s now, and can be deleted.") % {"path": brought.aside}
            )
        if known_keys.are_known():  # a new machine has no tables yet
            known_keys.check()  # keys of another site or time: what is still missing is told, and nothing written with them
            record("key.import", rotation.ACTOR, detail={"new": list(brought.new)})
        self.stdout.write(_("The keys are in %(folder)s. Restart the site.") % {"folder": folder})

    def _rotate(self, options: dict[str, Any]) -> None:
        purpose = options["purpose"]
        if not options["resume"]:
            key = rotation.rotate(purpose)
            self.stdout.write(_("Key %(number)s of the purpose %(purpose)s is current.") % {"number": key.number, "purpose": purpose})
        last = rotation.Pass(0, ())
        for last in rotation.passes(purpose):
            self.stdout.write(_("Sealed anew: %(count)s.") % {"count": last.count})
        self._tell_problems(last)
        self._tell_older(purpose)

    def _tell_problems(self, last: rotation.Pass) -> None:
        for problem in last.problems[:_SHOWN]:
            self.stderr.write(told(problem))
        if last.problems:
            raise CommandError(
                _("%(count)s things do not open and stay as they are; the older keys are needed until they are put right.")
                % {"count": len(last.problems)}
            )

    def _tell_older(self, purpose: str) -> None:
        numbers = ", ".join(str(key.number) for key in rotation.older(purpose))
        if purpose == "django":
            self.stdout.write(
                _("Restart the site; sessions and links of before stay good until the older key (%(numbers)s) is dropped.") % {"numbers": numbers}
            )
        elif purpose in rotation.NEEDED_FOR_EVER:
            self.stdout.write(_("The older keys (%(numbers)s) stay: they prove what was made with them.") % {"numbers": numbers})
        elif numbers:
            self.stdout.write(_("Nothing needs the older keys (%(numbers)s) any more; older backups do.") % {"numbers": numbers})
        self.stdout.write(_("Export the keys now: copies made before lack the new one."))

    def _drop(self, options: dict[str, Any]) -> None:
        rotation.drop(options["purpose"], options["number"])
        said = _("Key %(number)s of the purpose %(purpose)s is gone. Older copies still hold it: destroy those that no backup needs.")
        self.stdout.write(said % {"number": options["number"], "purpose": options["purpose"]})

    def _passphrase(self, options: dict[str, Any], *, twice: bool = False) -> str:
        try:
            if options["passphrase_file"]:
                return _first_line(options["passphrase_file"].read_text(encoding="utf-8"))
            if options["passphrase_descriptor"] is not None:
                with os.fdopen(options["passphrase_descriptor"], encoding="utf-8") as given:
                    return _first_line(given.read())
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(_("The passphrase cannot be read: name a text file in UTF-8 that you may read, or an open descriptor.")) from error
        if not sys.stdin.isatty():
            raise CommandError(_("There is no terminal to ask for the passphrase: give --passphrase-file or --passphrase-descriptor."))
        first = getpass.getpass(_("Passphrase: "))
        if twice and getpass.getpass(_("The same again: ")) != first:
            raise CommandError(_("The two are not the same: nothing was written."))
        return first


def _first_line(text: str) -> str:
    lines = text.splitlines()
    return lines[0] if lines else ""
