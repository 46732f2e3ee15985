"""What logs and rows may tell of an exception: its kind and where it was raised; its words only where these cannot hold personal data."""

import traceback

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.template import TemplateDoesNotExist, TemplateSyntaxError

from gongkai.messages import UserError

# Of others the words may quote a row or a form: "Key (name)=(...) already exists".
_TELLING = (ImportError, ImproperlyConfigured, NameError, OSError, OperationalError, TemplateDoesNotExist, TemplateSyntaxError, UserError)


def kind_of(error: BaseException) -> str:
    """The exception's class, with its module."""
    return f"{type(error).__module__}.{type(error).__qualname__}"


def words_of(error: BaseException) -> str:
    """What the exception says, empty where that might be personal data."""
    return str(error) if isinstance(error, _TELLING) else ""


def frames_of(error: BaseException) -> str:
    """Where it was raised, innermost last: file, line and function, no values."""
    return "\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__))
