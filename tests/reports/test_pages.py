"""The staff pages of reports and the public page, as those who may open them and those who may not."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from gongkai.cases.models import Case
from platform_parts import World, as_person
from report_parts import Request, enter, make_cases

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YEAR = TODAY.year - 1
CODE = "qingshi-scjg"


def day(month: int, of_month: int, year: int = YEAR) -> dt.date:
    return dt.date(year, month, of_month)


ASKED = (
    Request(day(12, 20, YEAR - 1), day(1, 10), "granted"),
    Request(day(2, 3), day(2, 21), "refused.internal_affairs"),
    Request(day(3, 3), day(3, 21), "granted", "business", "business"),
    Request(day(12, 29)),
)


def page(world: World, address: str, role: str = "registrar") -> LexborHTMLParser:
    response = as_person(world.bureau.people[role]).get(address)
    assert response.status_code == 200, response.status_code
    return LexborHTMLParser(response.content.decode())


def links(tree: LexborHTMLParser) -> dict[str, str]:
    """The figures that lead somewhere, by cell."""
    found = tree.css(".reports-tables td a")
    return {str(one.attributes["href"]).rstrip("/").rpartition("/")[2]: one.text() for one in found}


def test_each_figure_of_the_form_leads_to_the_requests_that_it_counts(world: World) -> None:
    make_cases(world.bureau.organ, ASKED)
    form = f"/staff/reports/at/{CODE}/{YEAR}/"
    figures = links(page(world, form, "handler"))
    totals = {cell.split(".", 1)[1].removesuffix(".total"): text for cell, text in figures.items() if cell.endswith(".total")}
    assert totals == {"received": "3", "carried_in": "1", "granted": "2", "refused.internal_affairs": "1", "total": "3", "carried_out": "1"}
    for cell, text in figures.items():
        rows = page(world, f"{form}{cell}/").css("table tbody tr")
        assert len(rows) == int(text), cell
    (row,) = page(world, f"{form}applications.granted.business/").css("table tbody tr")
    case = Case.objects.get(column="business")
    assert row.css("a")[0].attributes["href"] == case.get_absolute_url()
    assert case.summary in row.text()
    assert str(case.received_on) in row.text()
    assert str(case.closed_on) in row.text()


def test_an_empty_cell_is_a_page_without_requests_and_what_is_no_cell_is_not_found(world: World) -> None:
    form = f"/staff/reports/at/{CODE}/{YEAR}/"
    assert page(world, f"{form}applications.granted.other/").css("table tbody tr") == []
    assert as_person(world.bureau.people["registrar"]).get(f"{form}article20.rules.made/").status_code == 404


def test_the_form_says_what_is_missing_and_what_the_checks_find(world: World) -> None:
    form = f"/staff/reports/at/{CODE}/{YEAR}/"
    registrar = world.bureau.people["registrar"]
    registrar.language = "en"
    registrar.save()
    call = as_person(registrar)
    text = call.get(form).content.decode()
    assert "10 figures are not entered" in text
    assert "12 figures are not entered" in text
    assert "The checks find nothing." in text  # a missing figure is told once
    enter(world.bureau.organ, YEAR, **{"article20.licences.decisions": "0", "article20.penalties.decisions": "0"})
    text = call.get(form).content.decode()
    assert "Every figure of the form is there." in text
    assert "A market regulator without a single licence or penalty" in text
    assert "36.20" in text
    findings = LexborHTMLParser(text).css('[aria-labelledby="reports-findings"] li')
    assert [one.text() for one in findings[0].css("[lang=zh-Hans]")]  # the form's words in an English sentence are read aloud as Chinese


@pytest.mark.parametrize("role", ["registrar", "handler", "legal_reviewer", "office_head", "head", "supervisor"])
def test_those_who_see_reports_find_their_organ_and_its_years(world: World, role: str) -> None:
    assert (as_person(world.bureau.people[role]).get("/staff/reports/").status_code == 403) == (role == "supervisor")  # it has nobody below
    if role == "supervisor":
        return
    tree = page(world, "/staff/reports/", role)
    found = {str(one.attributes["href"]) for one in tree.css(".reports-organs a")}
    assert f"/staff/reports/at/{CODE}/{TODAY.year}/" in found
    assert f"/staff/reports/at/{CODE}/2019/" in found
    assert len(found) == TODAY.year - 2019 + 1


def test_the_supervisor_above_sees_the_form_of_the_organ_below(world: World) -> None:
    browser = as_person(world.county.people["supervisor"])
    assert browser.get(f"/staff/reports/at/{CODE}/{YEAR}/").status_code == 200
    assert browser.get(f"/staff/reports/at/{CODE}/{YEAR}/applications.received.total/").status_code == 200
    assert browser.get(f"/staff/reports/at/{CODE}/{YEAR}/figures/").status_code == 403


@pytest.mark.parametrize("role", ["registrar", "office_head", "head", "supervisor"])
def test_people_of_other_organs_find_nothing(world: World, role: str) -> None:
    browser = as_person(world.stranger.people[role])
    for rest in ("", "applications.received.total/"):
        assert browser.get(f"/staff/reports/at/{CODE}/{YEAR}/{rest}").status_code == (403 if role == "supervisor" else 404)
    assert CODE not in browser.get("/staff/reports/").content.decode()


@pytest.mark.parametrize("role", ["editor", "administrator", "secrecy_reviewer"])
def test_roles_without_reports_are_told_no(world: World, role: str) -> None:
    browser = as_person(world.bureau.people[role])
    assert browser.get("/staff/reports/").status_code == 403
    assert browser.get(f"/staff/reports/at/{CODE}/{YEAR}/").status_code == 403


def test_a_year_that_the_organ_does_not_report_on_says_why(world: World) -> None:
    old, new = world.stranger.organ, world.bureau.organ
    old.ended_on, old.ending, old.successor = day(5, 31), "merged", new
    old.save()
    browser = as_person(world.bureau.people["registrar"])  # the successor's people see what it had
    for rest in ("", "figures/", "applications.received.total/"):
        response = browser.get(f"/staff/reports/at/{old.code}/{YEAR}/{rest}")
        assert response.status_code in {403, 404}
    text = browser.get(f"/staff/reports/at/{old.code}/{YEAR}/").content.decode()
    assert new.name in text
    assert old.name in page(world, f"/staff/reports/at/{CODE}/{YEAR}/").text()


# ---- the public page ----


def public(year: int, code: str = CODE) -> LexborHTMLParser:
    response = Client().get(f"/reports/{code}/{year}/")
    assert response.status_code == 200
    return LexborHTMLParser(response.content.decode())


def test_everybody_reads_the_tables_of_a_year_that_is_over(world: World) -> None:
    make_cases(world.bureau.organ, ASKED)
    enter(world.bureau.organ, YEAR)
    tree = public(YEAR)
    assert tree.css("h1")[0].text() == f"青石县市场监督管理局{YEAR}年政府信息公开工作年度报告"
    assert [one.attributes["class"] for one in tree.css(".reports-tables table")] == ["article20", "applications", "remedies"]
    assert "本年度未收取信息处理费。" in tree.text()
    assert tree.css(".reports-tables a, .note") == []  # the requests behind the figures are the organ's
    received = next(one for one in tree.css("tr") if "一、本年新收" in one.text())
    assert [one.text() for one in received.css("td")] == ["2", "1", "0", "0", "0", "0", "3"]
    assert "style=" not in tree.css(".reports-tables")[0].html  # type: ignore[operator]  # selectolax: None for no node


def test_figures_nobody_entered_are_marked_on_the_public_page(world: World) -> None:
    assert world.bureau
    tree = public(YEAR)
    assert len(tree.css(".note")) == 1
    assert "不详" in tree.css("table.remedies")[0].text()
    assert "不详" not in tree.css("table.applications")[0].text()


def test_a_running_year_is_no_annual_report_and_the_page_says_so(world: World) -> None:
    make_cases(world.bureau.organ, [Request(day(1, 1, TODAY.year))])
    tree = public(TODAY.year)
    assert "年度报告" not in tree.css("h1")[0].text()
    assert TODAY.isoformat() in tree.css(".note")[0].text()


@pytest.mark.parametrize(("code", "year"), [(CODE, 2018), (CODE, TODAY.year + 1), ("nowhere", YEAR)])
def test_there_is_no_public_page_of_what_is_not_reported(world: World, code: str, year: int) -> None:
    assert world.bureau
    assert Client().get(f"/reports/{code}/{year}/").status_code == 404


def test_the_menu_leads_to_the_reports(world: World) -> None:
    menus = {role: as_person(world.bureau.people[role]).get("/staff/").content.decode() for role in ("office_head", "editor")}
    assert '<a href="/staff/reports/">' in menus["office_head"]
    assert "/staff/reports/" not in menus["editor"]


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "reports", check=True, dry_run=True, verbosity=0)
