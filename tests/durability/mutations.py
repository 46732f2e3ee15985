"""`python -m durability.mutations`: the site with the commit moved after the answer. The harness must report what it loses."""

import sys
from typing import Any

from django.shortcuts import redirect

from gongkai.cli import entry, site


def answer_first(_request: Any, _change: Any, form: Any, _place: Any) -> Any:
    """What `gongkai.organs.views.change` does when a form is right, but the answer goes out before the action is done."""
    action = form.action()
    answer = redirect("organs_organ", code=action.code)
    close = answer.close

    def close_and_do() -> None:
        close()
        action.by(_request.actor)

    answer.close = close_and_do
    return answer


def load_and_mutate(load: Any = site.load) -> None:
    """Django, then the mutation."""
    load()
    from gongkai.organs.views import change  # noqa: PLC0415  # needs Django

    setattr(change, "_made", answer_first)  # noqa: B010  # that is the mutation


if __name__ == "__main__":
    site.load = load_and_mutate
    sys.exit(entry.main(sys.argv[1:]))
