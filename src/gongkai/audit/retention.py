"""Retention (保管期限): the oldest rows leave the trail, behind a signed checkpoint, and only once a sealed copy of them is on the disk.

The Cybersecurity Law (网络安全法, article 23, item 3, as amended in 2025; article 21 before) has network logs kept for six months
at least; an office's own rules ask for more.
"""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gongkai.audit import chain, copies, keys
from gongkai.audit.actors import Actor
from gongkai.audit.chain import START, Head
from gongkai.audit.models import AuditRow, Checkpoint
from gongkai.audit.trail import lock, record
from gongkai.audit.verify import Verification
from gongkai.messages import UserError, message

KEPT_DAYS = 3 * 366
"""What is kept unless somebody says otherwise: three years."""
LEAST_DAYS = 184
"""What is always kept: six months, whichever they are."""
_AT_ONCE = 5000


def retire(before: dt.datetime, actor: Actor, now: dt.datetime, folder: Path | None = None) -> Checkpoint | None:
    """Remove the rows before the first one of `before` or later; the checkpoint, None when there were none to remove.

    A copy is written into `folder` (the data folder's `audit`) first and read back; then, in one transaction, the checkpoint and a row that tells
    of it; then the rows go, in portions, so that nobody waits. Killed in between, the next retirement finishes it.

    Raises UserError: `before` is within the last six months, the trail has findings, or the copy cannot be written.
    """
    if before > now - dt.timedelta(days=LEAST_DAYS):
        raise UserError(message("Rows of the last {days} days are always kept: name an earlier date.", days=LEAST_DAYS))
    remove_retired()
    verification = Verification()
    if any(True for _finding in verification.findings()):
        raise UserError(message("The audit trail has findings: nothing is removed before `manage audit verify` is clean."))
    last = _last_before(before)
    if last.sequence < verification.first:
        return None
    checkpoint = _signed(last, verification.first, actor, now, folder or Path(settings.GONGKAI_DATA) / "audit")
    remove_retired()
    return checkpoint


def _last_before(before: dt.datetime) -> Head:
    """The row before the first of `before` or later. Rows of later times may stand before it: they wait for it."""
    later = AuditRow.objects.filter(at__gte=before).order_by("sequence").values_list("sequence", flat=True).first()
    older = AuditRow.objects.order_by("-sequence") if later is None else AuditRow.objects.filter(sequence=later - 1)
    return Head(*(older.values_list("sequence", "digest").first() or START))


def _signed(last: Head, first: int, actor: Actor, now: dt.datetime, folder: Path) -> Checkpoint:
    before = "" if first == 1 else Checkpoint.objects.values_list("digest", flat=True).filter(upto=first - 1).first()
    path = folder / f"retired-{first:012}-{last.sequence:012}.sealed"
    copied = copies.write(path, copies.About(first, last.sequence, before, last.digest))
    if sum(1 for _row in copies.read(path)[1]) != last.sequence - first + 1:
        raise UserError(message("The copy {path} does not hold what it should: nothing was removed.", path=path))
    key = keys.ring().current("checkpoint")
    checkpoint = Checkpoint(
        upto=last.sequence,
        first=first,
        digest=last.digest,
        at=now,
        actor_kind=actor.kind,
        actor=actor.key,
        copy=path.name,
        copy_digest=copied,
        key_number=key.number,
    )
    checkpoint.signature = chain.signature([getattr(checkpoint, name) for name in chain.SIGNED], key)
    with transaction.atomic():
        lock()
        checkpoint.save(force_insert=True)
        record("audit.retired", actor, subject=checkpoint, detail={"first": first, "upto": last.sequence, "copy": path.name, "sha256": copied})
    return checkpoint


def remove_retired() -> int:
    """Remove the rows that a checkpoint covers and that are still there; how many."""
    upto = Checkpoint.objects.order_by("-upto").values_list("upto", flat=True).first() or 0
    removed = 0
    while some := AuditRow.objects.filter(sequence__lte=upto).order_by("sequence").values_list("sequence", flat=True)[:_AT_ONCE]:
        # Always the oldest first: what is left stays one stretch of the chain.
        removed += AuditRow.objects.filter(sequence__lte=max(some)).delete()[0]
    return removed


def kept_by_default(now: dt.datetime) -> dt.datetime:
    """The beginning of what is kept unless somebody says otherwise: the midnight three years ago."""
    return timezone.localtime(now - dt.timedelta(days=KEPT_DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)
