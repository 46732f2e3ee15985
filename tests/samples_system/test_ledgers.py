"""The sample ledgers in the database: the real commands give the plan's figures, nothing is recorded twice, and an event left out is noticed."""

import datetime as dt
import io
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse

from audit.altering import behind_the_triggers
from database_template import use_copy
from gongkai.accounts.models import User
from gongkai.audit.models import AuditRow
from gongkai.cases import bulk, codes, store, verify
from gongkai.cases.events import AnswerServed, Event, LetterIssued, ReceiptConfirmed
from gongkai.cases.ledger import StepError
from gongkai.cases.models import Case, CaseEvent
from gongkai.cases.models import Counter as Serial
from gongkai.cases.triggers import GUARDS
from gongkai.organs.actions.basis import file_store
from gongkai.organs.actions.checks import Problems
from gongkai.organs.models import Organ
from gongkai.persons import sealing
from gongkai.persons.actions.checks import checked, checked_number
from gongkai.persons.fields import CODES
from gongkai.persons.models import Person
from gongkai.reports.coverage import coverage
from gongkai.reports.ledger_figures import Ledger, cases_of
from gongkai.reports.tally import Counted, section3
from gongkai.samples_system.build import build_sample_system
from gongkai.samples_system.ledgers import loading
from gongkai.samples_system.ledgers.figures import TOTAL, YEARS, cells, planned_reports
from gongkai.samples_system.ledgers.loading import load_ledgers
from gongkai.samples_system.ledgers.told import told
from gongkai.samples_system.ledgers.writing import events_of
from gongkai.samples_system.plan import plan
from gongkai.statute.calendar import Calendar
from platform_parts import as_person

LEFT = "qingshi-mzj"
"""Its ledger is left for the tests to record, as a killed command would leave it."""

OFFICE, BUREAU = "qingshi-zscq", "qingshi-scjg"
MERGED = "2024-04-01"
CUTS = tuple(map(dt.date.fromisoformat, ("2023-03-03", "2023-12-31", "2024-02-29", "2024-10-08", "2025-12-31", "2026-01-09")))


@pytest.fixture(scope="module")
def _loaded_once(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:  # noqa: ARG001
    """The sample system and its ledgers but one, in a database that is replaced afterwards, with a data folder of its own."""
    folder = tmp_path_factory.mktemp("sample")
    with django_db_blocker.unblock(), override_settings(GONGKAI_DATA=folder, GONGKAI_KEYS=folder / "keys", GONGKAI_FILES=folder / "files"):
        use_copy()
        build_sample_system()
        load_ledgers([one.code for one in plan().organs if one.code != LEFT])
        yield folder
        use_copy()


@pytest.fixture
def loaded(_loaded_once: Any, db: None, settings: Any) -> None:  # noqa: ARG001  # in this order
    """With the keys and files of its own folder."""
    settings.GONGKAI_DATA, settings.GONGKAI_KEYS, settings.GONGKAI_FILES = _loaded_once, _loaded_once / "keys", _loaded_once / "files"


def compiled(organ: str, year: int) -> dict[str, int]:
    """Section 3 as `manage compile_report` writes it."""
    out = io.StringIO()
    call_command("compile_report", organ, str(year), stdout=out)
    return {cell: figure for cell, figure in json.loads(out.getvalue())["figures"].items() if cell.startswith("applications.")}


def recorded() -> tuple[int, ...]:
    return (*(model.objects.count() for model in (Case, CaseEvent, Person, AuditRow)), sum(Serial.objects.values_list("last", flat=True)))


@pytest.mark.usefixtures("loaded")
def test_the_report_compiled_of_every_organ_and_year_is_that_of_the_plan() -> None:
    load_ledgers()
    for (organ, year), form in planned_reports().items():
        assert compiled(organ, year) == cells(form, year), (organ, year)


@pytest.mark.usefixtures("loaded")
def test_the_successor_reports_what_the_merged_office_had_and_the_office_no_more() -> None:
    own = Organ.objects.get(code=OFFICE).cases
    assert own.filter(received_on__year=2023, closed_on__year=2024).count() == planned_reports()[OFFICE, 2023]["carried_out", TOTAL] > 0
    assert own.filter(received_on__range=("2024-01-01", MERGED)).exists()
    with pytest.raises(CommandError, match="青石县市场监督管理局"):
        compiled(OFFICE, 2024)
    carried = [compiled(organ, 2023)["applications.carried_out.total"] for organ in (OFFICE, BUREAU)]
    assert compiled(BUREAU, 2024)["applications.carried_in.total"] == sum(carried)


@pytest.mark.usefixtures("loaded")
def test_rows_follow_from_their_events_and_what_they_lead_to_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("cases", "verify")
    assert str(Case.objects.count()) in capsys.readouterr().out


@pytest.mark.usefixtures("loaded")
def test_on_any_day_the_database_counts_what_the_tally_of_the_requests_told_counts() -> None:
    organs, counted = {one.code: one for one in Organ.objects.all()}, {}
    for one in plan().organs:
        requests = told(one, Calendar())
        counted[one.code] = [Counted(each.course.received, each.course.closed, each.want.row, each.want.column) for each in requests]
    for code, until in itertools.product(("yunchuan-scjg", BUREAU, "qingshi-hekou", "dongdu-scjg"), CUTS):
        covered = coverage(organs[code], until.year, until)
        expected = section3([one for organ in covered.organs for one in counted[organ.code]], until.year, until)
        assert Ledger(covered, cases_of(covered)).figures() == expected, (code, until)


@pytest.mark.usefixtures("loaded")
def test_recorded_again_nothing_is_added() -> None:
    out, before = io.StringIO(), recorded()
    call_command("sample_ledgers", BUREAU, OFFICE, stdout=out)
    assert out.getvalue() == "示例台账已经存在，未作登记。\n"
    assert recorded() == before


@pytest.mark.usefixtures("loaded")
def test_what_an_interrupted_command_left_out_the_next_records_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    before = recorded()

    def killed(*_args: Any, **_more: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(bulk, "append_many", killed)
        with pytest.raises(KeyboardInterrupt):
            load_ledgers()
    assert recorded() == before
    assert load_ledgers() == sum(planned_reports()[LEFT, year]["received", TOTAL] for year in YEARS)
    assert load_ledgers() == 0


@pytest.mark.usefixtures("loaded")
def test_the_next_request_of_an_organ_has_the_next_number() -> None:
    serials = Serial.objects.filter(organ__code=BUREAU, purpose="request", year=2024).values_list("last", flat=True)
    numbers = list(Case.objects.filter(organ__code=BUREAU, arrived_on__year=2024).values_list("number", flat=True))
    assert list(serials) == [len(numbers)] == [len(set(numbers))]
    letters = Counter(event.data["number"] for event in CaseEvent.objects.filter(case__organ__code=BUREAU, data__has_key="pdf"))
    assert set(letters.values()) == {1}
    assert "" not in letters


@pytest.mark.usefixtures("loaded")
def test_people_are_sealed_as_every_other_and_their_data_would_pass_the_form() -> None:
    for person in Person.objects.filter(organ__code=BUREAU):
        problems, values = Problems(), sealing.values(person, CODES)
        kept = checked(values, problems)
        checked_number(person.document, values["number"], dt.date(2026, 1, 1), problems)
        problems.stop()
        assert kept == values
        assert person.index_name
        assert values["name"].encode() not in bytes(person.sealed_name)


@pytest.mark.usefixtures("loaded")
def test_the_letters_that_events_name_are_stored() -> None:
    names = {name for event in CaseEvent.objects.all() for name in (event.data.get("pdf"), event.data.get("docx"), event.data.get("file")) if name}
    assert len(names) >= 12  # six kinds
    assert all(file_store().read(name) for name in names)


@pytest.mark.usefixtures("loaded")
def test_a_request_of_each_row_shows_its_page_its_list_and_its_public_status() -> None:
    handler = as_person(User.objects.get(username=f"{BUREAU}-handler"))
    assert handler.get(reverse("cases_list")).status_code == 200
    of_bureau = Case.objects.filter(organ__code=BUREAU)
    for row in of_bureau.values_list("row", flat=True).distinct().order_by("row"):
        case = of_bureau.filter(row=row).first()
        assert case is not None
        assert case.number in handler.get(case.get_absolute_url()).content.decode()
    assert case is not None
    asked = {"number": case.number, "code": codes.code_of(case.key_of_form)}
    assert case.summary[:20] in Client().post(reverse("requests_status"), asked).content.decode()


# Named mutations: each leaves one event out of one request of the ledger left for the tests; each must be noticed.
LEFT_OUT: dict[str, type[Event]] = {
    "the service of an answer": AnswerServed,
    "the letter": LetterIssued,
    "the confirmation of a receipt": ReceiptConfirmed,
}


def mutated(kind: type[Event], monkeypatch: pytest.MonkeyPatch) -> None:
    """The generator forgets one event of that kind, of the first answered request that has one; with the service, what the post said of it."""
    forgotten: list[Event] = []

    def forgetting(*args: Any) -> list[Event]:
        events = events_of(*args)
        found = next((one for one in events if isinstance(one, kind)), None)
        if found is None or forgotten or not any(isinstance(one, AnswerServed) for one in events):
            return events
        forgotten.append(found)
        return events[: events.index(found)] + ([] if kind is AnswerServed else events[events.index(found) + 1 :])

    monkeypatch.setattr(loading, "events_of", forgetting)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_ledger_that_leaves_one_event_out_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mutated(LEFT_OUT[name], monkeypatch)
    before = recorded()
    if LEFT_OUT[name] is AnswerServed:  # all that was recorded can have happened: the report tells
        load_ledgers()
        assert any(compiled(LEFT, year) != cells(planned_reports()[LEFT, year], year) for year in YEARS)
        return
    with pytest.raises(StepError):
        load_ledgers()
    assert recorded() == before


@pytest.mark.usefixtures("loaded")
def test_an_event_that_is_gone_from_the_database_is_noticed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case.objects.filter(organ__code=BUREAU, row="granted").first()
    assert case is not None
    with behind_the_triggers(GUARDS):
        case.events.filter(kind="answer_served").delete()
    monkeypatch.setattr(verify, "Case", SimpleNamespace(objects=Case.objects.filter(pk=case.pk)))  # the others are looked at above
    with pytest.raises(CommandError):
        call_command("cases", "verify")
    assert capsys.readouterr().out.count(case.number) > 1
    assert store.state_of(case).stage != "closed"
