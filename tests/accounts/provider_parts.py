"""A provider of OpenID Connect on this machine, whose answers a test can spoil, and the way through it."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import flask
import jwt
import oidc_provider_mock
import pytest
import requests
import werkzeug.serving
from django.test import Client

from accounts.steps import rows

Claims = dict[str, Any]


@dataclass
class Provider:
    """The provider, whose answers a test can spoil: `claims` changes what the token says, `sign` signs it anew."""

    issuer: str = ""
    claims: Callable[[Claims], None] | None = None
    sign: Callable[[Claims], str] | None = None
    about: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)

    def after(self, response: flask.Response) -> flask.Response:
        """Spoil an answer on its way out."""
        path = flask.request.path
        answer: dict[str, Any] = response.get_json(silent=True) or {}
        if path == "/.well-known/openid-configuration":
            answer.update(self.about)
        elif path == "/userinfo":
            answer.update(self.userinfo)
        elif path == "/oauth2/token" and response.status_code == 200:
            key = jwt.PyJWK(flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True), algorithm="RS256")
            said = jwt.decode(answer["id_token"], options={"verify_signature": False})
            (self.claims or (lambda _said: None))(said)
            answer["id_token"] = self.sign(said) if self.sign else jwt.encode(said, key.key, algorithm="RS256")
        else:
            return response
        response.set_data(json.dumps(answer))
        return response


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Provider, str]]:
    """One provider for the module; on this machine it needs no https."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        provider = Provider()
        app = oidc_provider_mock.app()
        app.debug = False
        app.after_request(provider.after)
        running = werkzeug.serving.make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield provider, f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()
        running.server_close()


@pytest.fixture
def provider(server: tuple[Provider, str], settings: Any) -> Provider:
    """The provider as the office has set it up, honest until the test says otherwise."""
    provider, address = server
    provider.__init__(issuer=address)  # type: ignore[misc]  # as new
    settings.ENVIRONMENT = {
        **settings.ENVIRONMENT,
        "GONGKAI_OIDC_ISSUER": address,
        "GONGKAI_OIDC_CLIENT": "gongkai",
        "GONGKAI_OIDC_SECRET": "a secret",
        "GONGKAI_OIDC_NAME": "市统一身份认证",
    }
    return provider


def known(provider: Provider, sub: str, **claims: Any) -> None:
    """Let the provider know somebody."""
    requests.put(f"{provider.issuer}/users/{sub}", json=claims, timeout=10).raise_for_status()


def answer_of(browser: Client, sub: str, address: str = "/accounts/oidc/login/") -> str:
    """Go to the provider and say who we are; the address with its answer, to be opened in the browser."""
    there = browser.get(address)
    assert there.status_code == 302, there.content.decode()
    back = requests.post(there["Location"], data={"sub": sub}, allow_redirects=False, timeout=10)
    assert back.status_code == 302, back.text
    return back.headers["Location"].removeprefix("http://127.0.0.1:8000")


def go(browser: Client, sub: str) -> Any:
    """Sign in through the provider."""
    return browser.get(answer_of(browser, sub))


def reason() -> str:
    """Why the only refusal was one."""
    (row,) = rows("account.oidc_refused")
    return str(json.loads(row.detail)["reason"])


def nobody_is_in(browser: Client) -> bool:
    return browser.get("/accounts/").status_code == 302 and not rows("account.signed_in")
