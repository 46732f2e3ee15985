"""`manage organ`: the first organ of an installation, and all of them in a list."""

from typing import Any

from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.organs.actions import Basis, CreateOrgan, Facts
from gongkai.organs.management.speaking import SpeakingCommand, day, organ_of
from gongkai.organs.models import Organ


class Command(SpeakingCommand):
    """Create an organ; list all."""

    help = "Create an organ (行政机关), or list all"
    parts = (("create", "create an organ; without --superior the top of a tree"), ("list", "list all organs"))

    def add_create(self, parser: Any) -> None:
        """What `CreateOrgan` needs."""
        parser.add_argument("code", help="small letters, digits, hyphens: qingshi-scjg")
        parser.add_argument("--name", required=True, help="full name (全称)")
        parser.add_argument("--short-name", default="")
        parser.add_argument("--kind", required=True, choices=Organ.Kind.values)
        parser.add_argument("--level", required=True, choices=Organ.Level.values)
        parser.add_argument("--region-code", default="", help="GB/T 2260, 6 digits; 9 for a township; none for a national organ")
        parser.add_argument("--credit-code", default="", help="unified social credit code, 18 characters")
        parser.add_argument("--created-on", required=True, type=day)
        parser.add_argument("--superior", help="code of the organ to which it reports")
        parser.add_argument("--guide", action="append", default=[], help="code of an organ that guides its business; may be given again")
        parser.add_argument("--management", default="own_government", choices=("own_government", "vertical", "sub_provincial_vertical"))
        parser.add_argument("--line", default="general", choices=("general", "customs", "justice"))
        parser.add_argument("--basis", default="", help="title and number of the document that created it")

    def do_create(self, options: dict[str, Any]) -> None:
        """Create it."""
        organ = CreateOrgan(
            code=options["code"],
            name=options["name"],
            short_name=options["short_name"],
            facts=Facts(options["kind"], options["level"], options["region_code"], options["credit_code"]),
            created_on=options["created_on"],
            superior=organ_of(options["superior"]) if options["superior"] else None,
            guides=tuple(organ_of(code) for code in options["guide"]),
            management=options["management"],
            line=options["line"],
            basis=Basis(options["basis"]),
        ).by(Actor.command("organ create"))
        self.stdout.write(
            _("%(name)s (%(code)s) was created. Its first administrator: manage account create NAME --organ %(code)s --role administrator")
            % {"name": organ.name, "code": organ.code}
        )

    def add_list(self, parser: Any) -> None:
        """Nothing to choose."""

    def do_list(self, _options: dict[str, Any]) -> None:
        """A line each."""
        for organ in Organ.objects.all():
            ended = _("ended on %(day)s") % {"day": organ.ended_on} if organ.ended_on else ""
            self.stdout.write(f"{organ.code}\t{organ.name}\t{organ.region_code}\t{ended}".rstrip())
