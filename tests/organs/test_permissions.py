"""Who may change what: every action as every role of the own organ, of the superior, of the organ below, of a stranger. Planned by hand."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.accounts.models import User
from gongkai.audit.actors import Actor
from gongkai.audit.models import AuditRow
from gongkai.organs import actions
from gongkai.organs.actions import Action, Basis, Contact, CreateOrgan, Facts
from gongkai.organs.models import Deputy, Division, Membership, Organ, OrganEvent
from gongkai.organs.roles import ROLE_CODES
from organs.house import TODAY
from platform_parts import LONG_AGO, World

BASIS = Basis("文件")
FACTS = Facts("department", "county", "340899")
TOMORROW = TODAY + dt.timedelta(days=1)


def _creating(world: World) -> CreateOrgan:
    return CreateOrgan(code="new-one", name="新局", facts=FACTS, created_on=LONG_AGO, superior=world.bureau.organ)


def _supervision_by_another(world: World) -> Action:
    """From the county to another organ that the county supervises."""
    other = CreateOrgan(code="other", name="另局", facts=FACTS, created_on=LONG_AGO, superior=world.county.organ).by(Actor.command("test"))
    return actions.SetSupervision(organ=world.bureau.organ, superior=other, since=TODAY)


def _merge(world: World) -> Action:
    small = CreateOrgan(code="small", name="小局", facts=FACTS, created_on=LONG_AGO, superior=world.bureau.organ).by(Actor.command("test"))
    return actions.MergeOrgans(organs=(small,), successor=world.bureau.organ, on=TODAY, basis=BASIS)


def _membership(world: World) -> Membership:
    row: Membership = Membership.objects.get(user=world.bureau.people["editor"], organ=world.bureau.organ)
    return row


def _deputy(world: World) -> Deputy:
    people = world.bureau.people
    row: Deputy = Deputy.objects.create(organ=world.bureau.organ, absent=people["registrar"], deputy=people["handler"], since=TODAY, until=TOMORROW)
    return row


def _sent_back(world: World) -> OrganEvent:
    row: OrganEvent = OrganEvent.objects.create(organ=world.bureau.organ, kind="sent_back", on=TODAY, recorded_by="command:test")
    return row


def _closed(world: World) -> User:
    user = world.bureau.people["editor"]
    user.is_active = False
    user.save()
    return user


def _division(world: World) -> Division:
    row: Division = Division.objects.create(organ=world.bureau.organ, name="空处")
    return row


# Everything is done to the bureau, which the county supervises. Who may: "own:role", "above:role" (the county's).
OWN_ADMINISTRATOR = {"own:administrator"}
BOTH_ADMINISTRATORS = {"own:administrator", "above:administrator"}
PLAN: dict[str, tuple[Callable[[World], Action], set[str]]] = {
    "CreateOrgan": (_creating, BOTH_ADMINISTRATORS),
    "RenameOrgan": (lambda w: actions.RenameOrgan(organ=w.bureau.organ, name="改名局", on=TODAY, basis=BASIS), BOTH_ADMINISTRATORS),
    "ChangeFacts": (
        lambda w: actions.ChangeFacts(organ=w.bureau.organ, facts=Facts("authorised", "county", "340899"), on=TODAY, basis=BASIS),
        BOTH_ADMINISTRATORS,
    ),
    "MergeOrgans": (_merge, BOTH_ADMINISTRATORS),
    "AbolishOrgan": (lambda w: actions.AbolishOrgan(organ=w.bureau.organ, on=TODAY, basis=BASIS), BOTH_ADMINISTRATORS),
    "SetSupervision": (_supervision_by_another, {"above:administrator"}),  # the bureau's own cannot take it away from the county
    "SetGuidance": (lambda w: actions.SetGuidance(organ=w.bureau.organ, superiors=(w.stranger.organ,), since=TODAY), BOTH_ADMINISTRATORS),
    "ChangeProfile": (lambda w: actions.ChangeProfile(organ=w.bureau.organ, contact=Contact(office_name="办公室")), OWN_ADMINISTRATOR),
    "SetOrganSetting": (
        lambda w: actions.SetOrganSetting(organ=w.bureau.organ, name="correction_days", value=10, since=TODAY),
        OWN_ADMINISTRATOR,
    ),
    "SetSigningChain": (
        lambda w: actions.SetSigningChain(organ=w.bureau.organ, document="annual_report", roles=("office_head",), since=TODAY),
        OWN_ADMINISTRATOR,
    ),
    "AddDivision": (lambda w: actions.AddDivision(organ=w.bureau.organ, name="新处"), OWN_ADMINISTRATOR),
    "RenameDivision": (lambda w: actions.RenameDivision(division=w.bureau.division, name="新处"), OWN_ADMINISTRATOR),
    "CloseDivision": (lambda w: actions.CloseDivision(division=_division(w), on=TODAY), OWN_ADMINISTRATOR),
    "SendBack": (lambda w: actions.SendBack(organ=w.bureau.organ, matter="contact", reason="空号"), {"above:supervisor"}),
    "AnswerSentBack": (lambda w: actions.AnswerSentBack(event=_sent_back(w), answer="已改"), {"own:office_head"}),
    "CreateAccount": (
        lambda w: actions.CreateAccount(organ=w.bureau.organ, username="new", name="新", roles=("administrator",)),
        OWN_ADMINISTRATOR,
    ),
    "Appoint": (lambda w: actions.Appoint(user=w.bureau.people["editor"], organ=w.bureau.organ, role="registrar"), OWN_ADMINISTRATOR),
    "EndAppointment": (lambda w: actions.EndAppointment(membership=_membership(w), until=TODAY), OWN_ADMINISTRATOR),
    "SetDeputy": (
        lambda w: actions.SetDeputy(
            organ=w.bureau.organ, absent=w.bureau.people["registrar"], deputy=w.bureau.people["editor"], since=TODAY, until=TOMORROW
        ),
        {"own:administrator", "own:registrar"},
    ),
    "EndDeputy": (lambda w: actions.EndDeputy(deputy=_deputy(w)), {"own:administrator", "own:registrar"}),
    "DeactivateAccount": (lambda w: actions.DeactivateAccount(user=w.bureau.people["editor"]), OWN_ADMINISTRATOR),
    "ReactivateAccount": (lambda w: actions.ReactivateAccount(user=_closed(w)), OWN_ADMINISTRATOR),
    "GivePassword": (lambda w: actions.GivePassword(user=w.bureau.people["editor"]), OWN_ADMINISTRATOR),
    "ResetSecondFactor": (lambda w: actions.ResetSecondFactor(user=w.bureau.people["editor"]), OWN_ADMINISTRATOR),
    "UnlockAccount": (lambda w: actions.UnlockAccount(user=w.bureau.people["editor"]), OWN_ADMINISTRATOR),
    "DisconnectProvider": (lambda w: actions.DisconnectProvider(user=w.bureau.people["editor"]), OWN_ADMINISTRATOR),
}


def test_the_plan_has_every_action() -> None:
    every = {name for name in actions.__all__ if isinstance(getattr(actions, name), type) and issubclass(getattr(actions, name), Action)}
    assert set(PLAN) == every - {"Action"}


@pytest.mark.parametrize("name", PLAN)
def test_an_action_is_for_those_whom_the_plan_names_and_for_nobody_else(world: World, name: str) -> None:
    make, allowed = PLAN[name]
    action = make(world)
    below = CreateOrgan(code="below", name="下级", facts=FACTS, created_on=LONG_AGO, superior=world.bureau.organ).by(Actor.command("test"))
    houses = {"own": world.bureau.people, "above": world.county.people, "stranger": world.stranger.people, "below": {}}
    for role in ROLE_CODES:
        houses["below"][role] = User.objects.create(username=f"below-{role}", name=role)
        Membership.objects.create(user=houses["below"][role], organ=below, role=role, since=LONG_AGO)
    may = {f"{house}:{role}" for house, people in houses.items() for role, user in people.items() if action.permitted(Actor.of(user))}
    assert may == allowed
    assert not action.permitted(Actor("public"))
    assert not action.permitted(Actor("task", "anything"))
    assert action.permitted(Actor.command("test"))


@pytest.mark.parametrize("name", PLAN)
def test_a_refused_action_changes_nothing_and_an_allowed_one_stands_last_in_the_trail(world: World, name: str) -> None:
    make, allowed = PLAN[name]
    action = make(world)
    rows, state = AuditRow.objects.count(), _state()
    with pytest.raises(PermissionDenied):
        action.by(Actor.of(world.stranger.people["administrator"]))
    assert (AuditRow.objects.count(), _state()) == (rows, state)
    house, _colon, role = min(allowed).partition(":")
    user = (world.bureau if house == "own" else world.county).people[role]
    action.by(Actor.of(user))
    last = AuditRow.objects.order_by("-sequence")[0]
    assert (last.verb, last.actor) == (action.verb, str(user.pk))
    assert AuditRow.objects.filter(sequence__gt=rows, verb=action.verb).count() == 1


def _state() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Organ, OrganEvent, Membership, Deputy, Division, User)]


def test_nobody_is_administrator_of_an_ended_organ(world: World) -> None:
    actions.AbolishOrgan(organ=world.bureau.organ, on=TODAY, basis=BASIS).by(Actor.of(world.county.people["administrator"]))
    world.bureau.organ.refresh_from_db()
    assert not PLAN["ChangeProfile"][0](world).permitted(Actor.of(world.bureau.people["administrator"]))
    with pytest.raises(ValidationError):
        actions.Appoint(user=world.bureau.people["editor"], organ=world.bureau.organ, role="registrar").by(Actor.command("test"))
