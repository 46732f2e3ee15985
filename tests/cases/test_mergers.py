"""After a merger the gaining organ answers what is open (Reg. 10): its people, its name and numbers, its remedies; days by hand (2026)."""

import datetime as dt

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cases.test_assigning import opened
from cases.test_correcting import Days, on_day, titles
from cases.walk_through import name_the_internet_way, send, take
from gongkai.audit.actors import Actor
from gongkai.cases import reminders, store
from gongkai.cases.letters.letter import loaded
from gongkai.cases.models import Case, Counter
from gongkai.organs.actions import Basis, MergeOrgans, SetOrganSetting
from gongkai.organs.actions.basis import file_store
from gongkai.organs.lineage import answering
from gongkai.organs.models import Notice
from platform_parts import House, World, as_person

__all__ = ["on_day"]  # the fixture

MERGED = dt.date(2026, 3, 16)


def merge(world: World) -> None:
    """The bureau becomes part of the other one."""
    basis = Basis(text="皖办〔2026〕1号")
    MergeOrgans(organs=(world.bureau.organ,), successor=world.stranger.organ, on=MERGED, basis=basis).by(Actor.command("test"))


def merged(world: World, on_day: Days) -> tuple[Case, House]:
    """A request of the bureau of 3 March (due on 31 March), which becomes part of the other one on the 16th."""
    on_day("2026-03-03")
    case = opened(world.bureau)
    on_day("2026-03-16")
    MergeOrgans(organs=(world.bureau.organ,), successor=world.stranger.organ, on=MERGED, basis=Basis(text="皖办〔2026〕1号")).by(
        Actor.command("test")
    )
    name_the_internet_way(world.stranger)
    for name, value in (("review_organ", "白云县人民政府"), ("court", "白云县人民法院")):
        SetOrganSetting(organ=world.stranger.organ, name=name, value=value, since=MERGED, reason="名称").by(Actor.command("test"))
    case.refresh_from_db()
    return case, world.stranger


def test_who_answers_is_the_organ_itself_up_to_its_last_day(world: World, on_day: Days) -> None:
    case, gaining = merged(world, on_day)
    assert answering(case.organ, dt.date(2026, 3, 15)) == world.bureau.organ
    assert answering(case.organ, MERGED) == gaining.organ


def test_the_gaining_organ_answers_in_its_own_name_within_the_same_period(world: World, on_day: Days) -> None:
    case, gaining = merged(world, on_day)
    assert case.due_on == dt.date(2026, 3, 31)  # a merger stops nothing
    assert titles(gaining, "handler") == [f"Answer request {case.number}"]
    assert take(world.bureau, "handler", case, "answer", item="1", answer="disclosed", text="x").status_code in {302, 403, 404}
    assert take(gaining, "handler", case, "answer", item="1", answer="disclosed", text="名单见附件。").status_code == 302
    assert take(gaining, "handler", case, "submit").status_code == 302
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        assert take(gaining, role, case, "sign", note="").status_code == 302
    letter = store.state_of(case).letter
    assert letter is not None
    printed = loaded(file_store().read(letter.data))
    assert printed.organ == "白云县市场监督管理局"
    assert "白云县人民政府" in "".join(printed.lines)  # the reconsideration organ is the gaining organ's government
    assert "青石县人民政府" not in "".join(printed.lines)
    assert Counter.objects.get(organ=gaining.organ, purpose="letter").last == 1
    assert take(gaining, "registrar", case, "serve", way="electronic", on="2026-03-16", mail_number="").status_code == 302
    call_command("cases", "verify")


def test_the_applicant_reads_who_deals_with_the_request_now(world: World, on_day: Days) -> None:
    on_day("2026-03-13")
    _answer, number, code = send(world.bureau)
    on_day("2026-03-16")
    MergeOrgans(organs=(world.bureau.organ,), successor=world.stranger.organ, on=MERGED, basis=Basis(text="皖办〔2026〕1号")).by(
        Actor.command("test")
    )
    shown = Client().post(reverse("requests_status"), {"number": number, "code": code}).content.decode()
    assert "白云县市场监督管理局" in shown
    assert take(world.stranger, "registrar", Case.objects.get(number=number), "confirm", how="电话").status_code == 302


def test_its_people_are_reminded_and_can_be_given_the_request(world: World, on_day: Days) -> None:
    case, gaining = merged(world, on_day)
    handler = gaining.people["handler"]
    with translation.override("en"):
        page = as_person(gaining.people["registrar"]).get(case.get_absolute_url()).content.decode()
    assert "assign" in page
    assert take(gaining, "registrar", case, "assign", item="0", division="", handler=str(handler.pk), reason="").status_code == 302
    case.refresh_from_db()
    assert case.handler_id == handler.pk
    reminders.remind(dt.date(2026, 3, 30))
    told = {one.user.username for one in Notice.objects.filter(key__startswith=f"case-reminder:{case.pk}")}
    assert told == {f"{gaining.organ.code}-handler", f"{gaining.organ.code}-office-head"}
