"""System checks of sign-in: what would let somebody in by a false provider."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.translation import gettext as _

_LOCAL = {"127.0.0.1", "localhost", "::1"}


@register(Tags.security)
def provider_is_https_and_knows_us(**_kwargs: Any) -> list[CheckMessage]:
    """An OpenID Connect provider is asked over https only, this machine's own excepted, and by a client name and secret."""
    issuer = settings.ENVIRONMENT["GONGKAI_OIDC_ISSUER"]
    if not issuer:
        return []
    wrong: list[CheckMessage] = []
    parts = urlsplit(str(issuer))
    if parts.scheme != "https" and parts.hostname not in _LOCAL:
        wrong.append(Error(_("GONGKAI_OIDC_ISSUER must begin with https://: anybody on the way could sign in as anybody"), id="accounts.E001"))
    if not (settings.ENVIRONMENT["GONGKAI_OIDC_CLIENT"] and settings.ENVIRONMENT["GONGKAI_OIDC_SECRET"]):
        wrong.append(Error(_("GONGKAI_OIDC_ISSUER is set, so GONGKAI_OIDC_CLIENT and GONGKAI_OIDC_SECRET must be, too"), id="accounts.E002"))
    return wrong
