"""Kinds of settings: what a value is, how it is checked, how it is shown."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.messages import Message, UserError
from gongkai.organs.list_columns import COLUMNS
from gongkai.organs.roles import ROLE_CHOICES
from gongkai.organs.signing import SIGNING_ROLES, SignedDocument
from gongkai.organs.telling import told
from gongkai.statute import numbering
from gongkai.statute.calendar import LocalDay


class Kind:
    """What a value of a setting can be. `clean` gives the value as it is stored (JSON), or raises ValidationError; `shown` puts it in words."""

    def clean(self, value: Any) -> Any:
        """The value as it is stored; a number or a line of text may come as typed."""
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        """The value in words."""
        return str(value) if value not in ("", None) else _("none")


@dataclass(frozen=True)
class Choice(Kind):
    """One of several, each with its words."""

    choices: tuple[tuple[str, Any], ...]

    def clean(self, value: Any) -> str:
        """One of the codes."""
        if value not in dict(self.choices):
            raise ValidationError(_("Choose one of: %(known)s.") % {"known": "、".join(str(words) for _code, words in self.choices)})
        return str(value)

    def shown(self, value: Any) -> str:
        """Its words."""
        return str(dict(self.choices).get(value, value))


@dataclass(frozen=True)
class YesNo(Kind):
    """Yes or no."""

    def clean(self, value: Any) -> bool:
        """A truth value; typed as yes or no."""
        if value in (True, "yes"):
            return True
        if value in (False, "no"):
            return False
        raise ValidationError(_("Choose yes or no."))

    def shown(self, value: Any) -> str:
        """Yes or no."""
        return _("yes") if value else _("no")


@dataclass(frozen=True)
class Number(Kind):
    """A whole number from `least` to `most`."""

    least: int
    most: int

    def clean(self, value: Any) -> int:
        """The number."""
        if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,9}", str(value)) or not self.least <= int(value) <= self.most:
            raise ValidationError(_("Give a whole number from %(least)s to %(most)s.") % {"least": self.least, "most": self.most})
        return int(value)


@dataclass(frozen=True)
class Text(Kind):
    """A line of text, at most `most` signs; empty: what the rules give."""

    most: int = 200

    def clean(self, value: Any) -> str:
        """The line without blanks around it."""
        line = str(value).strip()
        if len(line) > self.most or not line.isprintable():
            raise ValidationError(_("Give one line of at most %(most)s signs.") % {"most": self.most})
        return line


@dataclass(frozen=True)
class Word(Kind):
    """Letters and digits that can stand in a number, at most 60; empty: what the organ's own data give."""

    def clean(self, value: Any) -> str:
        """The word."""
        word = str(value).strip()
        if word and (not word.isalnum() or len(word) > numbering.LONGEST):
            raise ValidationError(_("Give letters and digits only, at most %(most)s.") % {"most": numbering.LONGEST})
        return word


@dataclass(frozen=True)
class Pattern(Kind):
    """A pattern of numbers."""

    def clean(self, value: Any) -> str:
        """A pattern that can number."""
        try:
            return numbering.pattern(str(value).strip()).text
        except UserError as error:
            raise ValidationError(told(error.message)) from error


@dataclass(frozen=True)
class Chain(Kind):
    """Roles in the order in which they sign."""

    document: SignedDocument

    def clean(self, value: Any) -> list[str]:
        """The codes of the roles."""
        roles = [str(role) for role in value]
        names = dict(ROLE_CHOICES)
        if not roles or len(set(roles)) < len(roles) or set(roles) - set(SIGNING_ROLES):
            raise ValidationError(_("Name each signing role once, of: %(known)s.") % {"known": "、".join(str(names[role]) for role in SIGNING_ROLES)})
        must = self.document.must
        if must not in roles or (self.document.last and roles[-1] != must):
            said = _("%(role)s must sign last: %(why)s.") if self.document.last else _("%(role)s must sign: %(why)s.")
            raise ValidationError(said % {"role": names[must], "why": self.document.why})
        return roles

    def shown(self, value: Any) -> str:
        """Their names with arrows."""
        names = dict(ROLE_CHOICES)
        return " → ".join(str(names[role]) for role in value)


_DAY = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})\s+(?P<what>休|班|off|work)\s+(?P<name>\S.*)")


@dataclass(frozen=True)
class Days(Kind):
    """Days that a place adds to the calendar: a line each, `2027-03-10 休 开斋节`, or 班 for a workday."""

    def clean(self, value: Any) -> list[list[str]]:
        """Rows of day, `off` or `work`, name; sorted."""
        lines = value.splitlines() if isinstance(value, str) else [" ".join(map(str, row)) for row in value]
        rows = [self._row(line.strip()) for line in lines if line.strip()]
        days = [row[0] for row in rows]
        twice = next((day for day in days if days.count(day) > 1), None)
        if twice:
            raise ValidationError(_("%(day)s is there twice; leave one.") % {"day": twice})
        return sorted(rows)

    def _row(self, line: str) -> list[str]:
        found = _DAY.fullmatch(line)
        if found is None or not _is_day(found["day"]):
            raise ValidationError(_("“%(line)s” is no such line: give a day, 休 or 班, and a name: 2027-03-10 休 开斋节.") % {"line": line[:60]})
        return [found["day"], {"休": "off", "班": "work"}.get(found["what"], found["what"]), found["name"][:60]]

    def shown(self, value: Any) -> str:
        """A line each."""
        return "\n".join(" ".join((day, {"off": "休", "work": "班"}[what], name)) for day, what, name in value) or _("none")


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def local_days(rows: list[list[str]]) -> tuple[LocalDay, ...]:
    """What `Days` stored, as the calendar takes it."""
    return tuple(LocalDay(dt.date.fromisoformat(day), what == "work", Message("{name}", {"name": name})) for day, what, name in rows)


@dataclass(frozen=True)
class Columns(Kind):
    """Columns of a list of requests in their order: a line each, the code and the head, `number 登记编号`; without a head the usual one."""

    def clean(self, value: Any) -> list[list[str]]:
        """Rows of code and head."""
        lines = value.splitlines() if isinstance(value, str) else [" ".join(map(str, row)) for row in value]
        rows = [self._row(line.strip()) for line in lines if line.strip()]
        codes = [row[0] for row in rows]
        twice = next((code for code in codes if codes.count(code) > 1), None)
        if twice:
            raise ValidationError(_("%(column)s is there twice; leave one.") % {"column": twice})
        if not rows:
            raise ValidationError(_("Name at least one column."))
        return rows

    def _row(self, line: str) -> list[str]:
        code, _blank, head = line.partition(" ")
        if code not in COLUMNS:
            said = _("“%(line)s” is no column. Begin each line with one of: %(known)s.")
            raise ValidationError(said % {"line": line[:60], "known": ", ".join(COLUMNS)})
        if len(head.strip()) > _LONGEST_HEAD or not head.isprintable():
            raise ValidationError(_("The head of %(column)s is one line of at most %(most)s signs.") % {"column": code, "most": _LONGEST_HEAD})
        return [code, head.strip() or COLUMNS[code]]

    def shown(self, value: Any) -> str:
        """A line each, as it is typed: what is typed is the same in every language."""
        return "\n".join(" ".join(row) for row in value)


_LONGEST_HEAD = 30
