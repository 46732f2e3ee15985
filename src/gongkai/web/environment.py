"""Settings from the environment: one table, which `docs/reference/settings.md` prints and a test holds to the code."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from gongkai.messages import Message, UserError, message

Value = str | int | bool | Path | None


@dataclass(frozen=True)
class Variable:
    """An environment variable: how its text is read, what holds without it, what it decides (both languages)."""

    name: str
    read: Callable[[str], Value]
    default: str | None
    about: Message


def _text(text: str) -> str:
    return text


def _number(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _folder(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(text)
    return f"{parts.scheme}://{parts.netloc}"


def _socket(text: str) -> str:
    parts = urlsplit(text)
    if not (parts.path.startswith("/") if parts.scheme == "unix" else parts.scheme == "tcp" and parts.hostname and parts.port):
        raise ValueError(text)
    return text


def _choice(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(text)
        return text

    return read


VARIABLES = (
    Variable("GONGKAI_DATA", _folder, "gongkai-data", message("The data folder: database, files, logs; made on first use")),
    Variable("GONGKAI_KEYS", _folder, None, message("The folder of the secret keys; without it, `keys` in the data folder")),
    Variable("DATABASE_URL", _text, None, message("`postgresql://user:password@host:port/name`; without it, SQLite in the data folder")),
    Variable(
        "GONGKAI_ADDRESS",
        _address,
        "http://127.0.0.1:8000",
        message("The address at which people reach the site; with https, cookies are sent over https only. Outside this machine it must be https"),
    ),
    Variable("GONGKAI_HOSTS", _text, "", message("Further host names that are answered, separated by commas")),
    Variable(
        "GONGKAI_PROXIES",
        _number,
        "0",
        message("How many of our own proxies stand in front: their word on the visitor's address and on https is taken"),
    ),
    Variable("GONGKAI_THREADS", _number, "4", message("Requests answered at once by each of the two processes")),
    Variable(
        "GONGKAI_CLAMAV",
        _socket,
        None,
        message(
            "The socket of the virus scanner ClamAV (clamd), `unix:/run/clamav/clamd.ctl` or `tcp://host:3310`: it looks at files from outside; "
            "while it cannot be reached, they wait. Without it, files are not scanned"
        ),
    ),
    Variable("GONGKAI_SMTP", _text, None, message("`smtp://user:password@host:587`, or smtps://; without it no e-mail is sent")),
    Variable("GONGKAI_MAIL_FROM", _text, "gongkai@localhost", message("The sender of our e-mail")),
    Variable("GONGKAI_IDLE_MINUTES", _number, "30", message("Minutes without a request after which a person is signed out")),
    Variable("GONGKAI_PASSWORD_DAYS", _number, "90", message("Days after which a password must be changed; 0: never")),
    Variable(
        "GONGKAI_SECOND_FACTOR",
        _choice("personal", "everybody", "nobody"),
        "personal",
        message("Who must sign in with a second factor: those whose roles see personal data, everybody, or nobody"),
    ),
    Variable("GONGKAI_OIDC_ISSUER", _text, None, message("The address of an OpenID Connect provider; without it, passwords only")),
    Variable("GONGKAI_OIDC_CLIENT", _text, None, message("Our name at that provider (client id)")),
    Variable("GONGKAI_OIDC_SECRET", _text, None, message("Our secret at that provider (client secret)")),
    Variable("GONGKAI_OIDC_NAME", _text, "OpenID Connect", message("How that provider is called on the sign-in page")),
    Variable("GONGKAI_LOG", _choice("json", "text"), "json", message("Log lines as JSON objects, or as text")),
    Variable("GONGKAI_SAMPLE", _choice("yes", "no"), "no", message("Every page says that its data are samples")),
)


def read_environment(environ: Mapping[str, str] = os.environ) -> dict[str, Value]:
    """Every variable's value by name; raises UserError, naming the variable, for a text that cannot be read."""
    return {variable.name: _read(variable, environ.get(variable.name) or variable.default) for variable in VARIABLES}


def _read(variable: Variable, text: str | None) -> Value:
    if text is None:
        return None
    try:
        return variable.read(text)
    except ValueError as error:
        raise UserError(message("{name}={text} cannot be understood. {about}", name=variable.name, text=text, about=variable.about)) from error
