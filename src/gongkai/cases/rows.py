"""The one row of the annual form in which a request is counted, and why: what `statute.outcomes` derives, or what a person chose."""

import datetime as dt
from dataclasses import replace

from gongkai.cases import ledger
from gongkai.messages import Message, message
from gongkai.organs.models import Organ
from gongkai.organs.setting_table import readings_of
from gongkai.statute.annual_report import edition_for_year
from gongkai.statute.editions import editions
from gongkai.statute.laws import StatuteError
from gongkai.statute.outcomes import Counted, answer_kind, counted_row


def choices(organ: Organ, state: ledger.Case, day: dt.date) -> dict[str, str]:
    """The rows, each with the form's words, of which the signer who signs last on `day` chooses one; none where the law's table decides.

    That is where nothing was given, the grounds differ, and the organ's reading `mixed_items` is `ask`.
    """
    is_last = state.signs_next is not None and len(state.signed) + 1 == len(state.chain)
    if not is_last or readings_of(organ, day).mixed_items != "ask":
        return {}
    kinds = [answer_kind(code) for code in state.answers]
    asked = [kind for kind in kinds if not kind.dropped] or kinds
    edition = edition_for_year(day.year)
    rows = {kind.row(edition) for kind in asked}
    if len(rows) == 1 or any(kind.gives for kind in asked):
        return {}
    return {row.code: f"{row.number}{row.label}" for row in editions()[edition].applications if row.code in rows}


def counted(organ: Organ, state: ledger.Case, day: dt.date) -> Counted:
    """The row of the form of the year of `day`, its words, and why.

    A choice holds, whatever the reading has become since. Raises StatuteError: a choice is left to a person who has not made it.
    """
    edition = edition_for_year(day.year)
    if state.row:
        chosen = _in(edition, state)
        row = next(row for row in editions()[edition].applications if row.code == chosen)
        return Counted(chosen, f"{row.number}{row.label}", why_chosen())
    signed = state.letter.on if state.letter else day
    return counted_row(state.answers, edition, readings_of(organ, signed))


def counted_jointly(organ: Organ, state: ledger.Case, host: ledger.Case, day: dt.date) -> str:
    """The row of a request that got its answer with another, `host`, on `day` (合并办理): by the rule of every request, from its own items.

    Where the organ's reading leaves it to a person: the row that was chosen for `host`, if it is one of this request's; else the first of its rows
    in the form (reading), since nobody signs for it alone.
    """
    edition, settings = edition_for_year(day.year), readings_of(organ, state.letter.on if state.letter else day)
    try:
        return counted_row(state.answers, edition, settings).row
    except StatuteError:
        chosen = _in(edition, host) if host.row else ""
        rows = {answer_kind(code).row(edition) for code in state.answers}
        return chosen if chosen in rows else counted_row(state.answers, edition, replace(settings, mixed_items="first_in_form")).row


def _in(edition: str, state: ledger.Case) -> str:
    """The row of `edition` for what was chosen, by the form of the year before where it was served after New Year.

    One row may have become several (2019: other); it is that of an item so answered.
    """
    if any(one.code == state.row for one in editions()[edition].applications):
        return state.row
    return next(kind.row(edition) for kind in map(answer_kind, state.answers) if state.row in kind.rows.values())


def why_chosen() -> Message:
    """Why the row is what the last signer chose."""
    return message("nothing was given, on different grounds: who signed last chose this row")
