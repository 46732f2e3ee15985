"""Requests by the hundred thousand on SQLite: `gongkai bench cases [--size N] [--rounds N] [--data DIR]`.

The market bureau of a county gets N requests of three years, made by appending their events in bulk (`gongkai.cases.bulk`): rows,
search index and all follow from them as they do in use. Then its registrar opens the pages that are opened most, through the whole site (sign-in
check, permissions, template), and the median of the rounds counts; the aim is 200 ms.

Each page stands against its physical limit: the very statements that it sent, on a bare connection to the same file, rows fetched and nothing
done with them. A search stands against its peer as well: the same words looked for in every text that is searched, without an index (`LIKE`).
Before anything is timed, what the pages find is compared with what was planned, and every row of a sample with its events.
"""

import argparse
import datetime as dt
import gc
import logging
import os
import platform
import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

SIZE, ROUNDS, AIM = 100_000, 21, 200
SEED = 20261122
LAST = dt.date(2026, 10, 30)
DAYS = 3 * 365
PERSONS = 500
ORGAN, REGISTRAR = "qingshi-scjg", "qingshi-scjg-registrar"
MILLISECONDS = 1e3
NEEDLE, RARE = "海绵城市透水铺装", 1000
"""What stands in one request of so many."""
GIVEN = 0.8
"""The share of answers that give what was asked for."""

PLACES = ("城关镇", "柳树镇", "白云乡", "青石街道", "临江镇", "桃源乡", "河口镇", "石桥镇", "龙泉乡", "东风街道")
THINGS = ("电梯", "压力容器", "食品抽检", "农贸市场", "加油机", "特种设备", "学校食堂", "药品零售", "网络餐饮", "医疗器械", "儿童玩具", "燃气灶具")
ASKED = ("检验合格率", "不合格名单", "行政处罚决定书", "检查记录", "抽样单", "整改通知书", "投诉处理结果", "许可档案", "检定证书", "经费支出明细")
SAID = (
    "经检索，现将相关信息提供如下",
    "所需信息已在门户网站公开",
    "名单见附件，请查收",
    "相关内容由承办科室整理",
    "详见随附材料",
    "具体数据以公布为准",
)


def start(folder: Path) -> None:
    """Load the platform on a data folder, with the bureau and its registrar in it."""
    os.environ.update(GONGKAI_HOSTS="testserver", GONGKAI_SECOND_FACTOR="nobody", GONGKAI_LOG="text", GONGKAI_ADDRESS="http://testserver")
    os.environ.pop("DATABASE_URL", None)  # the aim is SQLite's
    from gongkai.cli import site  # noqa: PLC0415  # once the environment stands

    site.choose_data(str(folder))
    site.load()
    logging.disable(logging.INFO)  # a line for each page, among ours
    from django.core.management import call_command  # noqa: PLC0415

    from gongkai.operations import keys  # noqa: PLC0415
    from gongkai.organs.models import Organ  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    keys.write_down()
    if not Organ.objects.exists():
        found()


def found() -> None:
    """The bureau, its office and its registrar."""
    from gongkai.audit.actors import Actor  # noqa: PLC0415
    from gongkai.organs.actions.accounts import CreateAccount  # noqa: PLC0415
    from gongkai.organs.actions.basis import Basis  # noqa: PLC0415
    from gongkai.organs.actions.divisions import AddDivision  # noqa: PLC0415
    from gongkai.organs.actions.founding import CreateOrgan, Facts  # noqa: PLC0415

    by, began = Actor.command("bench"), dt.date(2019, 3, 1)
    organ = CreateOrgan(
        code=ORGAN,
        name="青石县市场监督管理局",
        short_name="县市场监管局",
        facts=Facts("department", "county", "340899", ""),
        created_on=began,
        superior=None,
        management="own_government",
        basis=Basis("示例"),
    ).by(by)
    AddDivision(organ=organ, name="办公室").by(by)
    CreateAccount(organ=organ, username=REGISTRAR, name="示例", roles=("registrar",), division=None, since=began).by(by)


def text(chance: random.Random, number: int) -> str:
    """What request `number` asks for."""
    place, thing, asked = (chance.choice(words) for words in (PLACES, THINGS, ASKED))
    needle = f"，以及{NEEDLE}的相关材料" if number % RARE == 0 else ""
    return f"申请公开{place}{chance.randrange(2019, 2027)}年第{chance.randrange(1, 400)}号{thing}{asked}{needle}"


def lives(size: int) -> Iterator[Any]:
    """The requests, with all their events: most answered within the period, some late, the last ones open."""
    from gongkai.audit.actors import Actor  # noqa: PLC0415
    from gongkai.cases import events as e  # noqa: PLC0415
    from gongkai.cases.bulk import NewCase, numbers  # noqa: PLC0415
    from gongkai.cases.models import Case  # noqa: PLC0415
    from gongkai.organs.models import Organ  # noqa: PLC0415
    from gongkai.persons.actions import RegisterPerson  # noqa: PLC0415

    chance = random.Random(SEED)  # noqa: S311  # texts and days of a benchmark
    organ = Organ.objects.get(code=ORGAN)
    by = Actor.command("bench")
    values = ({"name": f"示例{number:04}", "phone": f"0556555{number:04}"} for number in range(PERSONS))
    persons = [str(RegisterPerson(organ=organ, kind="natural_person", values=one).by(by).pk) for one in values]
    arrivals = sorted(LAST - dt.timedelta(days=chance.randrange(DAYS)) for _ in range(size))
    for number, (day, printed) in enumerate(zip(arrivals, numbers(organ, "request", arrivals), strict=True)):
        arrived = e.RequestArrived(
            on=day,
            channel="in_person",
            number=printed,
            applicant=persons[number % PERSONS],
            applicant_kind="natural_person",
            items=(text(chance, number),),
            form="any",
            delivery="electronic",
        )
        yield NewCase(case=Case(organ=organ), events=[arrived, *_answered(e, chance, arrived, day + dt.timedelta(days=chance.randrange(1, 40)))])


def _answered(e: Any, chance: random.Random, arrived: Any, day: dt.date) -> list[Any]:
    """How it went on; nothing where the answer lies ahead."""
    if day > LAST:
        return []
    said = f"{chance.choice(SAID)}：{arrived.items[0][4:]}。{chance.choice(SAID)}。"
    name = f"{chance.getrandbits(256):064x}"
    row = "granted" if chance.random() < GIVEN else "unavailable.not_held"
    closing = {"edition": "2021", "row": row, "column": "natural_person", "due": arrived.on + dt.timedelta(days=28), "calendar": "bench"}
    return [
        e.ItemAnswered(on=day, item=1, answer="disclosed", text=said),
        e.AnswerSubmitted(on=day, chain=("office_head",)),
        e.AnswerSigned(on=day, role="office_head"),
        e.LetterIssued(on=day, number=f"示例〔{day.year}〕{arrived.number[-5:]}号", data=name, docx=name, pdf=name),
        e.AnswerServed(on=day, way="electronic", **closing),
    ]


def build(size: int) -> None:
    """Append the events; says how long it took."""
    from django.db import connection, transaction  # noqa: PLC0415

    from gongkai.audit.actors import Actor  # noqa: PLC0415
    from gongkai.cases.bulk import append_many  # noqa: PLC0415
    from gongkai.cases.models import CaseEvent, SearchPiece  # noqa: PLC0415

    began = time.perf_counter()
    with transaction.atomic():
        append_many(lives(size), Actor.command("bench"))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("ANALYZE")
    spent = time.perf_counter() - began
    held = Path(str(connection.settings_dict["NAME"])).stat().st_size / 1e6
    counts = f"{CaseEvent.objects.count():,} events, {SearchPiece.objects.count():,} searched pieces"
    print(f"{size:,} requests made in {spent:.0f} s ({size / spent:,.0f} a second): {counts}, {held:,.0f} MB")


def pages() -> dict[str, str]:
    """What is opened, by what it is called."""
    from gongkai.cases.models import Case  # noqa: PLC0415

    some = Case.objects.filter(stage="closed").order_by("pk")[Case.objects.count() // 2]
    base = "/staff/requests/"
    return {
        "list": base,
        "list, the last page": f"{base}?page=999999",
        "list, filtered": f"{base}?stage=closed&row=unavailable.not_held&received_from=2025-01-01&received_to=2025-12-31&sort=-closed",
        "list, open and overdue": f"{base}?due=overdue",
        "search, rare words": f"{base}?q={quote(NEEDLE)}",
        "search, two words": f"{base}?q={quote('龙泉乡 加油机')}",
        "search, a common word": f"{base}?q={quote('电梯')}",
        "search, a number": f"{base}?q={quote(some.number)}",
        "search, filtered": f"{base}?q={quote('不合格名单')}&year=2025&sort=-received",
        "case": some.get_absolute_url(),
        "weekly sheet": f"{base}weekly/?day=2026-10-28",
    }


def check(browser: Any, found: dict[str, str], size: int) -> None:
    """A fast wrong page is worth nothing."""
    from gongkai.cases import search_index, store  # noqa: PLC0415
    from gongkai.cases.models import Case  # noqa: PLC0415
    from gongkai.cases.searching import holding  # noqa: PLC0415

    planned = len(range(0, size, RARE))
    held = holding(Case.objects.all(), NEEDLE).count()
    for name, address in found.items():
        answer = browser.get(address)
        if answer.status_code != 200:  # noqa: PLR2004
            raise SystemExit(f"{name}: {address} answers {answer.status_code} {answer.headers.get('Location', '')}")
    wrong = [one.number for one in Case.objects.order_by("pk")[:: max(size // 200, 1)] if not _agrees(store, search_index, one)]
    if held != planned or wrong:
        raise SystemExit(f"{NEEDLE} is found {held} times, planned {planned}; rows that differ from their events: {wrong}")


def _agrees(store: Any, search_index: Any, case: Any) -> bool:
    row = {name: str(getattr(case, name)) for name in store.expected(case)}
    return row == {name: str(value) for name, value in store.expected(case).items()} and search_index.as_expected(case, store.events_of(case))


def median(task: Callable[[], object], rounds: int) -> float:
    """Milliseconds of the median round."""
    spent = []
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        began = time.perf_counter()
        task()
        spent.append(time.perf_counter() - began)
        gc.enable()
    return statistics.median(spent) * MILLISECONDS


def sent(browser: Any, address: str) -> list[tuple[str, Any]]:
    """The statements that read something for a page, with their parameters."""
    from django.db import connection  # noqa: PLC0415

    asked: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  # Django calls it so
        if sql.lstrip().startswith("SELECT"):
            asked.append((re.sub("%s", "?", sql), params or ()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        browser.get(address)
    return asked


def replay(bare: sqlite3.Connection, asked: list[tuple[str, Any]]) -> None:
    """The same statements, rows fetched and dropped."""
    for sql, params in asked:
        bare.execute(sql, params).fetchall()


def without_index(bare: sqlite3.Connection, query: str) -> int:
    """How many requests hold every word, by reading every text."""
    from gongkai.cases.searching import words  # noqa: PLC0415

    one = "SELECT DISTINCT case_id FROM cases_searchpiece WHERE text LIKE ?"
    sql = " INTERSECT ".join([one] * len(words(query)))
    return len(bare.execute(sql, [f"%{word}%" for word in words(query)]).fetchall())


def measure(browser: Any, rounds: int) -> bool:
    """Time every page and print its line; whether each keeps the aim."""
    from django.db import connection  # noqa: PLC0415
    from django.http import QueryDict  # noqa: PLC0415

    bare = sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True)
    from django.db.backends.sqlite3._functions import register  # noqa: PLC0415  # what statements may call

    register(bare)
    print(f"\n{'':<26}{'page':>10}  {'limit: its statements':>24}  {'peer: no index':>20}   aim {AIM} ms")
    kept = True
    for name, address in pages().items():
        asked = sent(browser, address)
        whole = median(lambda address=address: browser.get(address), rounds)  # type: ignore[misc]
        limit = median(lambda asked=asked: replay(bare, asked), rounds)  # type: ignore[misc]
        query = QueryDict(address.partition("?")[2]).get("q")
        peer = median(lambda query=query: without_index(bare, query), max(rounds // 3, 1)) if query else 0  # type: ignore[misc]
        beside = f"{peer:9.1f} ms {peer / whole:5.1f} x" if query else ""
        kept = kept and whole < AIM
        times = f"{whole:7.1f} ms  {limit:9.1f} ms {whole / limit:6.1f} x   {beside:>20}"
        print(f"{name:<26}{times}   {len(asked)} queries{'' if whole < AIM else ': MISSED'}")
    return kept


def main() -> int:
    """Build, check, measure."""
    parser = argparse.ArgumentParser(prog="gongkai bench cases", description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help=f"how many requests ({SIZE:,})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each page is opened ({ROUNDS})")
    parser.add_argument("--data", type=Path, help="build in this folder and leave it; one that has requests is measured as it is")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as throwaway:
        start(chosen.data or Path(throwaway))
        from django.test import Client  # noqa: PLC0415

        from gongkai.accounts.models import User  # noqa: PLC0415
        from gongkai.cases.models import Case  # noqa: PLC0415

        print(f"{platform.machine()}, {os.cpu_count()} cores (one used)\nPython {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
        if not Case.objects.exists():
            build(chosen.size)
        browser = Client()
        User.objects.filter(username=REGISTRAR).update(must_change_password=False)  # the first one, which nobody has here
        browser.force_login(User.objects.get(username=REGISTRAR), backend="allauth.account.auth_backends.AuthenticationBackend")
        check(browser, pages(), Case.objects.count())
        return 0 if measure(browser, chosen.rounds) else 1


if __name__ == "__main__":
    sys.exit(main())
