"""A comparison for people: what it is, what contradicts, what changed, what does not compare, what is repeated."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.table import Table
from rich.text import Text

from gongkai.annual.compare import Change, Comparison, Head, Passage, Repeated, Repetition, Side
from gongkai.annual.compare.shingles import SHINGLE
from gongkai.cli.findings_text import print_findings, print_parts
from gongkai.messages import N_, Message, message
from gongkai.statute.editions import editions

_STATES = {"blank": N_("blank"), "unknown": N_("unknown"), "not_in_form": N_("no such cell")}
_NO_GROWTH = {"old_is_zero": N_("from 0"), "negative": N_("below 0")}
_TABLES = {"article20": 2, "applications": 3, "remedies": 4}
_NAMED = 3  # so many cells are named in a group of those not compared; more are only counted
_PASSAGES, _CUT = 5, 100  # the longest passages, and how much of each, unless everything is asked for


def print_comparison(comparison: Comparison, out: TextIO, *, everything: bool = False) -> None:
    """Print a comparison; `everything` also gives the unchanged cells, every cell not compared, and every passage uncut."""
    _print_heads(comparison, out)
    if comparison.findings:
        print_findings(
            str(message("Rules from one year to the next, findings: {count}", count=len(comparison.findings))), comparison.findings, (), out
        )
    else:
        print_parts(out, Text(str(message("Rules from one year to the next: nothing found")), "bold"))
    _print_changes(comparison, out, everything=everything)
    _print_not_compared([change for change in comparison.changes if change.not_compared is not None], out)
    _print_repetition(comparison.repetition, out, everything=everything)


def _table(columns: str, heads: Iterable[object] = ()) -> Table:
    """An empty table with a column for each character of `columns`: numbers (`n`) stand to the right, texts (`t`) to the left."""
    titles = [Text(str(head)) for head in heads]
    table = Table(box=None, show_header=bool(titles), header_style="dim", pad_edge=False, padding=(0, 1), collapse_padding=True)
    for at, kind in enumerate(columns):
        number = kind == "n"
        table.add_column(titles[at] if titles else "", justify="right" if number else "left", overflow="fold", no_wrap=number)
    return table


def _add(table: Table, *cells: object) -> None:
    table.add_row(*(cell if isinstance(cell, Text) else Text(str(cell)) for cell in cells))


def _print_heads(comparison: Comparison, out: TextIO) -> None:
    table = _table("ttttt")
    for name, head in ((message("old"), comparison.old), (message("new"), comparison.new)):
        form = editions()[head.form].source if head.form is not None else message("unknown form")
        _add(
            table,
            Text(str(name), "bold"),
            head.organ or message("unknown organ"),
            head.year or message("unknown year"),
            form,
            Text(head.source, "dim"),
        )
    notes = [Text(str(message("Note: {what}", what=notice.message)), "cyan") for notice in comparison.notices]
    print_parts(out, table, *notes)


def _year(head: Head, name: Message) -> object:
    return head.year or name


def _print_changes(comparison: Comparison, out: TextIO, *, everything: bool) -> None:
    compared = [change for change in comparison.changes if change.not_compared is None]
    changed = [change for change in compared if change.difference]
    line = Text(str(message("Cells changed: {changed} of {compared} that compare", changed=len(changed), compared=len(compared))), "bold")
    shown: Sequence[Change] = comparison.changes if everything else changed
    if not shown:
        print_parts(out, line)
        return
    years = comparison.years
    growth = message("growth") if years in (1, None) else message("growth over {years} years", years=years)
    heads = (message("cell"), _year(comparison.old, message("old")), _year(comparison.new, message("new")), message("difference"), growth)
    table = _table("tnnnn", heads)
    for change in shown:
        _add(table, change.name, _side(change.old), _side(change.new), _difference(change), _growth(change))
    print_parts(out, line, table)


def _side(side: Side) -> str:
    return f"{side.figure}{side.unit or ''}" if side.figure is not None else str(Message(_STATES[side.state]))


def _difference(change: Change) -> str:
    return "" if change.difference is None else f"{change.difference:+}{change.unit or ''}" if change.difference else "0"


def _growth(change: Change) -> str:
    if change.growth is not None:
        return f"{change.growth:+}%" if change.growth else "0.0%"
    return str(Message(_NO_GROWTH[change.no_growth.code])) if change.no_growth is not None else ""


def _print_not_compared(changes: Sequence[Change], out: TextIO) -> None:
    if not changes:
        return
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.cell.partition(".")[0], str(change.not_compared and change.not_compared.message)), []).append(change)
    table = _table("tnt")
    for (prefix, why), group in groups.items():
        names = tuple(change.name for change in group)
        place = message("section {number}", number=_TABLES[prefix]) if prefix in _TABLES else message("national statistics table")
        _add(table, place, len(group), message("{why}: {names}", why=why, names=names) if len(group) <= _NAMED else why)
    print_parts(out, Text(str(message("Cells not compared: {count}", count=len(changes))), "bold"), table)


def _print_repetition(repetition: Repetition, out: TextIO, *, everything: bool) -> None:
    whole = repetition.whole
    if whole.share is None:
        line = message("Repeated text: no share of the whole, {why}", why=_share(whole))
    else:
        line = message("Repeated text: {share} of the whole ({repeated} of {characters} characters)", share=_share(whole), repeated=whole.repeated,
            characters=whole.characters)  # fmt: skip
    measure = message(
        "A character counts as repeated if it stands in {count} in a row that the old report has too; punctuation, headings, tables, names of the law"
        " and of the organ are left out, a number counts as one character and equals every other (character shingles after Broder, 1997).",
        count=SHINGLE,
    )
    heads = (message("section"), message("characters"), message("repeated"), message("share"))
    table = _table("tnnt", heads)
    for section in repetition.sections:
        if section.characters:
            _add(table, section.title, section.characters, section.repeated, _share(section))
    print_parts(out, Text(str(line), "bold"), Text(str(measure), "dim"), *([table] if table.rows else ()))
    _print_passages(repetition.passages, out, everything=everything)


def _share(one: Repeated) -> str:
    return f"{one.share}%" if one.share is not None else str(one.reason and one.reason.message)


def _print_passages(passages: Sequence[Passage], out: TextIO, *, everything: bool) -> None:
    shown = passages if everything else passages[:_PASSAGES]
    if not shown:
        return
    table = _table("tnnt", (message("section"), message("place"), message("characters"), message("passage")))
    for passage in shown:
        text = " ".join(passage.text.split())
        cut = text if everything or len(text) <= _CUT else f"{text[:_CUT]}……"
        _add(table, passage.section, f"{passage.start}-{passage.end}", passage.characters, cut)
    line = message("Longest repeated passages: {shown} of {count}", shown=len(shown), count=len(passages))
    print_parts(out, Text(str(line), "bold"), table)
