"""E-mail settings from one address."""

from typing import Any
from urllib.parse import unquote, urlsplit

from gongkai.messages import UserError, message

_PORTS = {"smtp": 25, "smtps": 465}


def mail_settings(address: str | None, sender: str) -> dict[str, Any]:
    """Django's settings for `smtp://user:password@host:port` (STARTTLS from port 587) or `smtps://`; without one nothing is sent.

    Raises UserError when the address cannot be understood.
    """
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "DEFAULT_FROM_EMAIL": sender}
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError) as error:
        raise UserError(message("GONGKAI_SMTP is not an address such as smtp://user:password@host:587")) from error
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": port == 587,  # noqa: PLR2004  # the port of submission, RFC 6409
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }
