"""The audit trail as CSV: an audited action, and the lines of what was found, in the reader's language."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.organs.actions import Action
from gongkai.organs.models import Organ
from gongkai.staff.trail_rows import Told, told
from gongkai.staff.trail_search import CAPABILITY, Search

_BATCH = 1000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(kw_only=True)
class ExportTrail(Action):
    """The trail of an organ is written out (导出); the row tells what was looked for, by keys."""

    verb: ClassVar[str] = "audit.exported"
    capability: ClassVar[str] = CAPABILITY

    organ: Organ
    search: Search

    def organ_asked(self) -> Organ:
        """Whose trail."""
        return self.organ

    def write(self, actor: Actor) -> None:
        """Nothing changes."""

    def detail(self) -> Mapping[str, Any]:
        """What was looked for."""
        return self.search.keys()


def csv_of(search: Search, user: Any, upto: int) -> Iterator[str]:
    """The rows up to number `upto`, the newest first, as pieces of a CSV file that WPS and Excel open (byte order mark, no cell is a formula)."""
    language = translation.get_language()
    with translation.override(language):
        heads = [
            _("No."),
            _("Time"),
            _("Who"),
            _("What"),
            _("Organ"),
            _("Verb"),
            _("Kind"),
            _("Number"),
            _("Particulars"),
            _("Network address"),
            _("Digest"),
        ]
    yield "\ufeff" + _line(heads)
    before = upto + 1
    while rows := list(search.rows(user).filter(sequence__lt=before).order_by("-sequence")[:_BATCH]):
        # The server asks for the next piece when the request's language may be over.
        with translation.override(language):
            lines = [_line(_cells(one)) for one in told(rows, user)]
        yield "".join(lines)
        before = rows[-1].sequence


def _cells(one: Told) -> list[str]:
    row = one.row
    at = timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M:%S")
    return [str(row.sequence), at, one.who, one.what, one.organ, row.verb, row.subject_kind, row.subject, row.detail, row.address, row.digest]


class _Echo:
    def write(self, text: str) -> str:
        return text


_WRITER = csv.writer(_Echo())


def _line(cells: list[str]) -> str:
    return str(_WRITER.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]))
