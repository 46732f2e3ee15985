"""`manage account`: the first administrator of an installation, and help for one who cannot sign in."""

from getpass import getpass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.organs.actions import CreateAccount, GivePassword, ResetSecondFactor, UnlockAccount
from gongkai.organs.management.speaking import SpeakingCommand, day, organ_of
from gongkai.organs.models import Division
from gongkai.organs.roles import ROLE_CODES


class Command(SpeakingCommand):
    """Create an account; help one that cannot sign in."""

    help = "Create an account with roles in an organ, or help somebody who cannot sign in"
    parts = (
        ("create", "create an account with its first roles"),
        ("password", "give a new first password"),
        ("second-factor", "remove the second factor"),
        ("unlock", "lift a lockout after failed sign-ins"),
    )

    def add_create(self, parser: Any) -> None:
        """What `CreateAccount` needs."""
        parser.add_argument("username", help="sign-in name")
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--organ", required=True, help="the organ's code")
        parser.add_argument("--role", required=True, action="append", choices=ROLE_CODES, help="may be given again")
        parser.add_argument("--division", help="a handler's division, by name")
        parser.add_argument("--since", type=day)
        parser.add_argument("--email", default="")
        parser.add_argument("--ask", action="store_true", help="ask for the first password instead of making one")

    def do_create(self, options: dict[str, Any]) -> None:
        """Create it."""
        organ = organ_of(options["organ"])
        creating = CreateAccount(
            organ=organ,
            username=options["username"],
            name=options["name"],
            roles=tuple(dict.fromkeys(options["role"])),
            division=self._division(organ, options["division"]) if options["division"] else None,
            since=options["since"],
            email=options["email"],
            password=self._asked() if options["ask"] else "",
        )
        creating.by(Actor.command("account create"))
        self.stdout.write(_("The account %(name)s was created.") % {"name": creating.username})
        self._show(creating.first_password)

    def _division(self, organ: Any, name: str) -> Division:
        found = Division.objects.filter(organ=organ, name=name).first()
        if found is None:
            raise CommandError(_("%(organ)s has no division %(name)s.") % {"organ": organ.name, "name": name})
        return found

    def _asked(self) -> str:
        password = getpass(_("First password: "))
        if password != getpass(_("Again: ")):
            raise CommandError(_("The two are not the same."))
        return password

    def _show(self, password: str) -> None:
        if password:
            self.stdout.write(_("First password, shown this once, to be changed at the first sign-in: %(password)s") % {"password": password})

    def add_password(self, parser: Any) -> None:
        """Whose."""
        parser.add_argument("username")

    add_second_factor = add_unlock = add_password

    def _account(self, options: dict[str, Any]) -> Any:
        found = get_user_model().objects.filter(username=options["username"]).first()
        if found is None:
            raise CommandError(_("There is no account %(name)s.") % {"name": options["username"]})
        return found

    def do_password(self, options: dict[str, Any]) -> None:
        """Give one."""
        giving = GivePassword(user=self._account(options))
        giving.by(Actor.command("account password"))
        self._show(giving.first_password)

    def do_second_factor(self, options: dict[str, Any]) -> None:
        """Remove it."""
        removing = ResetSecondFactor(user=self._account(options))
        removing.by(Actor.command("account second-factor"))
        self.stdout.write(_("The second factor was removed.") if removing.had_one else _("There was no second factor."))

    def do_unlock(self, options: dict[str, Any]) -> None:
        """Lift it."""
        lifting = UnlockAccount(user=self._account(options))
        lifting.by(Actor.command("account unlock"))
        self.stdout.write(_("Failed sign-ins forgotten: %(count)s.") % {"count": lifting.forgotten})
