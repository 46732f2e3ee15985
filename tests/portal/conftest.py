"""Fixtures of the tests of pages."""

import pytest

from place_parts import Places, make_places
from platform_parts import World


@pytest.fixture
def places(world: World) -> Places:
    """The organs of the world with pages, pictures and files."""
    return make_places(world)
