"""What the journeys share: one Chromium a module, windows for people, pages of organs."""

import pytest

from browser_parts import browser, window  # noqa: F401  # fixtures
from place_parts import Places, make_places
from platform_parts import World


@pytest.fixture
def places(world: World) -> Places:
    """The organs of the world with pages, pictures and files."""
    return make_places(world)
