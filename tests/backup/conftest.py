"""A site, and a machine that has nothing but its keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from backup.filled_site import House
from server_parts import Site, new_site


@contextmanager
def new_house(folder: Path, keys: Path | None = None) -> Iterator[tuple[Site, House]]:
    """A site in the new folder `folder`, with the keys of another one where they are told."""
    folder.mkdir()
    with new_site(folder) as site:
        house = House(site.data, keys or site.data / "keys", site.environ.get("DATABASE_URL"))
        try:
            yield site, house
        finally:
            house.forget_databases_beside()


@pytest.fixture
def house(tmp_path: Path, django_db_setup: None, transactional_db: None) -> Iterator[House]:  # noqa: ARG001  # makes the template; opens the gate
    """A site."""
    with new_house(tmp_path / "site") as (_site, house):
        yield house


@pytest.fixture
def other(tmp_path: Path, house: House) -> Iterator[House]:
    """Another machine: nothing in its data folder, an empty database, but the keys of `house`."""
    with new_house(tmp_path / "other", house.keys) as (site, other):
        if other.url:
            site.sql("DROP SCHEMA public CASCADE")
            site.sql("CREATE SCHEMA public")
        else:
            (other.data / "gongkai.sqlite3").unlink()
        yield other
