"""One request through the house, through the HTTP interface, a step at a time as the person who takes it."""

import re
import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from gongkai.audit.actors import Actor
from gongkai.cases.models import Case
from gongkai.organs.actions import SetOrganSetting
from platform_parts import LONG_AGO, House, as_person

ASKED = {
    "kind": "natural_person",
    "name": "𠮷永红",
    "document": "passport",
    "number": "E12345678",
    "phone": "0556-5550123",
    "email": "",
    "address": "",
    "item": "2025年青石县电梯检验合格率及不合格名单",
    "wish": "electronic",
    "delivery": "electronic",
}


def name_the_internet_way(house: House) -> None:
    """What a letter that is served on this site must name (ARL 22)."""
    SetOrganSetting(organ=house.organ, name="internet_review_way", value="行政复议服务平台", since=LONG_AGO, reason="告知渠道").by(
        Actor.command("test")
    )


def send(house: House, browser: Client | None = None, **changed: Any) -> tuple[Any, str, str]:
    """Send the public form; the answer, the number and the code it shows (empty when it was not taken)."""
    fields = {**ASKED, "form": str(uuid.uuid4()), **changed}
    answer = (browser or Client()).post(reverse("requests_new", args=[house.organ.code]), fields)
    shown = re.findall(r'id="(?:number|code)">([^<]+)<', answer.content.decode())
    number, code = shown if len(shown) == 2 else ("", "")
    return answer, number, code


def take(house: House, role: str, case: Case, step: str, **fields: Any) -> Any:
    """Take a step as somebody with `role`."""
    return as_person(house.people[role]).post(reverse("cases_step", args=[case.key, step]), fields)


def answered(house: House, **changed: Any) -> Case:
    """A request that has gone all the way."""
    name_the_internet_way(house)
    _answer, number, _code = send(house, **changed)
    case: Case = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", case, "confirm", how="电话确认")
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="合格率为百分之九十八点五，名单见附件。")
    take(house, "handler", case, "submit")
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        take(house, role, case, "sign", note="")
    take(house, "registrar", case, "serve", way="electronic", on=str(Case.objects.get(pk=case.pk).received_on), mail_number="")
    case.refresh_from_db()
    return case
