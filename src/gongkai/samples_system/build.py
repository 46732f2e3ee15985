"""Building the sample system: the plan done by the same actions that people use, whole or not at all."""

from datetime import timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.audit.actors import Actor
from gongkai.organs.actions.accounts import CreateAccount
from gongkai.organs.actions.basis import Basis
from gongkai.organs.actions.deputies import SetDeputy
from gongkai.organs.actions.divisions import AddDivision
from gongkai.organs.actions.ending import MergeOrgans
from gongkai.organs.actions.founding import CreateOrgan, Facts
from gongkai.organs.actions.profile import ChangeProfile, Contact
from gongkai.organs.actions.sending_back import SendBack
from gongkai.organs.actions.settings import SetOrganSetting
from gongkai.organs.models import Division, Organ
from gongkai.samples_system.people import PASSWORD, PlannedPerson, SampleAccount, planned_people, sample_accounts
from gongkai.samples_system.plan import PlannedOrgan, plan

__all__ = ["PASSWORD", "SampleAccount", "build_sample_system", "sample_accounts"]

_BY = Actor.command("sample_system")


def build_sample_system() -> None:
    """Make organs and people of the plan in an empty database; where they are already, nothing is done."""
    with transaction.atomic():
        if Organ.objects.filter(code=plan().organs[0].code).exists():
            return
        organs = {one.code: _found(one) for one in plan().organs}
        for person in planned_people():
            _appoint(person, organs[person.organ.code])
        _merge(organs)
        _absence(organs)
        _send_back(organs)


def _found(planned: PlannedOrgan) -> Organ:
    superior = Organ.objects.get(code=planned.superior) if planned.superior else None
    organ: Organ = CreateOrgan(
        code=planned.code,
        name=planned.name,
        short_name=planned.short_name,
        facts=Facts(planned.kind, planned.level, planned.region, planned.credit_code),
        created_on=planned.created_on,
        superior=superior,
        management=planned.management,
        basis=Basis(planned.basis),
    ).by(_BY)
    ChangeProfile(organ=organ, contact=_contact(planned)).by(_BY)
    for name in planned.divisions:
        AddDivision(organ=organ, name=name).by(_BY)
    _remedies(organ, planned)
    return organ


def _remedies(organ: Organ, planned: PlannedOrgan) -> None:
    """What the letters of the organ must name and the rules do not find here: the city has no government in the sample."""
    place = planned.name.split("市场监督管理局")[0] if planned.level == "county" else "云川市"
    named = {"internet_review_way": "行政复议网上申请平台（示例）"}
    if planned.region.startswith("3499"):
        named |= {"review_organ": f"{place}人民政府", "court": f"{place}人民法院"}
    for name, value in named.items():
        SetOrganSetting(organ=organ, name=name, value=value, since=planned.created_on, reason="示例").by(_BY)


def _contact(planned: PlannedOrgan) -> Contact:
    """What the guide must say (Reg. 12); numbers and addresses that lead nowhere."""
    place = planned.name.split("市场监督管理局")[0]
    return Contact(
        office_name=f"{planned.short_name}政务公开办公室",
        office_address=f"{place}示例路1号",
        office_postcode="000000",
        office_hours="工作日 8:30-12:00，14:00-17:30",
        office_telephone="000-00000000",
        office_fax="000-00000001",
        office_email=f"{planned.code}@example.org",
    )


class _SampleAccount(CreateAccount):
    """An account with the password that the demo prints; hashed once for all of them."""

    def give_password(self, user: User) -> None:
        user.password, user.must_change_password = _hash(), False
        user.password_changed_at = timezone.now()
        user.save()


@cache
def _hash() -> str:
    return str(make_password(PASSWORD))


def _appoint(person: PlannedPerson, organ: Organ) -> None:
    division = Division.objects.filter(organ=organ).order_by("position").last()
    _SampleAccount(organ=organ, username=person.username, name=person.name, roles=person.roles, division=division, since=person.organ.created_on).by(
        _BY
    )


def _merge(organs: dict[str, Organ]) -> None:
    merger = plan().merger
    ended = tuple(organs[code] for code in merger["organs"])
    MergeOrgans(organs=ended, successor=organs[merger["successor"]], on=merger["on"], basis=Basis(merger["basis"])).by(_BY)


def _absence(organs: dict[str, Organ]) -> None:
    """Somebody is away from today on."""
    absence = plan().absence
    people = {role: User.objects.get(username=f"{absence['organ']}-{absence[role]}") for role in ("absent", "deputy")}
    today = timezone.localdate()
    SetDeputy(
        organ=organs[absence["organ"]],
        absent=people["absent"],
        deputy=people["deputy"],
        since=today,
        until=today + timedelta(days=absence["days"]),
        reason=absence["reason"],
    ).by(_BY)


def _send_back(organs: dict[str, Organ]) -> None:
    """The supervisor wants to know something: it waits for the head of the disclosure office."""
    sent = plan().sent_back
    supervisor = Actor.of(User.objects.get(username=sent["by"]))
    SendBack(organ=organs[sent["organ"]], matter=sent["matter"], reason=sent["reason"]).by(supervisor)
