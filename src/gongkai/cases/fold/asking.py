"""What steps ask of a state before they change it."""

from typing import Any

from gongkai.cases.state import Case, Stage, StepError
from gongkai.messages import message


def must_be(case: Case, stage: Stage, why: Any) -> None:
    """Raises StepError with the sentence `why` unless the case is at `stage`."""
    if case.stage != stage:
        raise StepError(why)


def must_have_item(case: Case, number: int) -> None:
    """Raises StepError unless the request has an item of that number."""
    if not 1 <= number <= len(case.items):
        raise StepError(message("The request has no item {item}", item=number))
