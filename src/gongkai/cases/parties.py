"""Those beside the applicant, and the files of a case, as its page shows them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from gongkai.cases import ledger
from gongkai.cases.channels import AUTHORITIES
from gongkai.cases.events import Event, PaperFiled, ScanFiled
from gongkai.cases.marking import LEVELS
from gongkai.cases.models import CaseFile
from gongkai.cases.telling import document_name, scan_name
from gongkai.cases.told_papers import paper_name
from gongkai.messages import message
from gongkai.organs import policies
from gongkai.organs.telling import told
from gongkai.persons.models import Person
from gongkai.persons.showing import shown


def parties(user: Any, state: ledger.Case) -> dict[str, Any]:
    """The agent and the joint applicants: what they are, the masked person (None for who may not see it), a remark; a placeholder's level."""
    arrived = state.arrived
    keys = [*filter(None, [arrived.agent]), *arrived.joint]
    seen = {str(one.pk): shown(one) for one in policies.visible(user, Person).select_related("organ").filter(pk__in=keys)} if keys else {}
    agent = [(_("Agent"), seen.get(arrived.agent), dict(AUTHORITIES)[arrived.authority])] if arrived.agent else []
    joint = [(_("Joint applicant"), seen.get(one), "") for one in arrived.joint]
    level = told(message(LEVELS[arrived.level][1])) if arrived.level else ""
    return {"parties": [*agent, *joint], "level": level}


def files_told(rows: Iterable[CaseFile], events: Sequence[Event]) -> list[tuple[CaseFile, str]]:
    """Each file and what it is."""
    return [(row, _title(row, events[row.position - 1])) for row in rows]


def _title(row: CaseFile, event: Event) -> str:
    if isinstance(event, PaperFiled):
        return paper_name(event)
    return scan_name(event.what) if isinstance(event, ScanFiled) else document_name(event.kind, row.purpose)
