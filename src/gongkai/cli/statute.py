"""`gongkai statute`: due dates, working days and fees, each explained."""

import argparse
import datetime as dt
import json
from collections.abc import Callable, Iterable
from typing import Any

from rich.cells import cell_len

from gongkai.cli.output import output
from gongkai.messages import Message, UserError, message
from gongkai.statute.calendar import Calendar, DayKind
from gongkai.statute.deadlines import Deadline, Extension, Timeline, answer_due
from gongkai.statute.fees import Fee, processing_fee
from gongkai.statute.readings import readings
from gongkai.statute.receipt import Receipt, channels, receipt
from gongkai.statute.stops import Stop

_MOST_DIGITS = 12  # more than any count here; Python itself refuses to read thousands of digits
Result = tuple[dict[str, Any], Callable[[], None]]


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `gongkai statute` with its commands `deadline`, `fee` and `workdays`."""
    group = subparsers.add_parser("statute", help=str(message("due dates, working days and fees by the law, explained")))
    commands = group.add_subparsers(required=True, metavar="COMMAND")

    deadline = _command(commands, "deadline", _deadline, message("the due date of an answer, with every day counted or not"))
    deadline.add_argument("--received", required=True, metavar="DATE", help=str(message("day the request arrived")))
    deadline.add_argument("--channel", help=str(message("how it came in: {known}; without it DATE is the day of receipt", known=channels())))
    deadline.add_argument("--confirmed", metavar="DATE", help=str(message("day it was confirmed with the applicant")))
    deadline.add_argument("--asked", metavar="DATE", help=str(message("day the notice of correction went out")))
    deadline.add_argument("--corrected", metavar="DATE", help=str(message("day the correction arrived")))
    deadline.add_argument("--paid", metavar="DATE", help=str(message("day the processing fee was paid")))
    deadline.add_argument(
        "--stop",
        nargs=2,
        action="append",
        default=[],
        metavar=("FROM", "TO"),
        help=str(message("a letter went out and its answer came; can be repeated")),
    )
    deadline.add_argument("--extend", metavar="DAYS", help=str(message("working days of extension")))
    deadline.add_argument("--told", metavar="DATE", help=str(message("day the applicant was told of the extension")))
    _region(deadline)

    fee = _command(commands, "fee", _fee, message("the information processing fee, step by step"))
    fee.add_argument("--pieces", metavar="N", help=str(message("requests of one applicant in a calendar month")))
    fee.add_argument("--pages", metavar="N", help=str(message("pages handed over for one request")))
    fee.add_argument("--date", metavar="DATE", help=str(message("day that chooses the law; today without it")))

    workdays = _command(commands, "workdays", _workdays, message("the working days after FROM, up to and including TO"))
    workdays.add_argument("start", metavar="FROM")
    workdays.add_argument("end", metavar="TO")
    _region(workdays)


def _command(commands: Any, name: str, work: Callable[[argparse.Namespace], Result], summary: Message) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=str(summary), description=str(summary))
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run, work=work)
    return parser


def _region(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--region", default="", help=str(message("region whose own holidays count too, e.g. guangxi")))


def run(arguments: argparse.Namespace) -> int:
    """Do the command and print it as text or JSON; 0. Raises UserError for input that no answer fits."""
    data, show = arguments.work(arguments)
    with output(None):
        if arguments.format == "json":
            print(json.dumps(data, ensure_ascii=False))
        else:
            show()
    return 0


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UserError(message("“{text}” is not a date; write it like 2024-02-19", text=text)) from None


def _optional_date(text: str | None) -> dt.date | None:
    return None if text is None else _date(text)


def _number(text: str) -> int:
    # isdecimal also takes full-width digits, which int() reads as well
    if not text.isdecimal():
        raise UserError(message("“{text}” is not a whole number from 0 up", text=text))
    if len(text) > _MOST_DIGITS:
        raise UserError(message("A number of {digits} digits is a slip of the pen; check it", digits=len(text)))
    return int(text)


def _deadline(arguments: argparse.Namespace) -> Result:
    calendar, settings = Calendar(region=arguments.region), readings()
    received, confirmed = _date(arguments.received), _optional_date(arguments.confirmed)
    if confirmed is not None and arguments.channel is None:
        raise UserError(message("--confirmed says something only together with --channel; known channels: {known}", known=channels()))
    receipt_of = receipt(arguments.channel.replace("-", "_"), received, confirmed, calendar, settings) if arguments.channel else None
    told = _optional_date(arguments.told)
    if told is not None and arguments.extend is None:
        raise UserError(message("--told says something only together with --extend"))
    timeline = Timeline(
        received=receipt_of.day if receipt_of else received,
        corrected=_optional_date(arguments.corrected),
        correction_asked=_optional_date(arguments.asked),
        fee_paid=_optional_date(arguments.paid),
        stops=tuple(Stop(_date(begin), _date(end)) for begin, end in arguments.stop),
        extension=Extension(_number(arguments.extend), told) if arguments.extend is not None else None,
    )
    deadline = answer_due(timeline, calendar, settings)
    return _deadline_data(deadline, receipt_of), lambda: _show_deadline(deadline, receipt_of)


def _articles(deadline: Deadline, receipt_of: Receipt | None) -> tuple[Message, ...]:
    return (*((receipt_of.article,) if receipt_of else ()), *deadline.articles)


def _remarks(deadline: Deadline, receipt_of: Receipt | None) -> tuple[Message, ...]:
    return (*((receipt_of.alarm,) if receipt_of and receipt_of.alarm else ()), *deadline.notes)


def _deadline_data(deadline: Deadline, receipt_of: Receipt | None) -> dict[str, Any]:
    return {
        "due": deadline.due.isoformat(),
        "received": deadline.received.isoformat(),
        "start": deadline.start.isoformat(),
        "first_due": deadline.first_due.isoformat(),
        "workdays": deadline.length,
        "provisional": deadline.provisional,
        "days": [
            {
                "date": line.day.isoformat(),
                "counted": line.counted,
                "number": line.number or None,
                "why": line.why.both(),
                "provisional": line.provisional,
            }
            for line in deadline.days
        ],
        "articles": [article.both() for article in _articles(deadline, receipt_of)],
        "faults": [fault.both() for fault in deadline.faults],
        "notes": [note.both() for note in _remarks(deadline, receipt_of)],
        "calendar": deadline.calendar,
    }


def _show_deadline(deadline: Deadline, receipt_of: Receipt | None) -> None:
    print(message("Due: {due}", due=deadline.due))
    print(message("{length} working days after {start}", length=deadline.length, start=deadline.start))
    _warn_provisional(deadline.provisional)
    _table(
        (message("day"), message("counted"), message("why")),
        ((_day(line.day), str(line.number or ""), str(line.why)) for line in deadline.days),
        (False, True, False),
    )
    _list(message("Fault: {what}", what=fault) for fault in deadline.faults)
    _list(message("Note: {what}", what=note) for note in _remarks(deadline, receipt_of))
    _list(message("Law: {article}", article=article) for article in _articles(deadline, receipt_of))


def _fee(arguments: argparse.Namespace) -> Result:
    if (arguments.pieces is None) == (arguments.pages is None):
        raise UserError(message("Give either --pieces or --pages: the fee is charged by piece or by page, never both for one request"))
    day = _optional_date(arguments.date) or dt.datetime.now(dt.UTC).astimezone().date()
    if arguments.pieces is not None:
        fee = processing_fee("pieces", _number(arguments.pieces), day)
    else:
        fee = processing_fee("pages", _number(arguments.pages), day)
    data = {
        "fee": fee.total,
        "unit": "yuan",
        "date": day.isoformat(),
        "steps": [{"from": s.first, "to": s.last, "count": s.count, "rate": s.rate, "amount": s.amount} for s in fee.steps],
        "articles": [fee.article.both()],
    }
    return data, lambda: _show_fee(fee)


def _show_fee(fee: Fee) -> None:
    if fee.steps:
        _table(
            (message("units"), message("count"), message("yuan each"), message("yuan")),
            ((f"{s.first}-{s.last}", str(s.count), str(s.rate), str(s.amount)) for s in fee.steps),
            (False, True, True, True),
        )
    print(message("Fee: {total} yuan", total=fee.total))
    _list([message("Law: {article}", article=fee.article)])


def _workdays(arguments: argparse.Namespace) -> Result:
    calendar = Calendar(region=arguments.region)
    start, end = _date(arguments.start), _date(arguments.end)
    count = calendar.workdays_between(start, end)
    kinds = [calendar.kind(start + dt.timedelta(days=n)) for n in range(1, (end - start).days + 1)]
    data = {
        "days": count.days,
        "from": start.isoformat(),
        "to": end.isoformat(),
        "provisional": count.provisional,
        "table": [{"date": kind.day.isoformat(), "workday": kind.workday, "why": kind.why.both(), "provisional": kind.provisional} for kind in kinds],
        "calendar": calendar.version,
    }
    return data, lambda: _show_workdays(data, kinds)


def _show_workdays(data: dict[str, Any], kinds: list[DayKind]) -> None:
    print(message("{days} working days after {start}, up to and including {end}", days=data["days"], start=data["from"], end=data["to"]))
    _warn_provisional(data["provisional"])
    counted = 0
    rows = []
    for kind in kinds:
        counted += kind.workday
        rows.append((_day(kind.day), str(counted) if kind.workday else "", str(kind.why)))
    _table((message("day"), message("counted"), message("why")), rows, (False, True, False))


def _warn_provisional(provisional: bool) -> None:  # noqa: FBT001 - a fact, not a switch
    if provisional:
        print(message("Provisional: rests on a year whose holidays and make-up workdays are not yet announced"))


_WEEKDAYS = (
    message("Monday"),
    message("Tuesday"),
    message("Wednesday"),
    message("Thursday"),
    message("Friday"),
    message("Saturday"),
    message("Sunday"),
)


def _day(day: dt.date) -> str:
    return f"{day} {_WEEKDAYS[day.weekday()]}"


def _list(lines: Iterable[Message]) -> None:
    for line in lines:
        print(line)


def _table(heads: Iterable[Message], rows: Iterable[tuple[str, ...]], right: Iterable[bool]) -> None:
    """Print columns aligned by the width of full-width characters, uncut however narrow the terminal is."""
    lines = [tuple(str(head) for head in heads), *rows]
    columns = [(max(map(cell_len, column)), to_right) for column, to_right in zip(zip(*lines, strict=True), right, strict=True)]
    for line in lines:
        print("  ".join(_cell(text, width, to_right=to_right) for text, (width, to_right) in zip(line, columns, strict=True)).rstrip())


def _cell(text: str, width: int, *, to_right: bool) -> str:
    blanks = " " * (width - cell_len(text))
    return blanks + text if to_right else text + blanks
