"""One request from the public form to the annual form: by the actions of those who take its steps, counted where it was closed."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cases.walk_through import name_the_internet_way
from gongkai.annual.check import check
from gongkai.audit.actors import Actor
from gongkai.cases.actions import AnswerItem, ConfirmReceipt, SendRequest, ServeAnswer, SignAnswer, SubmitAnswer
from gongkai.cases.models import Case
from gongkai.reports.compiling import compile_report
from person_parts import OUYANG
from platform_parts import World, as_person
from report_parts import enter

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def counted(world: World) -> dict[str, Any]:
    """The rows of section 3 that are not 0, in the column of natural persons."""
    figures = compile_report(world.bureau.organ, TODAY.year, TODAY).figures
    end = ".natural_person"
    rows = {code.removesuffix(end).partition(".")[2]: figure for code, figure in figures.items() if code.endswith(end) and figure}
    assert {code: figures[f"applications.{code}.total"] for code in rows} == rows
    return rows


def test_a_request_stands_in_the_form_from_its_receipt_and_in_its_row_once_the_answer_is_given(world: World) -> None:
    name_the_internet_way(world.bureau)
    organ, people = world.bureau.organ, {role: Actor.of(user) for role, user in world.bureau.people.items()}
    sent = SendRequest(organ=organ, form=uuid.uuid4(), kind="natural_person", document="resident_card", values=OUYANG, item="2025年食品抽检结果")
    case: Case = sent.by(Actor.of(AnonymousUser()))
    assert counted(world) == {}  # not received before it is confirmed (Reg. 31)
    ConfirmReceipt(case=case, how="电话").by(people["registrar"])
    assert counted(world) == {"received": 1, "carried_out": 1}
    AnswerItem(case=case, item=1, answer="disclosed", text="见附表。").by(people["handler"])
    SubmitAnswer(case=case).by(people["handler"])
    while role := Case.objects.get(pk=case.pk).signs_next:
        SignAnswer(case=Case.objects.get(pk=case.pk), role=role).by(people[role])
    assert counted(world) == {"received": 1, "carried_out": 1}  # signed is not given
    ServeAnswer(case=case, way="served").by(people["registrar"])
    assert counted(world) == {"received": 1, "granted": 1, "total": 1}

    address = f"/staff/reports/at/{organ.code}/{TODAY.year}/applications.granted.natural_person/"
    text = as_person(world.bureau.people["handler"]).get(address).content.decode()
    assert case.number in text
    assert case.get_absolute_url() in text
    enter(organ, TODAY.year)
    assert check(compile_report(organ, TODAY.year, TODAY)) == ()
