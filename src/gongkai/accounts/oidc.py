"""Sign-in through the office's OpenID Connect provider (统一身份认证): who is known there signs in to the account that an administrator made here.

Which account: the one connected with the provider's `sub` before; else the one whose sign-in name is the claim `preferred_username`, or a verified
`email`, and it is connected from then on. No account is made. allauth keeps the state and fetches the token; what it leaves out is checked here:
the issuer that the provider names is the one in the settings (OpenID Connect Discovery 1.0, 4.3), the token's signature, always, with public-key
methods only, its nonce and `azp` (OpenID Connect Core 1.0, 3.1.3.7), and that the provider's other answer is about the same person (Core, 5.3.2).
"""

import secrets
from collections.abc import Mapping
from typing import Any, NoReturn

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from requests import RequestException

from gongkai.accounts.models import User
from gongkai.accounts.records import note, note_try
from gongkai.vault.blind import blind_index
from gongkai.vault.keyring import Keyring

SIGNED_WITH = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY = 30
"""Seconds by which the provider's clock may be off."""

_ENDPOINTS = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


class WrongAnswerError(OAuth2Error):
    """The provider's answer is not to be believed; `reason` is a word for the trail."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _setting(name: str) -> str:
    return str(settings.ENVIRONMENT[f"GONGKAI_OIDC_{name}"] or "")


def is_set_up() -> bool:
    """Whether there is a provider."""
    return bool(_setting("ISSUER"))


def provider_name() -> str:
    """How the provider is called on the sign-in page; "" for none."""
    return _setting("NAME") if is_set_up() else ""


def application() -> SocialApp:
    """The provider as allauth knows it; its key is the issuer, since a `sub` is unique with its issuer only. Raises Http404 where there is none."""
    if not is_set_up():
        raise Http404
    issuer = _setting("ISSUER")
    return SocialApp(
        provider=OpenIDConnectProvider.id,
        provider_id=issuer,
        name=_setting("NAME"),
        client_id=_setting("CLIENT"),
        secret=_setting("SECRET"),
        settings={"server_url": issuer.rstrip("/"), "oauth_pkce_enabled": True, "scope": ["openid", "profile", "email"]},
    )


class OfficeEndpoints(OpenIDConnectOAuth2Adapter):
    """allauth's way to the provider, with the checks that it leaves out; `nonce` is the one of this sign-in."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says about itself; raises WrongAnswerError when it is not the one in the settings."""
        config = super().openid_config
        if not all(isinstance(config.get(name), str) for name in _ENDPOINTS):
            raise WrongAnswerError("configuration")
        if config["issuer"] != _setting("ISSUER"):
            raise WrongAnswerError("issuer")
        return dict(config)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:  # noqa: ARG002  # allauth's signature
        """Where the provider sends the person back to."""
        return f"{settings.ADDRESS}{reverse('account_oidc_callback')}"

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        """Who it is, of whom we keep the `sub` and nothing else."""
        claims = self._claims(app, str(kwargs["response"].get("id_token", "")))
        if not (claims.get("preferred_username") or claims.get("email")) and "userinfo_endpoint" in self.openid_config:
            more = self._fetch_user_info(token.token)
            if more.get("sub") != claims["sub"]:
                raise WrongAnswerError("userinfo")
            claims = {**more, **claims}
        login = self.get_provider().sociallogin_from_response(request, {"id_token": {"sub": claims["sub"]}})
        login.account.extra_data = {}
        login.sign_in_names = _names(claims)
        return login

    def _claims(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(id_token)
            if header.get("alg") not in SIGNED_WITH:
                raise WrongAnswerError("algorithm")
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key(header).key,
                algorithms=[header["alg"]],
                audience=app.client_id,
                issuer=_setting("ISSUER"),
                leeway=LEEWAY,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except jwt.ExpiredSignatureError as error:
            raise WrongAnswerError("expired") from error
        except jwt.InvalidIssuerError as error:
            raise WrongAnswerError("issuer") from error
        except jwt.InvalidAudienceError as error:
            raise WrongAnswerError("audience") from error
        except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
            raise WrongAnswerError("signature") from error
        if not (self.nonce and secrets.compare_digest(self.nonce.encode(), str(claims.get("nonce", "")).encode())):
            raise WrongAnswerError("nonce")
        if claims.get("azp", app.client_id) != app.client_id:
            raise WrongAnswerError("audience")
        return claims

    def _key(self, header: Mapping[str, Any]) -> jwt.PyJWK:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = [
            key
            for key in jwt.PyJWKSet.from_dict(answer.json()).keys
            if key.public_key_use in {None, "sig"} and header.get("kid") in {None, key.key_id}
        ]
        if len(keys) != 1:
            raise WrongAnswerError("signature")
        return keys[0]


def _names(claims: Mapping[str, Any]) -> tuple[str, ...]:
    """What may be the sign-in name here, the first that is somebody's counts."""
    mail = claims.get("email") if claims.get("email_verified") is True else None
    return tuple(name for name in (claims.get("preferred_username"), mail) if isinstance(name, str) and name)


class OfficeProvider(OpenIDConnectProvider):
    """The office's provider."""

    oauth2_adapter_class = OfficeEndpoints


class CallbackView(OAuth2CallbackView):
    """The provider's answer, judged with the nonce that the state of this browser holds."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, response = super()._get_state(request, provider)
        if state:
            self.adapter.nonce = state["data"]["nonce"]
        return state, response


def endpoints(request: HttpRequest) -> OfficeEndpoints:
    """The way to the provider for this request."""
    return OfficeEndpoints(request, application().provider_id)


def go_to_provider(request: HttpRequest, next_url: str | None) -> HttpResponse:
    """Send the person to the provider: with a state, a nonce and a proof key (PKCE) that only this browser's session holds."""
    nonce = secrets.token_urlsafe(32)
    provider = get_adapter().get_provider(request, "")
    try:
        return provider.redirect(request, AuthProcess.LOGIN, next_url=next_url, data={"nonce": nonce}, auth_params={"nonce": nonce})
    except (RequestException, OAuth2Error) as error:
        return _refused(request, _reason(None, error, None))


def find_account(request: HttpRequest, login: SocialLogin) -> None:
    """Give `login` the account it is for; raises ImmediateHttpResponse, with the page that says so, when there is none."""
    if login.is_existing:
        if not login.user.is_active:
            _refuse(request, "closed", login.user, login)
        return
    user = next(filter(None, (User.objects.filter(username__iexact=name, is_active=True).first() for name in login.sign_in_names)), None)
    if user is None:
        _refuse(request, "unknown", None, login)
    if SocialAccount.objects.filter(user=user, provider=login.account.provider).exists():
        _refuse(request, "another_person", user, login)
    with transaction.atomic():
        login.connect(request, user)
        note(request, "account.oidc_connected", user)


def refuse_after(request: HttpRequest, error: Any, exception: Exception | None, extra: Mapping[str, Any] | None) -> NoReturn:
    """Refuse what went wrong before we knew who it is; raises ImmediateHttpResponse with the page."""
    raise ImmediateHttpResponse(_refused(request, _reason(error, exception, extra)))


def _reason(error: Any, exception: Exception | None, extra: Mapping[str, Any] | None) -> str:
    if isinstance(exception, WrongAnswerError):
        return exception.reason
    if isinstance(exception, RequestException):
        return "no_answer"
    if error == AuthError.CANCELLED:
        return "cancelled"
    return "state" if "state_id" in (extra or {}) else "provider"


def _refuse(request: HttpRequest, reason: str, user: User | None, login: SocialLogin) -> NoReturn:
    key = Keyring.open(settings.GONGKAI_KEYS).current("blind_index")
    person = blind_index(key, "oidc_subject", f"{login.account.provider} {login.account.uid}")
    raise ImmediateHttpResponse(_refused(request, reason, user, person))


def _refused(request: HttpRequest, reason: str, user: User | None = None, person: str | None = None) -> HttpResponse:
    note_try(request, "account.oidc_refused", user, {"reason": reason, **({"person": person} if person else {})})
    return render(request, "accounts/oidc_refused.html", {"reason": reason, "provider": provider_name()}, status=403)


def disconnect(user: User) -> int:
    """Forget the provider's identity of `user`, so that another can be connected; returns how many. Whoever calls it leaves the audit row."""
    count, _by_model = SocialAccount.objects.filter(user=user).delete()
    return int(count)
