"""The public deadline calculator: by the rules of the clock, every day explained, what is wrong told at its field; days by hand (2024, 2026)."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.audit.actors import Actor
from gongkai.audit.models import AuditRow
from gongkai.cases import events as e
from gongkai.cases.calculating import Asked, Calculated, FieldError, Written, calculate
from gongkai.cases.clock import clock
from gongkai.cases.ledger import fold
from gongkai.organs.actions import SetOrganSetting
from gongkai.statute.calendar import Calendar
from gongkai.statute.readings import readings
from platform_parts import LONG_AGO, World

D = dt.date
CHINA = Calendar()
DEFAULT = readings()


def calculated(**asked: Any) -> Calculated:
    fields = {"today": D(2024, 3, 5), "channel": "in_person", "arrived": D(2024, 3, 4), **asked}
    return calculate(Asked(**fields), CHINA, DEFAULT)


def due(**asked: Any) -> D | None:
    found = calculated(**asked)
    assert found.standing is not None
    return found.standing.due


def test_the_due_days_worked_out_by_hand() -> None:
    # workdays after Mon 2024-03-04: 5-8 (4), 11-15 (9), 18-22 (14), 25-29 (19), 04-01 (20)
    assert due() == D(2024, 4, 1)
    # 20 more: 04-02, 03 (2), 07-12 with the make-up Sunday (8), 15-19 (13), 22-26 (18), 28 (make-up Sunday), 29
    assert due(extension_days=20, extension_told=D(2024, 4, 1)) == D(2024, 4, 29)
    # a third party's letter from 03-06 to 03-12: four days more
    assert due(letters=(None, Written("third_party", D(2024, 3, 6), D(2024, 3, 8), D(2024, 3, 12)))) == D(2024, 4, 8)
    # a third party that is silent: its letter of 03-06 arrived on 03-07, 15 workdays to 03-28: 16 days (7 to 28) do not count
    assert due(today=D(2024, 6, 3), letters=(Written("third_party", D(2024, 3, 6), D(2024, 3, 7)),)) == D(2024, 4, 24)
    # corrected on 03-18
    assert due(correction_asked=D(2024, 3, 7), corrected=D(2024, 3, 18)) == D(2024, 4, 16)
    # while the applicant has to correct there is no due day
    assert due(correction_asked=D(2024, 3, 7), correction_reached=D(2024, 3, 8)) is None


def test_a_request_that_has_to_be_confirmed_has_no_period_before() -> None:
    found = calculated(channel="internet", arrived=D(2024, 3, 8))  # a Friday
    assert (found.receipt, found.standing) == (None, None)
    assert found.confirm_by is not None
    assert found.confirm_by.end == D(2024, 3, 11)
    found = calculated(channel="internet", arrived=D(2024, 3, 1), confirmed=D(2024, 3, 4))
    assert found.receipt is not None
    assert found.receipt.day == D(2024, 3, 4)
    assert found.standing is not None
    assert found.standing.due == D(2024, 4, 1)


def test_the_remedies_of_an_answer_and_of_silence_have_their_last_days() -> None:
    # served on Tue 2026-03-31: 60 days are Sat 05-30, so Mon 06-01; six months are Wed 09-30
    asked = {"arrived": D(2026, 3, 3), "today": D(2026, 4, 1)}
    given = calculated(**asked, answer="does_not_exist", served=D(2026, 3, 31))
    assert given.clause is not None
    assert given.clause.suit is not None
    assert (given.clause.review.end, given.clause.suit.end) == (D(2026, 6, 1), D(2026, 9, 30))
    assert given.late is not None
    assert given.late.workdays == 0
    secret = calculated(**asked, answer="state_secret", served=D(2026, 3, 31)).clause
    assert secret is not None
    assert (secret.review_first, secret.suit) == ("whole", None)
    silent = calculated(**asked).clause  # the 31st has passed
    assert silent is not None
    assert (silent.review_first, silent.review.end) == ("none", D(2026, 6, 1))
    late = calculated(**asked, answer="disclosed", served=D(2026, 4, 2)).late
    assert late is not None
    assert late.workdays == 2


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"arrived": D(2007, 3, 5)}, "arrived"),
        ({"arrived": D(2150, 3, 5)}, "arrived"),
        ({"answer": "disclosed", "served": D(2090, 3, 1)}, "served"),
        ({"letters": (None, Written("inquiry", D(2024, 3, 6), None, D(2042, 3, 6)))}, "letter_2_answered"),
        ({"confirmed": D(2024, 3, 5)}, "confirmed"),
        ({"channel": "fax", "confirmed": D(2024, 3, 1)}, "confirmed"),
        ({"correction_asked": D(2024, 3, 1)}, "correction_asked"),
        ({"corrected": D(2024, 3, 18)}, "correction_asked"),
        ({"correction_asked": D(2024, 3, 7), "corrected": D(2024, 3, 6)}, "corrected"),
        ({"correction_asked": D(2024, 3, 7), "correction_reached": D(2024, 3, 6)}, "correction_reached"),
        ({"extension_told": D(2024, 4, 1)}, "extension_days"),
        ({"extension_days": 21}, "extension_days"),
        ({"extension_days": 20, "extension_told": D(2024, 4, 2)}, "extension_told"),
        ({"letters": (None, Written("inquiry"))}, "letter_2_sent"),
        ({"letters": (Written("inquiry", D(2024, 3, 1)),)}, "letter_1_sent"),
        ({"letters": (Written("third_party", D(2024, 3, 6), D(2024, 3, 5)),)}, "letter_1_received"),
        ({"letters": (Written("third_party", D(2024, 3, 6), D(2024, 3, 8), D(2024, 3, 7)),)}, "letter_1_answered"),
        ({"answer": "disclosed"}, "served"),
        ({"served": D(2024, 3, 20)}, "answer"),
        ({"answer": "disclosed", "served": D(2024, 3, 1)}, "served"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(asked: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldError) as refused:
        calculated(**asked)
    assert refused.value.field == field
    assert refused.value.message.text("en")


def test_the_calculator_and_the_clock_of_a_case_say_the_same() -> None:
    arrived = e.RequestArrived(
        on=D(2026, 3, 3), channel="fax", number="1", applicant="p", applicant_kind="business", items=("甲",), form="any", delivery="post"
    )
    letter = {"number": "x", "data": "x", "docx": "x", "pdf": "x"}
    case = fold(
        [
            arrived,
            e.ReceiptConfirmed(on=D(2026, 3, 5)),
            e.ExtensionProposed(on=D(2026, 3, 6), days=15, reason="档案", chain=("office_head",)),
            e.ExtensionSigned(on=D(2026, 3, 6), role="office_head"),
            e.ExtensionNoticeIssued(on=D(2026, 3, 6), **letter),
            e.ExtensionTold(on=D(2026, 3, 9), way="electronic"),
        ]
    )
    asked = Asked(
        today=D(2026, 3, 10),
        channel="fax",
        arrived=D(2026, 3, 3),
        confirmed=D(2026, 3, 5),
        extension_days=15,
        extension_told=D(2026, 3, 9),
    )
    seen, found = clock(case, D(2026, 3, 10), CHINA, DEFAULT), calculate(asked, CHINA, DEFAULT)
    assert found.standing is not None
    assert seen.standing is not None
    assert seen.deadline is not None
    assert (found.standing.due, found.standing.text) == (seen.due, seen.standing.text)
    assert found.standing.deadline.days == seen.deadline.days


@pytest.mark.parametrize(("on", "answered"), [(D(2026, 3, 12), None), (D(2026, 3, 20), D(2026, 3, 16)), (D(2026, 5, 6), None)])
def test_with_a_third_party_the_calculator_and_the_clock_say_the_same(on: D, answered: D | None) -> None:
    arrived = e.RequestArrived(
        on=D(2026, 3, 3), channel="in_person", number="1", applicant="p", applicant_kind="business", items=("甲",), form="any", delivery="post"
    )
    letter = {"number": "x", "data": "x", "docx": "x", "pdf": "x"}
    happened: list[e.Event] = [
        arrived,
        e.ConsultationAsked(on=D(2026, 3, 5), whom="third_party", items=(1,), what="甲", party="q", **letter),
        e.ConsultationSent(on=D(2026, 3, 6), way="post", mail_number="XA1", consultation=1, reached=D(2026, 3, 9)),
    ]
    if answered:
        happened.append(e.ConsultationAnswered(on=answered, consultation=1, response="consents", text="同意"))
    written = Written("third_party", D(2026, 3, 6), D(2026, 3, 9), answered)
    asked = Asked(today=on, channel="in_person", arrived=D(2026, 3, 3), letters=(written,))
    seen, found = clock(fold(happened), on, CHINA, DEFAULT), calculate(asked, CHINA, DEFAULT)
    assert found.standing is not None
    assert seen.standing is not None
    assert (found.standing.phase, found.standing.due) == (seen.standing.phase, seen.standing.due)


def page(**fields: Any) -> Any:
    return Client(headers={"Accept-Language": "en"}).get(reverse("deadlines"), fields)


@pytest.mark.django_db
def test_the_page_explains_each_day_in_both_languages_and_keeps_nothing() -> None:
    assert 'name="arrived"' in page().content.decode()
    asked = {"channel": "in_person", "arrived": "2024-03-04"}
    text = page(**asked).content.decode()
    for part in ("2024-04-01", "Art. 33", "weekend", ">20<"):
        assert part in text
    chinese = Client(headers={"Accept-Language": "zh-hans"}).get(reverse("deadlines"), asked).content.decode()
    assert "2024-04-01" in chinese
    assert "第33条" in chinese
    assert not AuditRow.objects.exists()


@pytest.mark.django_db
def test_the_page_tells_what_is_wrong_at_its_field() -> None:
    for fields, named in (
        ({"channel": "in_person", "arrived": "gestern"}, "arrived"),
        ({"channel": "pigeon", "arrived": "2024-03-04"}, "channel"),
        ({"channel": "in_person", "arrived": "2024-03-04", "extension_days": "20", "extension_told": "2024-04-02"}, "extension_told"),
        ({"channel": "in_person", "arrived": "2024-03-04", "letter_2_sent": "2024-03-05"}, "letter_2_kind"),
        ({"channel": "in_person", "arrived": "2024-03-04", "organ": "unknown"}, "organ"),
        ({"channel": "in_person", "arrived": "2007-03-04"}, "arrived"),
    ):
        answer = page(**fields)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [named]
        assert "found" not in answer.context


def test_an_organ_and_a_place_bring_their_own_days(world: World) -> None:
    # 三月三 of Guangxi in 2024 is 11 April; in Anhui nothing of the kind
    asked = {"channel": "in_person", "arrived": "2024-03-25"}
    here, guangxi = page(**asked).context["found"].standing.due, page(**asked, place="45").context["found"].standing.due
    assert guangxi > here
    organ = world.bureau.organ
    SetOrganSetting(organ=organ, name="own_days", value="2024-03-26 休 演练", since=LONG_AGO, reason="本地").by(Actor.command("test"))
    assert page(**asked, organ=organ.code).context["found"].standing.due > here


def test_the_number_of_queries_is_the_same_whatever_is_asked(world: World) -> None:
    counts = []
    for fields in ({}, {"extension_days": "20", "letter_1_kind": "inquiry", "letter_1_sent": "2024-03-05"}):
        with CaptureQueriesContext(connection) as asked:
            assert page(channel="in_person", arrived="2024-03-04", organ=world.bureau.organ.code, **fields).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_site_s_home_an_organ_s_page_and_the_request_form_lead_to_it(world: World) -> None:
    address = reverse("deadlines")
    assert address in Client().get("/").content.decode()
    assert address in Client().get(reverse("requests_status")).content.decode()
    assert f"{address}?organ={world.bureau.organ.code}" in Client().get(reverse("requests_new", args=[world.bureau.organ.code])).content.decode()
