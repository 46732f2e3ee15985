"""What an import changes: requests are registered, all or none; a workbook is kept for its preview; tokens are made and revoked."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases import numbers
from gongkai.cases.importing.columns import LONGEST_SOURCE
from gongkai.cases.importing.requests import JOINT, ImportedRequest, token_permits
from gongkai.cases.importing.rows import Problem, Row, Wanted, read
from gongkai.cases.importing.tokens import digest_of
from gongkai.cases.models import Case, ImportBatch, ImportToken
from gongkai.cases.virus_scan import Verdict, scan
from gongkai.organs import policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.basis import file_store
from gongkai.organs.actions.checks import Problems, has_ended, one_line
from gongkai.organs.models import Organ


class RefusedError(ValidationError):
    """A batch cannot come in: `problems` says what is wrong in which row."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__([one.sentence for one in problems])
        self.problems = list(problems)


@dataclass(frozen=True)
class Looked:
    """A row that was looked at: what it asks for, the case that is there already, what is wrong with it."""

    place: int
    texts: Mapping[str, str] = field(repr=False)
    wanted: Wanted | None
    known: Case | None
    problems: list[Problem]


@dataclass(kw_only=True)
class ImportRequests(Action):
    """The `rows` come in from `source`: each becomes a request of `organ`, all or none; those that are there already stay as they are.

    Gives the cases of the rows in their order, each with whether it is new.
    """

    verb: ClassVar[str] = "case.import"
    capability: ClassVar[str] = "case.register"

    organ: Organ
    source: str
    rows: Sequence[Row] = field(repr=False)
    found: Sequence[Problem] = ()
    token: ImportToken | None = None
    batch: ImportBatch | None = None
    verdicts: Sequence[Verdict] = ()
    looked: list[Looked] = field(default_factory=list, repr=False)
    made: list[tuple[Case, bool]] = field(default_factory=list, repr=False)

    def organ_asked(self) -> Organ:
        """The organ that receives them."""
        return self.organ

    def permitted(self, actor: Actor) -> bool:
        """Registrars of the organ; a token of it that was not revoked."""
        return token_permits(self.token, self.organ, actor) or super().permitted(actor)

    def look(self) -> list[Looked]:
        """Every row: what it asks for, whether it is there already, what is wrong; nothing is written."""
        asked = {row.texts.get("foreign_number", "").strip() for row in self.rows} - {""}
        known = {case.foreign_number: case for case in Case.objects.filter(organ=self.organ, source=self.source, foreign_number__in=asked)}
        seen: dict[str, int] = {}
        return [self._looked(row, known, seen) for row in self.rows]

    def _looked(self, row: Row, known: Mapping[str, Case], seen: dict[str, int]) -> Looked:
        wanted, problems = read(row)
        problems = [one for one in self.found if one.place == row.place] + problems
        if wanted is None:
            return Looked(row.place, row.texts, None, known.get(row.texts.get("foreign_number", "").strip()), problems)
        first = seen.setdefault(wanted.foreign_number, row.place)
        if first != row.place:
            problems.append(Problem(row.place, "foreign_number", _("The same number stands in row %(row)s. Leave one of them.") % {"row": first}))
        case = known.get(wanted.foreign_number)
        if case is None and not problems:
            problems += self._wrong(wanted)
        return Looked(row.place, row.texts, wanted, case, [] if case and first == row.place else problems)

    def _request(self, wanted: Wanted) -> ImportedRequest:
        return ImportedRequest(organ=self.organ, source=self.source, foreign_number=wanted.foreign_number, token=self.token, **wanted.fields)

    def _wrong(self, wanted: Wanted) -> list[Problem]:
        try:
            self._request(wanted).look()
        except ValidationError as error:
            by_field = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
            told = ((name, sentence) for name, found in by_field.items() for one in found for sentence in one.messages)
            return [_problem(wanted.place, name, sentence) for name, sentence in told]
        return []

    def check(self) -> None:
        """A source, and no row that is wrong. Raises RefusedError with all of them."""
        problems = Problems()
        has_ended(self.organ, problems)
        self.source = one_line(self.source, "source", problems, most=LONGEST_SOURCE, needed=True)
        problems.stop()
        self.looked = self.look()
        wrong = [problem for one in self.looked for problem in one.problems]
        if wrong:
            raise RefusedError(wrong)

    def by(self, actor: Actor) -> list[tuple[Case, bool]]:
        """As every action; the scanner is asked before, for who may send requests."""
        if not self.permitted(actor):
            raise policies.NotAllowed
        self.verdicts = [scan(one.document.data) for row in self.rows for one in row.attachments]
        super().by(actor)
        return self.made

    def write(self, actor: Actor) -> Any:
        """The requests, in the order of the rows."""
        new = [one.wanted for one in self.looked if one.wanted is not None and one.known is None]
        # All counters first, in one order: whoever writes an audit row holds the chain, and must not wait for a counter then.
        numbers.hold(self.organ, "request", sorted({wanted.fields["on"].year for wanted in new}))
        self.made, at = [], 0
        for one, row in zip(self.looked, self.rows, strict=True):
            if one.known is not None:
                self.made.append((one.known, False))
            elif one.wanted is not None:
                request = self._request(one.wanted)
                request.verdicts = {str(number): self.verdicts[at + number] for number in range(len(row.attachments))}
                self.made.append((Action.by(request, actor), True))
            at += len(row.attachments)
        if self.batch is not None:
            ImportBatch.objects.filter(pk=self.batch.pk).update(done_at=timezone.now(), count=sum(is_new for _case, is_new in self.made))
        return self.batch or self.organ

    def detail(self) -> Mapping[str, Any]:
        """From where, how many new ones, how many were there already."""
        new = sum(is_new for _case, is_new in self.made)
        return {"source": self.source, "new": new, "known": len(self.made) - new}


_COLUMN_OF = {"item": "items"}


def _problem(place: int, name: str, sentence: str) -> Problem:
    """What is wrong at a field of the request, told by the row's column; of joint applicants, which of them."""
    number = name.removeprefix(JOINT)
    if name.startswith(JOINT) and number.isdecimal():
        return Problem(place, "joint", sentence, int(number) - 1)
    return Problem(place, _COLUMN_OF.get(name, name), sentence)


@dataclass(kw_only=True)
class KeepImport(Action):
    """A workbook was uploaded: kept encrypted until it is imported or a day has passed."""

    verb: ClassVar[str] = "case.import_upload"
    capability: ClassVar[str] = "case.register"

    organ: Organ
    source: str
    data: bytes = field(repr=False)

    def organ_asked(self) -> Organ:
        """The organ that receives the requests."""
        return self.organ

    def check(self) -> None:
        """A source in one line."""
        problems = Problems()
        has_ended(self.organ, problems)
        self.source = one_line(self.source, "source", problems, most=LONGEST_SOURCE, needed=True)
        problems.stop()

    def write(self, actor: Actor) -> ImportBatch:
        """The file is on the disk before the row that names it can be committed."""
        return ImportBatch.objects.create(organ=self.organ, source=self.source, file=file_store().put(self.data), by=f"{actor.kind}:{actor.key}")

    def detail(self) -> Mapping[str, Any]:
        """From where."""
        return {"source": self.source}


@dataclass(kw_only=True)
class MakeToken(Action):
    """A system of `source` may send requests to `organ` with a token, which is shown once (`secret`) and held as a digest only."""

    verb: ClassVar[str] = "case.import_token"
    capability: ClassVar[str] = "organ.change"

    organ: Organ
    source: str
    secret: str = field(default="", repr=False)

    def organ_asked(self) -> Organ:
        """The organ."""
        return self.organ

    def check(self) -> None:
        """A source in one line."""
        problems = Problems()
        has_ended(self.organ, problems)
        self.source = one_line(self.source, "source", problems, most=LONGEST_SOURCE, needed=True)
        problems.stop()

    def write(self, actor: Actor) -> ImportToken:
        """The row; the secret is nowhere."""
        self.secret = f"gk_{secrets.token_urlsafe(32)}"
        return ImportToken.objects.create(organ=self.organ, source=self.source, digest=digest_of(self.secret), by=f"{actor.kind}:{actor.key}")

    def detail(self) -> Mapping[str, Any]:
        """For which source."""
        return {"source": self.source}


@dataclass(kw_only=True)
class RevokeToken(Action):
    """A token opens nothing any more."""

    verb: ClassVar[str] = "case.import_revoke"
    capability: ClassVar[str] = "organ.change"

    token: ImportToken

    def organ_asked(self) -> Organ:
        """The token's organ."""
        return self.token.organ

    def write(self, actor: Actor) -> ImportToken:  # noqa: ARG002  # the trail says who
        """Once: the first revocation keeps its day."""
        ImportToken.objects.filter(pk=self.token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
        return self.token

    def detail(self) -> Mapping[str, Any]:
        """Of which source."""
        return {"source": self.token.source}


def sources_of(user: Any) -> Iterable[str]:
    """The sources that are known already, to be chosen again."""
    rows = policies.visible(user, Case).exclude(source="").values_list("source", flat=True)
    return sorted(rows.order_by().distinct()[:50])
