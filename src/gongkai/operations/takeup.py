"""Tasks of dead workers become ready again: django-tasks-db never takes them up.

This is why a task must be idempotent: it may have been done in part, or whole, by a worker that was killed before it could say so. A task
therefore takes keys, reads the state as it is now, and changes it by actions that do nothing when there is nothing left to do. A task whose worker
died `MOST_ATTEMPTS` times is the likely cause, and has failed.
"""

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.operations import liveness
from gongkai.operations.models import Process

MOST_ATTEMPTS = 5

_log = logging.getLogger("gongkai.tasks")


def take_up() -> int:
    """Forget the processes found dead and make their running tasks ready again; returns how many tasks. Never takes a living worker's task."""
    dead = [row.key for row in Process.objects.all() if liveness.is_dead(row)]
    if not dead and not _orphans():
        return 0
    with transaction.atomic():
        Process.objects.filter(key__in=dead).delete()
        # Tasks first, then the living: who holds one of these tasks was written down before it claimed it.
        orphans = _orphans(locked=True)
        for task in orphans:
            _give_back(task)
    for task in orphans:
        _log.warning("task of a dead worker", extra={"task": str(task.pk), "path": task.task_path, "status": task.status.lower()})
    return len(orphans)


def _give_back(task: Any) -> None:
    if len(task.worker_ids) < MOST_ATTEMPTS:
        task.status, task.started_at = TaskResultStatus.READY, None
    else:
        task.status, task.finished_at, task.exception_class_path = TaskResultStatus.FAILED, timezone.now(), "worker died"
    task.save(update_fields=["status", "started_at", "finished_at", "exception_class_path"])


def _orphans(*, locked: bool = False) -> list[Any]:
    running = DBTaskResult.objects.running()
    tasks = list(running.select_for_update() if locked else running)
    living = set(Process.objects.values_list("key", flat=True))
    return [task for task in tasks if not task.worker_ids or task.worker_ids[-1] not in living]
