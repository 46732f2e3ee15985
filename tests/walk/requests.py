"""Requests of an organ at every stage, a marked word in what is asked for and in what is answered."""

import datetime as dt
import uuid

from django.utils import timezone

from gongkai.audit.actors import Actor
from gongkai.cases import store
from gongkai.cases.actions import (
    AnswerItem,
    AskCorrection,
    AskOrgan,
    AskReasons,
    AskThirdParty,
    AssignCase,
    ConfirmReceipt,
    ConsultationAnswered,
    LogAttempt,
    ProposeExtension,
    ReceiveReasons,
    ReturnAnswer,
    SendConsultation,
    SendRequest,
    ServeAnswer,
    ServeCorrection,
    ServeReasons,
    SignAnswer,
    SignExtension,
    SubmitAnswer,
    WeighThirdParty,
    WithdrawRequest,
)
from gongkai.cases.actions.delivering import ReturnDelivery
from gongkai.cases.actions.notes import WriteNote
from gongkai.cases.actions.opinions import AskOpinion, GiveOpinion
from gongkai.cases.actions.propose import ProposePublication
from gongkai.cases.actions.register import Party, RegisterRequest
from gongkai.cases.models import Case, CaseEvent, CaseFile, CaseItem, CaseParty, CaseService, CaseTask, Counter, Proposal, SearchPiece
from gongkai.organs.actions import Document
from gongkai.organs.models import OrganSetting
from gongkai.persons.models import Person
from gongkai.reports.snapshots import month_end_before, take
from platform_parts import LONG_AGO
from walk.filling import Side
from walk.words import SEALED

CHAIN = ("legal_reviewer", "secrecy_reviewer", "office_head")


def requests(side: Side) -> None:
    """One that has only arrived, one in each of the hands, one answered, one withdrawn, one to be corrected, one extended."""
    for name in ("review_organ", "court", "internet_review_way", "organ_word"):
        OrganSetting.objects.create(organ=side.organ, name=name, value=side.words.word(side.letter, f"the setting {name}"), since=LONG_AGO)
    for stage in ("arrived", "open", "signing", "closed", "withdrawn", "correcting", "extending"):
        _request(side, stage)
    _consulting(side)
    _registered(side)
    take(side.organ, month_end_before(timezone.localdate()))
    _proposed(side)
    _inside(side)
    for model, organ in (
        (Case, "organ"),
        (CaseEvent, "case__organ"),
        (CaseFile, "case__organ"),
        (CaseItem, "case__organ"),
        (CaseTask, "case__organ"),
        (CaseParty, "case__organ"),
        (CaseService, "case__organ"),
        (Proposal, "organ"),
        (Counter, "organ"),
        (SearchPiece, "case__organ"),
    ):
        for row in model.objects.filter(**{organ: side.organ}):
            side.keep(row)


def _consulting(side: Side) -> None:
    """One to which a third party objects with reasons that are overruled, and another organ is asked; its applicant gives reasons."""
    _request(side, "consulting")
    case = Case.objects.filter(organ=side.organ).latest("pk")
    handler, registrar = _actor(side, "handler"), _actor(side, "registrar")

    def said(what: str) -> str:
        return side.words.text(side.letter, f"{what} (consulting)", 80)

    values = {"name": side.words.word(SEALED[side.letter], "name of the third party")}
    AskThirdParty(case=case, items=(1,), what=said("what a third party is asked"), kind="natural_person", values=values).by(handler)
    SendConsultation(case=case, consultation=1, way="served").by(registrar)
    ConsultationAnswered(case=case, consultation=1, response="objects", text=said("what a third party says")).by(registrar)
    weighed = {"response": "objects_with_reason", "decision": "disclose", "reason": said("why it weighs more"), "content": said("what is disclosed")}
    WeighThirdParty(case=case, consultation=1, **weighed).by(handler)
    AskOrgan(case=case, items=(1,), what=said("what an organ is asked"), whom="other_organ", organ=said("the organ asked")).by(handler)
    until = timezone.localdate() + dt.timedelta(days=10)
    AskReasons(case=case, why=said("why reasons are asked for"), until=until).by(handler)
    ServeReasons(case=case, way="electronic").by(registrar)
    ReceiveReasons(case=case, text=said("reasons of who asks")).by(registrar)
    side.keep(Person.objects.get(pk=store.state_of(case).consultations[0].asked.party))


def _inside(side: Side) -> None:
    """One is in a handler's hands, with an opinion asked and given and a note; a letter of another came back."""
    case = Case.objects.filter(organ=side.organ, stage="open").latest("pk")
    division, handler = side.house.division, side.house.people["handler"]
    AssignCase(case=case, handler=handler, item=1).by(_actor(side, "registrar"))
    for said in ("what a division says", ""):
        question = side.words.text(side.letter, "what a division is asked", 80)
        AskOpinion(case=case, division=division, question=question).by(_actor(side, "handler"))
        if said:
            GiveOpinion(case=case, opinion=1, text=side.words.text(side.letter, said, 80)).by(_actor(side, "handler"))
    WriteNote(case=case, text=side.words.text(side.letter, "a note", 80)).by(_actor(side, "handler"))
    AskCorrection(case=case, what=side.words.text(side.letter, "what has to be corrected, by post", 80)).by(_actor(side, "handler"))
    number = side.words.word(side.letter, "the number of a mail item")[:40]
    ServeCorrection(case=case, way="post", mail_number=number).by(_actor(side, "registrar"))
    ReturnDelivery(case=case, service=1, reason=side.words.text(side.letter, "why a letter came back", 80)).by(_actor(side, "registrar"))


def _proposed(side: Side) -> None:
    """What one asks for is put forward for publication; a last attempt to reach who has not been reached."""
    first = {stage: Case.objects.filter(organ=side.organ, stage=stage).earliest("pk") for stage in ("open", "arrived")}
    why = side.words.text(side.letter, "why it should be published", 80)
    ProposePublication(case=first["open"], item=1, origin="applicant", why=why).by(_actor(side, "handler"))
    note = side.words.text(side.letter, "note of an attempt", 80)
    LogAttempt(case=first["arrived"], way="phone", at="00:00", result="dead", note=note).by(_actor(side, "registrar"))


def _request(side: Side, stage: str) -> None:
    letter = SEALED[side.letter]
    values = {"name": side.words.word(letter, f"name of who asks ({stage})"), "number": "E73055190", "phone": "05565550199"}
    asked = side.words.text(side.letter, f"what is asked for ({stage})")
    case = SendRequest(organ=side.organ, form=uuid.uuid4(), kind="natural_person", document="passport", values=values, item=asked).by(Actor("public"))
    side.keep(Person.objects.get(pk=case.applicant_id))
    if stage == "arrived":
        return
    ConfirmReceipt(case=case, how=side.words.text(side.letter, f"how it was confirmed ({stage})", 80)).by(_actor(side, "registrar"))
    if stage in {"open", "consulting"}:
        return
    if stage == "withdrawn":
        WithdrawRequest(case=case, how=side.words.text(side.letter, "how it was withdrawn", 80)).by(_actor(side, "registrar"))
        return
    if stage == "extending":
        ProposeExtension(case=case, days=20, reason=side.words.text(side.letter, "why it is extended", 80)).by(_actor(side, "handler"))
        case.refresh_from_db()
        SignExtension(case=case, role="office_head").by(_actor(side, "office_head"))
        return
    if stage == "correcting":
        AskCorrection(case=case, what=side.words.text(side.letter, "what has to be corrected", 80)).by(_actor(side, "handler"))
        ServeCorrection(case=case, way="electronic").by(_actor(side, "registrar"))
        return
    answer = side.words.text(side.letter, f"what is answered ({stage})")
    AnswerItem(case=case, item=1, answer="disclosed", text=answer).by(_actor(side, "handler"))
    SubmitAnswer(case=case).by(_actor(side, "handler"))
    if stage == "signing":
        reason = side.words.text(side.letter, "why an answer went back", 80)
        case.refresh_from_db()
        ReturnAnswer(case=case, role=CHAIN[0], reason=reason).by(_actor(side, CHAIN[0]))
        SubmitAnswer(case=case).by(_actor(side, "handler"))
        return
    for role in CHAIN:
        case.refresh_from_db()
        SignAnswer(case=case, role=role).by(_actor(side, role))
    ServeAnswer(case=case, way="electronic").by(_actor(side, "registrar"))


def _registered(side: Side) -> None:
    """One that came on paper, with an agent, a joint applicant, a scan."""
    letter = SEALED[side.letter]
    names = [side.words.word(letter, f"name of {who}") for who in ("who wrote", "the agent", "who asks too")]
    asked = side.words.text(side.letter, "what is asked for (on paper)")
    case = RegisterRequest(
        organ=side.organ,
        form=uuid.uuid4(),
        way="signed_mail",
        on=timezone.localdate(),
        kind="natural_person",
        values={"name": names[0]},
        items=(asked,),
        delivery="post",
        agent=Party("natural_person", "", {"name": names[1]}),
        authority="power",
        joint=(Party("natural_person", "", {"name": names[2]}),),
        scans={"request": Document("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(40))},
    ).by(_actor(side, "registrar"))
    arrived = store.state_of(case).arrived
    for key in (arrived.applicant, arrived.agent, *arrived.joint):
        side.keep(Person.objects.get(pk=key))


def _actor(side: Side, role: str) -> Actor:
    return Actor.of(side.house.people[role])
