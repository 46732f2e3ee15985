"""The receipt of a request (申请回执): number, query code, what was asked, the legal days. Never kept: it holds the code."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files

from django.conf import settings
from django.urls import reverse

from gongkai.cases import ledger, store
from gongkai.cases.events import ScanFiled
from gongkai.cases.letters.answer import printed
from gongkai.cases.letters.letter import Letter, filled
from gongkai.cases.models import Case
from gongkai.organs.setting_table import calendar_of, readings_of
from gongkai.persons import kinds, sealing
from gongkai.statute.laws import Rule, Term, in_force, table
from gongkai.statute.periods import Period
from gongkai.statute.receipt import confirm_by

WORDS = tomllib.loads(files("gongkai.cases.letters").joinpath("receipt.toml").read_text(encoding="utf-8"))
_PLACE = re.compile(r"第(\d{1,2})([条款项])")
_AS = {"条": "第{}条", "款": "第{}款", "项": "第（{}）项"}
_DIGITS = "零一二三四五六七八九"


def compose(case: Case, code: str, on: dt.date) -> Letter:
    """The receipt as it is printed on the day `on`."""
    events = store.events_of(case)
    state = ledger.fold(events)
    count = sum(isinstance(event, ScanFiled) for event in events)
    you = "您" if kinds.name_is_personal(case.applicant_kind) else "贵单位"
    return Letter(
        title=WORDS["title"],
        number="",
        addressee=sealing.values(case.applicant, ["name"])["name"],
        paragraphs=(
            _said("opening", arrived=printed(case.arrived_on), you=you, way=WORDS["ways"][case.channel]),
            _said("number", number=case.number),
            _said("code", code=code),
            _said("asked", items=_items(state)),
            *([_said("files", count=str(count))] if count else []),
            *_days(case, state, you, on),
            _said("keep", you=you, address=settings.ADDRESS + reverse("requests_status")),
        ),
        remedies="",
        organ=case.organ.name_on(on),
        date=printed(on),
    )


def _said(name: str, **fields: str) -> str:
    return filled(WORDS[name], **fields)


def _items(state: ledger.Case) -> str:
    texts = [" ".join(item.text.split()) for item in state.items]
    return texts[0] if len(texts) == 1 else "；".join(_said("item", count=str(number), text=text) for number, text in enumerate(texts, 1))


def _days(case: Case, state: ledger.Case, you: str, on: dt.date) -> Iterator[str]:
    """Receipt and due day where they are known; else who confirms until when, and the period."""
    clock = store.clock_of(case.organ, state, on)
    if clock.receipt is None:
        article = _cited(in_force(table("deadlines", f"receipt.{case.channel}"), case.arrived_on).article)
        by = to_confirm(case)
        yield _said("confirm", you=you, article=article, day=printed(by.end)) if by else _said("confirm_soon", you=you, article=article)
        rule = answer_rule(case)
        yield _said("period", days=str(rule.value), article=_cited(rule.article))
        return
    yield _said("received", day=printed(clock.receipt.day), article=_cited(clock.receipt.article))
    if clock.due:
        yield _said("due", day=printed(clock.due), article="、".join(map(_cited, clock.articles)))


def _cited(place: Term) -> str:
    """A place in a law as the letters cite it: 第三十一条第（三）项, in the law's own numerals."""
    return _PLACE.sub(lambda found: _AS[found[2]].format(_numeral(int(found[1]))), place.text("zh_Hans"))


def _numeral(number: int) -> str:
    """From 1 to 99."""
    tens, ones = divmod(number, 10)
    return ("" if tens in {0, 1} else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def to_confirm(case: Case) -> Period | None:
    """Until when the receipt of a request that waits for it has to be confirmed; None where no day is set."""
    return confirm_by(case.channel, case.arrived_on, calendar_of(case.organ, case.arrived_on), readings_of(case.organ, case.arrived_on))


def answer_rule(case: Case) -> Rule:
    """The answer period, in working days, of the law of the day on which the request came."""
    return in_force(table("deadlines", "answer"), case.arrived_on)
