"""Who watches the site asks it on the loopback address, whatever name people reach it by."""

from typing import Any

import pytest
from django.test import Client

NAME = "xxgk.example.gov.cn"


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_health_is_told_to_this_machine_by_any_of_its_names(settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = [NAME], True
    alive = Client().get("/healthz", headers={"Host": host})
    assert (alive.status_code, alive.json()) == (200, {"alive": True})
    ready = Client().get("/readyz", headers={"Host": host})
    assert ready.status_code in {200, 503}
    assert "sentence" in ready.json()["facts"]["database"]
    assert Client().head("/healthz", headers={"Host": host}).status_code == 200
    assert Client().post("/healthz", headers={"Host": host}).status_code == 405


@pytest.mark.django_db
def test_any_other_page_keeps_to_the_names_in_the_settings(settings: Any) -> None:
    settings.ALLOWED_HOSTS = [NAME]
    assert Client().get("/accounts/login/", headers={"Host": "127.0.0.1:8000"}).status_code == 400
    assert Client().get("/accounts/login/", headers={"Host": NAME}).status_code == 200
