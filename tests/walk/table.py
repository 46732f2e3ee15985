"""What the arguments of addresses mean: one line for each; an argument that no line knows fails the walk."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.http import int_to_base36
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Revision, TaskState, UploadedFile, WorkflowState

from gongkai.audit.models import AuditRow
from gongkai.cases.models import Case, ImportBatch, ImportToken, Proposal
from gongkai.cases.steps import STEPS
from gongkai.organs.models import Deputy, Division, Membership, Notice, OrganEvent, OrganSetting, Relation
from gongkai.organs.roles import ROLE_CODES
from gongkai.organs.setting_table import SETTINGS
from gongkai.persons.models import Person as SealedPerson
from gongkai.portal.models import PictureRendition
from gongkai.registers.kinds import KINDS as KINDS_OF_REGISTERS
from gongkai.registers.kinds import STEPS as REGISTER_STEPS
from gongkai.registers.models import Entry
from gongkai.reports.snapshots import month_end_before
from walk.addresses import Meaning
from walk.filling import Side

MEANINGS = (
    # Wagtail's pages
    Meaning("page_id|parent_page_id|page_to_move_id|destination_id|page_pk", "page"),
    Meaning("pk", "page", "staff/pages/"),
    Meaning("pk", "page", "staff/api/main/^pages/"),
    Meaning("revision_id", "revision"),
    Meaning("revision_id_[ab]", "compared revision"),
    Meaning("task_state_id", "task state"),
    Meaning("workflow_state_id", "workflow state"),
    Meaning("task_id|workflow_pk", "step"),
    Meaning("content_type_app_name|app_label|app_name", "app"),
    Meaning("content_type_model_name|model_name", "model"),
    Meaning("action_name", "page action", "staff/api/"),
    Meaning("action_name", "workflow action"),
    Meaning("action", "bulk action"),
    Meaning("_0", "path of a page", "^((?:[\\w"),
    # Wagtail's files
    Meaning("image_id", "picture"),
    Meaning("pk", "picture", "staff/images/"),
    Meaning("pk", "picture", "staff/api/main/^images/"),
    Meaning("document_id|doc_id", "file"),
    Meaning("pk", "file", "staff/documents/"),
    Meaning("pk", "file", "staff/api/main/^documents/"),
    Meaning("uploaded_file_id", "uploaded file"),
    Meaning("filter_spec", "picture size"),
    Meaning("pk", "collection", "staff/collections/"),
    Meaning("collection_id", "collection"),
    Meaning("key", "file", "documents/"),
    Meaning("name", "name of a file", "documents/"),
    Meaning("key", "picture size made", "pictures/"),
    Meaning("_0", "file", "documents/"),
    Meaning("_1", "name of a file", "documents/"),
    # Wagtail's rest
    Meaning("pk", "step", "staff/workflows/"),
    Meaning("object_id", "page"),
    Meaning("session_id", "editing session"),
    Meaning("pk", "step", "staff/settings/"),
    Meaning("pk", "step", "staff/sites/"),
    Meaning("page_view_restriction_id", "step"),
    # What registers and imports name
    Meaning("key", "register entry", "staff/registers/"),
    Meaning("step", "step of an entry", "staff/registers/"),
    Meaning("position", "place of a file of an entry", "staff/registers/"),
    Meaning("kind", "register", "staff/registers/"),
    Meaning("kind", "register", "registers/"),
    Meaning("code", "code of an organ", "registers/"),
    Meaning("batch", "import", "staff/requests/import/"),
    Meaning("token", "import token", "staff/requests/import/"),
    # The own account
    Meaning("uidb36", "person in base 36"),
    Meaning("key|token", "word of a reset", "accounts/"),
    Meaning("uidb64", "person in base 36"),
    Meaning("token", "word of a reset"),
    # Our own
    Meaning("key", "notice", "staff/notices/"),
    Meaning("code", "code of an organ", "staff/organs/"),
    Meaning("code", "code of an organ", "staff/reports/"),
    Meaning("code", "code of an organ", "reports/"),
    Meaning("year", "year of a report"),
    Meaning("cell", "cell of the annual form"),
    *(
        Meaning("key", kind, f"staff/organs/at/<slug:code>/{part}/")
        for part, kind in (
            ("documents", "event"),
            ("sent-back", "event"),
            ("settings", "name of a setting"),
            ("divisions", "division"),
            ("people", "membership"),
            ("deputies", "deputy"),
            ("accounts", "person"),
        )
    ),
    Meaning("key", "sealed person", "staff/persons/"),
    Meaning("key", "proposal to publish", "staff/requests/proposals/"),
    Meaning("key|other", "request", "staff/requests/"),
    Meaning("step", "step of a request", "staff/requests/"),
    Meaning("position", "place of a file", "staff/requests/"),
    Meaning("purpose", "purpose of a file", "staff/requests/"),
    Meaning("code", "code of an organ", "requests/new/"),
    Meaning("code", "code of an organ", "reports/"),
    Meaning("code", "code of an organ", "staff/reports/"),
    Meaning("year", "year", "reports/"),
    Meaning("year", "year", "staff/reports/"),
    Meaning("cell", "cell of the form", "staff/reports/"),
    Meaning("month", "month kept", "staff/reports/"),
)

SCAN = 2
LETTER = 8
"""The places of a scan and of the letter among the events of requests that came on paper, that were answered (`walk.requests`)."""

Values = Callable[[Side], Iterable[Any]]


def _keys(*models: Any) -> Values:
    def values(side: Side) -> list[Any]:
        return [row.pk for known, rows in side.made.items() if issubclass(known, models) for row in rows]

    return values


def _pages(side: Side) -> list[Page]:
    """Drafts first: what nobody else may read."""
    return sorted((row for known, rows in side.made.items() if issubclass(known, Page) for row in rows), key=lambda page: (page.live, page.depth))


def _one_of_each_kind() -> tuple[str, ...]:
    return tuple({type(row.kind): name for name, row in SETTINGS.items()}.values())


KINDS: Mapping[str, Values] = {
    "organ": lambda side: [side.organ.pk],
    "page": lambda side: [page.pk for page in _pages(side)],
    "path of a page": lambda side: [page.url_path.split("/", 2)[2] for page in _pages(side)],
    "revision": _keys(Revision),
    "compared revision": _keys(Revision),
    "task state": _keys(TaskState),
    "workflow state": _keys(WorkflowState),
    "picture": _keys(get_image_model()),
    "file": _keys(get_document_model()),
    "uploaded file": _keys(UploadedFile),
    "collection": _keys(Collection),
    "person": _keys(get_user_model()),
    "person in base 36": lambda side: [int_to_base36(side.house.people["editor"].pk)],
    "sealed person": _keys(SealedPerson),
    "request": lambda side: [row.key for row in side.made.get(Case, [])],
    "proposal to publish": lambda side: [row.key for row in side.made.get(Proposal, [])],
    "register entry": lambda side: [row.key for row in side.made.get(Entry, [])],
    "import": lambda side: [row.key for row in side.made.get(ImportBatch, [])],
    "import token": _keys(ImportToken),
    "division": _keys(Division),
    "membership": _keys(Membership),
    "deputy": _keys(Deputy),
    "relation": _keys(Relation),
    "event": _keys(OrganEvent),
    "notice": _keys(Notice),
    "organ's setting": _keys(OrganSetting),
    "audit row": _keys(AuditRow),
    "code of an organ": lambda side: [side.organ.code],
    "name of a file": lambda _side: ["text.txt"],
    "picture size made": _keys(PictureRendition),
    "editing session": _keys(EditingSession),
}

# The same for every organ.
COMMON: Mapping[str, tuple[str, ...]] = {
    "compared revision": ("live",),
    "app": ("portal",),
    "model": ("contentpage", "picture", "publicfile"),
    "page action": ("publish", "unpublish", "copy", "move", "delete", "revert_to_page_revision", "convert_alias", "create_alias"),
    "workflow action": ("approve", "reject"),
    "bulk action": ("delete", "move", "publish", "unpublish", "add_to_collection", "add_tags"),
    "picture size": ("original", "width-100"),
    "role": ROLE_CODES,
    "name of a setting": _one_of_each_kind(),
    "step": ("1",),
    "year of a report": ("2024",),
    "cell of the annual form": ("applications.received.total", "applications.granted.natural_person"),
    "word of a reset": ("abc-def", "set-password"),
    "step of a request": tuple(STEPS),
    "step of an entry": tuple(REGISTER_STEPS),
    "register": tuple(KINDS_OF_REGISTERS),
    "place of a file": ("1", str(SCAN), str(LETTER)),
    "place of a file of an entry": (str(SCAN),),
    "purpose of a file": ("pdf", "docx", "file"),
    "year": (str(timezone.localdate().year),),
    "month kept": (str(month_end_before(timezone.localdate()).month),),
    "cell of the form": ("applications.received.natural_person",),
}
