"""The world of the walk: built once for a module, in a transaction that is never committed."""

import gc
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test.utils import override_settings

from walk.visiting import World
from walk.world import build


@pytest.fixture(scope="module")
def walked_world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:  # noqa: ARG001  # opens the database
    """Three organs, every model filled."""
    folder = tmp_path_factory.mktemp("walk")
    with override_settings(GONGKAI_DATA=folder, GONGKAI_FILES=folder / "files"), django_db_blocker.unblock(), transaction.atomic():
        logging.disable(logging.CRITICAL)  # each refusal would be a line
        yield build()
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # Wagtail leaves the temporary file of a rendition open
        gc.collect()
    assert folder != settings.GONGKAI_DATA
