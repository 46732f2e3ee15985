"""What the commands share: the user's language, errors in one line each, an organ by its code."""

import datetime as dt
from argparse import ArgumentTypeError
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from gongkai.messages import user_language
from gongkai.organs.models import Organ


def day(text: str) -> dt.date:
    """A day as it is typed, 2019-01-10."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("%(text)s is no day; write it like 2019-01-10") % {"text": text}) from error


def organ_of(code: str) -> Organ:
    """The organ with that code; an error says how to find it."""
    found = Organ.objects.filter(code=code).first()
    if found is None:
        raise CommandError(_("There is no organ %(code)s; `manage organ list` shows all.") % {"code": code})
    return found


class SpeakingCommand(BaseCommand):
    """Has subcommands, speaks the user's language, and says what is wrong with the input, a line for each option."""

    parts: tuple[tuple[str, str], ...]

    def add_arguments(self, parser: Any) -> None:
        """Each part by its own `add_PART` method."""
        below = parser.add_subparsers(dest="part", required=True)
        for name, about in self.parts:
            getattr(self, f"add_{name.replace('-', '_')}")(below.add_parser(name, help=about))

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do the part."""
        with translation.override("en" if user_language() == "en" else "zh-hans"):
            part = getattr(self, f"do_{options['part'].replace('-', '_')}")
            try:
                part(options)
            except ValidationError as error:
                by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
                lines = [f"--{name.replace('_', '-')}: {said}" if name else said for name, all_said in by_field.items() for said in all_said]
                raise CommandError("\n".join(lines)) from error
