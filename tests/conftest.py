"""For all tests: where the platform is installed, its settings stand before pytest-django looks for them."""

import atexit
import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest

pytest_plugins: list[str] = []


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """A worker that inherits this would load the settings, and so this process's data folder, before it comes to this file."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks that follow: the platform's tests stand in packages (those of `vault`, too, which is pure); who asks for a site starts processes.

    The role walk takes minutes.
    """
    here = Path(__file__).parent
    for item in items:
        part = item.path.relative_to(here).parts[0]
        if part != "vault" and (here / part / "__init__.py").exists():
            item.add_marker("platform")
        if item.path.name == "test_role_walk.py":
            item.add_marker("walk")
        if {"collected", "house"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("processes")


if find_spec("django"):  # the law and the report are tested without it, too
    memory = Path("/dev/shm")  # noqa: S108  # a folder of our own in it; what is durable is tested on a disk
    data = tempfile.mkdtemp(prefix="gongkai-test-", dir=memory if os.access(memory, os.W_OK) else None)
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    keep = {name: os.environ[name] for name in ("DATABASE_URL",) if name in os.environ}
    ours = {"GONGKAI_LANG", "GONGKAI_PICTURES"}  # not the site's settings but the tests' own
    for name in [name for name in os.environ if name.startswith("GONGKAI_") and name not in ours]:
        del os.environ[name]
    os.environ.update(keep, GONGKAI_DATA=data, DJANGO_SETTINGS_MODULE="platform_settings")
    import django

    django.setup()  # the shared parts import models
    pytest_plugins = ["platform_parts"]
