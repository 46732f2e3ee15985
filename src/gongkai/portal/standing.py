"""How a page stands between the editor who hands it in and the head of the disclosure office who publishes it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from wagtail.models import TaskState, WorkflowState


@dataclass(frozen=True)
class Standing:
    """A page that was handed in.

    `who` handed it in or sent it back (None: a command did, or the account is gone) at `at`; `step` is the key of the step that is open or was
    sent back; `waits`: it waits for a decision, else it was sent back with `reason`; `decides`: who asks is the one to decide.
    """

    who: Any
    at: dt.datetime
    step: int
    waits: bool
    decides: bool
    reason: str


def of(page: Any, user: Any) -> Standing | None:
    """How `page` stands for `user`; None when it is neither waiting nor sent back."""
    state = page.current_workflow_state
    step = state.current_task_state if state else None
    if step is None:
        return None
    if state.status == WorkflowState.STATUS_IN_PROGRESS and step.status == TaskState.STATUS_IN_PROGRESS:
        decides = {"approve", "reject"} <= {name for name, *_words in step.task.specific.get_actions(page, user)}
        return Standing(state.requested_by, step.started_at, step.pk, waits=True, decides=decides, reason="")
    if step.status == TaskState.STATUS_REJECTED:
        return Standing(step.finished_by, step.finished_at, step.pk, waits=False, decides=False, reason=step.comment)
    return None
