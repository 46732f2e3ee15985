"""`--previous`: the report of the year before, one file for all or found in a folder by organ and year."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from gongkai.annual.check import Finding, against_previous, finding
from gongkai.annual.check.yearly import same_organ
from gongkai.annual.model import AnnualReport
from gongkai.messages import message


@dataclass(frozen=True)
class Known:
    """A report of the folder: enough to find it again; the report itself is read when it is wanted."""

    source: str
    organ: str | None
    year: int | None


@dataclass(frozen=True)
class Folder:
    """The reports that a report may be compared with."""

    path: str
    known: tuple[Known, ...]

    def find(self, report: AnnualReport) -> tuple[Known, ...]:
        """Reports of the same organ on the year before; those of the very same name if there are any."""
        if report.organ is None or report.year is None:
            return ()
        before = [one for one in self.known if one.year == report.year - 1 and one.organ is not None and same_organ(one.organ, report.organ)]
        return tuple([one for one in before if one.organ == report.organ] or before)


def known(report: AnnualReport, source: str) -> Known:
    """What is kept of a report of the folder."""
    return Known(source, report.organ, report.year)


def compared(report: AnnualReport, previous: AnnualReport | Folder, read: Callable[[str], AnnualReport]) -> Iterable[Finding]:
    """Findings of `report` against the year before; a notice says why there is nothing to compare with."""
    if isinstance(previous, AnnualReport):
        return against_previous(report, previous)
    if report.organ is None or report.year is None:
        return (finding("year.not_comparable", reason=message("organ or year of this report is not known")),)
    found = previous.find(report)
    if len(found) == 1:
        return against_previous(report, read(found[0].source))
    if found:
        reason = message("several are of that organ and year: {sources}", sources=tuple(Path(one.source).name for one in found))
    else:
        reason = message("“{folder}” has no report of “{organ}” on {year}", folder=previous.path, organ=report.organ, year=report.year - 1)
    return (finding("year.not_comparable", reason=reason),)
