"""What `gongkai.audit.verify` can find: a code, the rows it is about, a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Any] = MappingProxyType(
    {
        "changed": _("Row %(first)s was changed, or the row before it was replaced: its digest is not that of its content."),
        "unreadable": _("Row %(row)s is no audit row: something else stands in its columns."),
        "missing": _("The rows from %(first)s to %(last)s are missing."),
        "start_missing": _("The rows from %(first)s to %(last)s are missing at the beginning, and no signed checkpoint covers them."),
        "key_unknown": _("Row %(first)s names the audit key %(key)s, which the keys of this site lack: import the export of the keys that holds it."),
        "key_older": _(
            "Row %(first)s was made with the audit key %(key)s, although a row before it has a later key: it was made with a retired key."
        ),
        "tail_cut": _(
            "The trail ends with row %(last)s, but row %(first)s was committed: the file of heads names it. Rows were removed from the end."
        ),
        "rewritten": _("Row %(first)s is not the row that the file of heads tells of: the chain was written anew."),
        "file_missing": _("The file of heads %(path)s is missing, although the trail has rows."),
        "file_disorder": _("The file of heads goes back to row %(first)s: lines were inserted or moved."),
        "file_short": _(
            "The file of heads tells of no row from %(first)s to %(last)s, which lie more than an hour apart: it was shortened, or cannot be written."
        ),
        "checkpoint_forged": _("The checkpoint for the rows up to %(first)s has no valid signature."),
        "checkpoint_differs": _("Row %(first)s is not the row that the checkpoint was signed for."),
        "known_differs": _("Row %(first)s is not the row whose digest was noted down."),
        "known_missing": _("Row %(first)s, whose digest was noted down, is not there: the trail ends with row %(last)s."),
        "trigger_missing": _(
            "The database's trigger %(name)s is missing, switched off or changed: rows can be changed unnoticed until the next verification."
        ),
        "guard_missing": _(
            "The database's trigger %(name)s is missing, switched off or changed: events and figures that are only added to can be changed unnoticed."
        ),
    }
)
"""The sentence of each code (msgids)."""


@dataclass(frozen=True)
class Finding:
    """Something that an untouched trail does not have."""

    code: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(SENTENCES[self.code] % self.fields)


def finding(code: str, first: int | None = None, last: int | None = None, **fields: Any) -> Finding:
    """A finding about the rows from `first` to `last`, or `first` alone."""
    rows = {name: value for name, value in (("first", first), ("last", last)) if value is not None}
    return Finding(code, {**rows, **fields})
