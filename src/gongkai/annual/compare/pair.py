"""The two reports as a pair: what they are, and what to keep in mind of years, organs and forms before reading on."""

from collections.abc import Iterator

from gongkai.annual.check.form import form_of
from gongkai.annual.check.yearly import same_organ
from gongkai.annual.compare.comparison import Head, Reason
from gongkai.annual.model import AnnualReport
from gongkai.messages import message
from gongkai.statute.editions import editions


def head(report: AnnualReport) -> Head:
    """What a report is."""
    form = form_of(report)
    return Head(report.source, report.organ, report.year, form.code if form is not None else None, len(report.warnings))


def years_between(old: Head, new: Head) -> int | None:
    """The years from old to new, negative where they stand the wrong way round."""
    return None if old.year is None or new.year is None else new.year - old.year


def notices(old: Head, new: Head) -> tuple[Reason, ...]:
    """What is unusual about the pair; it is compared all the same."""
    return (*_years(old, new), *_organs(old, new), *_forms(old, new), *_warnings(old, new))


def _years(old: Head, new: Head) -> Iterator[Reason]:
    years = years_between(old, new)
    if years is None:
        yield Reason("year_unknown", message("The year of one of the two reports is not known: growth is over an unknown time."))
    elif years == 0:
        yield Reason("same_year", message("Both reports are on the year {year}: differences are not changes over time.", year=new.year))
    elif years < 0:
        told = message(
            "The first report is on {old}, the second on {new}, an earlier year: give them the other way round.", old=old.year, new=new.year
        )
        yield Reason("years_reversed", told)
    elif years > 1:
        told = message("{years} years lie between the reports: growth is over all of them, not per year.", years=years)
        yield Reason("years_apart", told)


def _organs(old: Head, new: Head) -> Iterator[Reason]:
    if old.organ is None or new.organ is None:
        yield Reason("organ_unknown", message("The organ of one of the two reports is not known."))
    elif not same_organ(new.organ, old.organ):
        told = message(
            "The organs differ: “{old}” and “{new}”. Changes mean something only if the second is the first renamed, or its successor.",
            old=old.organ,
            new=new.organ,
        )
        yield Reason("organs_differ", told)


def _forms(old: Head, new: Head) -> Iterator[Reason]:
    if old.form is None or new.form is None:
        yield Reason("form_unknown", message("The form of one of the two reports is not known: a cell that it does not print is unknown."))
    elif old.form != new.form:
        told = message(
            "The reports use different forms ({old}; {new}): only cells that count the same in both are compared.",
            old=editions()[old.form].source,
            new=editions()[new.form].source,
        )
        yield Reason("forms_differ", told)


def _warnings(old: Head, new: Head) -> Iterator[Reason]:
    if old.warnings or new.warnings:
        told = message(
            "Warnings of the reader: {old} on the old report, {new} on the new one; what it was in doubt of is unknown here.",
            old=old.warnings,
            new=new.warnings,
        )
        yield Reason("warnings", told)
