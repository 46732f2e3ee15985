"""Passwords are kept as argon2id."""

from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, make_password

from gongkai.accounts.hashing import Argon2id
from gongkai.web import settings as real


@pytest.fixture(autouse=True)
def _real_hasher(settings: Any) -> None:
    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS


def test_a_password_is_kept_as_argon2id_within_19_mib() -> None:
    kept = make_password("山高水长-2026")
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("山高水长-2026", kept)
    assert not check_password("山高水长-2027", kept)


def test_a_hash_with_other_parameters_is_made_anew_at_the_next_sign_in() -> None:
    old = make_password("山高水长-2026").replace("t=2", "t=1")
    assert Argon2id().must_update(old)
