"""What a provider of OpenID Connect answers is believed only if it is for this sign-in, from this provider, once."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from accounts.provider_parts import Claims, Provider, answer_of, go, known, nobody_is_in, provider, reason, server
from accounts.steps import rows

__all__ = ["provider", "server"]

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")  # the provider is behind its own library


def _wrong(**changed: Any) -> Callable[[Claims], None]:
    return lambda said: said.update(changed)


def _without(name: str) -> Callable[[Claims], None]:
    return lambda said: said.pop(name)


@pytest.mark.parametrize(
    ("spoil", "because"),
    [
        (_wrong(iss="https://evil.example"), "issuer"),
        (_wrong(aud="another-client"), "audience"),
        (_wrong(azp="another-client"), "audience"),
        (_wrong(exp=1_000_000_000), "expired"),
        (_wrong(nonce="of another sign-in"), "nonce"),
        (_without("nonce"), "nonce"),
        (_without("exp"), "signature"),
    ],
)
@pytest.mark.usefixtures("person")
def test_a_token_that_is_not_for_this_sign_in_is_refused(browser: Client, provider: Provider, spoil: Callable[[Claims], None], because: str) -> None:
    known(provider, "s-1", preferred_username="zhangsan")
    provider.claims = spoil
    assert go(browser, "s-1").status_code == 403
    assert reason() == because
    assert nobody_is_in(browser)


@pytest.mark.usefixtures("person")
def test_a_token_signed_by_somebody_else_or_by_nobody_is_refused(browser: Client, provider: Provider) -> None:
    known(provider, "s-1", preferred_username="zhangsan")
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    provider.sign = lambda said: jwt.encode(said, other, algorithm="RS256")
    assert go(browser, "s-1").status_code == 403
    provider.sign = lambda said: jwt.encode(said, "", algorithm="none")
    assert go(browser, "s-1").status_code == 403
    provider.sign = lambda said: jwt.encode(said, "the client's secret or a public key, long enough", algorithm="HS256")
    assert go(browser, "s-1").status_code == 403
    assert [json.loads(row.detail)["reason"] for row in rows("account.oidc_refused")] == ["signature", "algorithm", "algorithm"]
    assert nobody_is_in(browser)


@pytest.mark.usefixtures("person")
def test_a_provider_that_calls_itself_by_another_name_is_not_asked(browser: Client, provider: Provider) -> None:
    provider.about = {"issuer": "https://evil.example"}
    assert browser.get("/accounts/oidc/login/").status_code == 403
    assert reason() == "issuer"


@pytest.mark.usefixtures("person")
def test_what_the_provider_tells_besides_must_be_about_the_same_person(browser: Client, provider: Provider) -> None:
    known(provider, "s-1", nickname="x")
    provider.userinfo = {"sub": "s-7", "preferred_username": "zhangsan"}
    assert go(browser, "s-1").status_code == 403
    assert reason() == "userinfo"


@pytest.mark.usefixtures("person")
def test_an_answer_that_another_browser_asked_for_is_refused(browser: Client, provider: Provider) -> None:
    """Else somebody could make another person's browser sign in to the own account."""
    known(provider, "s-1", preferred_username="zhangsan")
    victim = Client(headers={"Accept-Language": "en"})
    refused = victim.get(answer_of(browser, "s-1"))
    assert refused.status_code == 403
    assert "not begun in this browser" in refused.content.decode()
    assert reason() == "state"
    assert nobody_is_in(victim)


@pytest.mark.usefixtures("person")
def test_an_answer_counts_once(browser: Client, provider: Provider) -> None:
    known(provider, "s-1", preferred_username="zhangsan")
    address = answer_of(browser, "s-1")
    assert browser.get(address).status_code == 302
    browser.post("/accounts/logout/")
    assert browser.get(address).status_code == 403
    assert reason() == "state"


@pytest.mark.usefixtures("person", "provider")
def test_saying_no_at_the_provider_is_no_fault(browser: Client) -> None:
    there = browser.get("/accounts/oidc/login/")["Location"]
    state = parse_qs(urlsplit(there).query)["state"][0]
    answer = browser.get("/accounts/oidc/callback/", {"error": "access_denied", "state": state})
    assert "was cancelled" in answer.content.decode()
    assert reason() == "cancelled"


@pytest.mark.usefixtures("person", "provider")
def test_a_provider_that_does_not_answer_is_said(browser: Client, settings: Any) -> None:
    settings.ENVIRONMENT = {**settings.ENVIRONMENT, "GONGKAI_OIDC_ISSUER": "http://127.0.0.1:9"}
    answer = browser.get("/accounts/oidc/login/")
    assert answer.status_code == 403
    assert "does not answer" in answer.content.decode()
    assert reason() == "no_answer"


@pytest.mark.usefixtures("person")
def test_the_way_there_carries_a_state_a_nonce_and_a_proof_key(browser: Client, provider: Provider) -> None:
    first, second = (parse_qs(urlsplit(browser.get("/accounts/oidc/login/")["Location"]).query) for _time in range(2))
    assert first["code_challenge_method"] == ["S256"]
    assert first["redirect_uri"] == ["http://127.0.0.1:8000/accounts/oidc/callback/"]
    assert set(first["scope"][0].split()) == {"openid", "profile", "email"}
    for one in ("state", "nonce", "code_challenge"):
        assert len(first[one][0]) >= 16
        assert first[one] != second[one]
    assert provider.issuer in browser.get("/accounts/oidc/login/")["Location"]
