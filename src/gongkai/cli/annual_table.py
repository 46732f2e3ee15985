"""`gongkai annual read --format xlsx`: all reports, their findings and doubts as one workbook."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from gongkai.annual import tableform
from gongkai.annual.check import check
from gongkai.annual.model import AnnualReport
from gongkai.cli.output import binary_output

Read = Callable[[str], AnnualReport]
Values = Callable[[Callable[[str], tableform.Rows]], Iterator[tableform.Rows]]


def print_table(values: Values, read: Read, path: str | None, *, several: bool) -> None:
    """Write the workbook as the reports come; `values` runs a task over the sources, `read` gives the report of one.

    Raises:
        UserError: standard output is a terminal, the file cannot be written, or there are more reports than Excel has rows.

    """
    found = values(partial(_rows, read))
    first = next(found, None)
    if first is None and not several:  # the one file asked for is unreadable: leave what stands at --output
        return
    with binary_output(path, "xlsx") as out, tableform.Tables() as tables:
        for one in chain((first,) if first is not None else (), found):
            tables.add(one)
        tables.save(out)


def _rows(read: Read, source: str) -> tableform.Rows:
    report = read(source)
    return tableform.rows(report, check(report))
