"""Rows of the audit trail as people read them: sentences in their language, with names where they may know them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from gongkai.audit.models import AuditRow
from gongkai.audit.verbs import sentence
from gongkai.organs import policies
from gongkai.organs.models import Organ

# What names a subject of each kind; all others are told by kind and number. Looked up through the policies, one query a kind.
NAMED: Mapping[str, str] = MappingProxyType(
    {
        "accounts.user": "name",
        "organs.organ": "name",
        "organs.organname": "name",
        "organs.division": "name",
        "organs.membership": "user__name",
        "organs.deputy": "deputy__name",
    }
)


@dataclass(frozen=True)
class Told:
    """A row for people: `what` is the sentence, `about` the subject as the search takes it, `detail` the technical particulars."""

    row: AuditRow
    who: str
    what: str
    organ: str
    about: str
    detail: str


def told(rows: Iterable[AuditRow], user: Any) -> list[Told]:
    """`rows` as `user` reads them; a query for each kind of thing named in them, however many rows there are."""
    held = list(rows)
    accounts = _names(user, "accounts.user", {row.actor for row in held if row.actor_kind == "user"})
    organs = dict(policies.visible(user, Organ).filter(pk__in={row.organ for row in held if row.organ}).values_list("pk", "name"))
    subjects = {
        kind: _names(user, kind, {row.subject for row in held if row.subject_kind == kind})
        for kind in sorted({row.subject_kind for row in held} & NAMED.keys())
    }
    return [_told(row, accounts, organs, subjects.get(row.subject_kind, {})) for row in held]


def _told(row: AuditRow, accounts: Mapping[str, str], organs: Mapping[int, str], subjects: Mapping[str, str]) -> Told:
    who = _who(row, accounts)
    what = subjects.get(row.subject) or _numbered(row)
    about = f"{row.subject_kind}:{row.subject}" if row.subject_kind else ""
    return Told(row, who, sentence(row.verb, who, what), organs.get(row.organ or 0, ""), about, _plain(row.detail))


def _who(row: AuditRow, accounts: Mapping[str, str]) -> str:
    if row.actor_kind == "user":
        return accounts.get(row.actor) or _("account No. %(key)s of another organ") % {"key": row.actor}
    if row.actor_kind == "public":
        return _("somebody not signed in")
    return (_("the task %(name)s") if row.actor_kind == "task" else _("the command %(name)s")) % {"name": row.actor}


def _numbered(row: AuditRow) -> str:
    """The kind of the subject and its number."""
    if not row.subject_kind:
        return _("unknown")
    try:
        kind = apps.get_model(row.subject_kind)._meta.verbose_name  # noqa: SLF001  # Django's documented way to a model's name
    except (LookupError, ValueError):
        kind = row.subject_kind  # a pair of its own, or a model of an earlier version
    return _("%(kind)s No. %(key)s") % {"kind": kind, "key": row.subject}


def _names(user: Any, kind: str, keys: Iterable[str]) -> dict[str, str]:
    wanted = [int(key) for key in keys if key.isdecimal()]
    if not wanted:
        return {}
    model = get_user_model() if kind == "accounts.user" else apps.get_model(kind)
    return {str(key): name for key, name in policies.visible(user, model).filter(pk__in=wanted).values_list("pk", NAMED[kind])}


def _plain(detail: str) -> str:
    """The particulars in a line a value; "" when there are none. A row that somebody changed may hold anything: it is shown as it is."""
    try:
        said = json.loads(detail or "{}")
    except ValueError:
        return detail
    if not isinstance(said, dict):
        return detail
    return "\n".join(f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}" for name, value in said.items())
