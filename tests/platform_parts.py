"""What the platform's tests share: two organs that must not see each other, a superior of one of them, and people for every role."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client, TransactionTestCase
from django.utils import translation

from database_template import drop_copy, use_copy
from gongkai.accounts.models import User
from gongkai.organs.models import Division, Membership, Organ, OrganName, Relation
from gongkai.organs.roles import ROLE_CODES

LONG_AGO = dt.date(2015, 1, 1)
PASSWORD = "Kx7#mountain-river"  # noqa: S105  # of accounts that live as long as a test


@dataclass
class House:
    """An organ with a person for every role: `people["registrar"]`."""

    organ: Organ
    division: Division
    people: dict[str, User] = field(default_factory=dict)


@dataclass
class World:
    """`county` supervises `bureau`; `stranger` stands in another place and has nothing to do with either."""

    county: House
    bureau: House
    stranger: House


def make_house(code: str, name: str, region: str, level: str = "county", kind: str = "department") -> House:
    """An organ and its people; sign-in names are `code-role`."""
    organ = Organ.objects.create(code=code, name=name, short_name=name[-4:], kind=kind, level=level, region_code=region, created_on=LONG_AGO)
    OrganName.objects.create(organ=organ, name=name, short_name=name[-4:], since=LONG_AGO)
    house = House(organ, Division.objects.create(organ=organ, name="办公室"))
    for role in ROLE_CODES:
        user = User(username=f"{code}-{role.replace('_', '-')}", name=f"{name[:2]}{role}")
        user.set_password(PASSWORD)
        user.save()
        division = house.division if role == "handler" else None
        Membership.objects.create(user=user, organ=organ, role=role, division=division, since=LONG_AGO)
        house.people[role] = user
    return house


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Instead of pytest-django's, which migrates in every process: a copy of a migrated database."""

    def start_afresh(_test: TransactionTestCase) -> None:
        """Django would empty all tables, which the trail's triggers refuse, rightly."""
        use_copy()

    TransactionTestCase._fixture_teardown = start_afresh  # noqa: SLF001  # there is no public place for it
    with django_db_blocker.unblock():
        use_copy()
    yield
    with django_db_blocker.unblock():
        drop_copy()


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """Each test begins in the site's language: a request leaves the one it was answered in."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _own_files(request: pytest.FixtureRequest) -> None:
    """Each test of the platform writes its files into a folder of its own."""
    if {"db", "transactional_db", "world"} & set(request.fixturenames):
        changed, folder = request.getfixturevalue("settings"), request.getfixturevalue("tmp_path")
        changed.GONGKAI_DATA, changed.GONGKAI_FILES = folder, folder / "files"


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001  # the fixture opens the database
    """Three organs with all their people."""
    county = make_house("qingshi", "青石县人民政府", "340899", kind="government")
    bureau = make_house("qingshi-scjg", "青石县市场监督管理局", "340899")
    stranger = make_house("baiyun-scjg", "白云县市场监督管理局", "510199")
    Relation.objects.create(kind="supervision", superior=county.organ, subordinate=bureau.organ, since=LONG_AGO)
    return World(county, bureau, stranger)


def as_person(user: User) -> Client:
    """A browser in which `user` has signed in, second factor included."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["accounts_second_factor"] = str(user.pk)
    session.save()
    return client
