"""What a check can find: every code with its severity, its sentence and its source, as one table.

A finding's code is stable: users filter on it, docs/reference documents it, a test holds the two together.
"""

from dataclasses import dataclass

from gongkai.annual.model import Figure
from gongkai.messages import N_, Message

ERROR, WARNING, NOTICE = "error", "warning", "notice"


@dataclass(frozen=True)
class Kind:
    """A kind of finding: severity, sentence (English template with `{left}`, `{right}`, `{cells}` ...), and the rule's source."""

    severity: str
    sentence: str
    source: str


@dataclass(frozen=True)
class Finding:
    """One contradiction or defect of a report.

    `cells` are the cell codes concerned, `left` and `right` the two values that disagree (None where there is no value),
    `text` the sentence of the report concerned (empty where there is none).
    """

    code: str
    severity: str
    cells: tuple[str, ...]
    left: Figure | str | None
    right: Figure | str | None
    message: Message
    text: str


TABLE3 = "国办公开办函〔2021〕30号 表三、国办公开办函〔2019〕60号 表三"
TABLE4 = "国办公开办函〔2021〕30号 表四、国办公开办函〔2019〕60号 表四"
STATISTICS = "国办发〔2014〕32号 政府信息公开情况统计表"

KINDS: dict[str, Kind] = {
    # the sums of the form (勾稽关系)
    "sum.column_balance": Kind(
        ERROR,
        N_("Column “{column}”: new and carried-in requests make {left}, results and requests carried out make {right}; they must be equal."),
        TABLE3,
    ),
    "sum.outcomes": Kind(ERROR, N_("Column “{column}”: the results add up to {left}, but the row “（七）总计” says {right}."), TABLE3),
    "sum.applicants": Kind(ERROR, N_("Row “{row}”: the kinds of applicant add up to {left}, but the total says {right}."), TABLE3),
    "sum.remedies": Kind(ERROR, N_("Row “{row}”: the results add up to {left}, but the total says {right}."), TABLE4),
    "sum.legacy": Kind(ERROR, N_("“{name}”: the parts add up to {left}, but the number itself is {right}."), STATISTICS),
    "sum.blank_contradiction": Kind(
        WARNING,
        N_("“{name}”: with the blank cells taken as 0 the two sides are {left} and {right}; blank are: {blanks}. Fill in the blank cells."),
        TABLE3,
    ),
    "sum.blank_as_zero": Kind(NOTICE, N_("Sums that hold with the cells printed blank taken as 0: {count}. Print 0 where the number is 0."), TABLE3),
    "sum.not_judged": Kind(NOTICE, N_("Sums of the form not judged because cells are missing or cannot be read: {count} of {all}."), TABLE3),
    # text against table
    "text.against_table": Kind(
        ERROR, N_("The text says {left} for “{name}”, the table says {right}. Both speak of the same scope; correct one of them."), "条例第五十条"
    ),
    # arithmetic in the text and in other tables
    "arithmetic.sum": Kind(ERROR, N_("The text gives {right} as the total, but its parts add up to {left}: {parts}."), "条例第五十条"),
    "arithmetic.share": Kind(WARNING, N_("The text gives a share of {right}, but {part} of {whole} is {left}."), "条例第五十条"),
    "arithmetic.growth": Kind(WARNING, N_("The text gives a change of {right}, but from {old} to {new} it is {left}."), "条例第五十条"),
    # form and law
    "form.section_missing": Kind(WARNING, N_("Section “{title}” is missing."), "条例第五十条"),
    "form.section_order": Kind(
        WARNING, N_("The sections are not in the order of the form: “{title}” must not stand after “{after}”."), "条例第五十条"
    ),
    "form.section1_part": Kind(NOTICE, N_("Section 1 does not speak of {title}, which the form of 2021 wants covered."), "国办公开办函〔2021〕30号"),
    "form.table_missing": Kind(
        WARNING,
        N_("The table of section “{title}” is not in the source: its figures are unknown, not 0. Read the report from its first publication."),
        "条例第五十条",
    ),
    "form.cells_missing": Kind(
        NOTICE,
        N_("Cells of the statutory form that are not in the source or cannot be read: {count}. Their figures are unknown, not 0."),
        "条例第五十条",
    ),
    "form.not_judged": Kind(
        NOTICE,
        N_("The source tells neither the year reported nor the edition of its form: its form was not judged. Give the page with its title."),
        "条例第五十条",
    ),
    "form.edition": Kind(
        WARNING, N_("The report for {year} uses the form of {used}; for that year the form of {wanted} applies."), "国办公开办函〔2021〕30号"
    ),
    "form.period": Kind(
        ERROR, N_("The statistics period runs from {left} to {right}; the report for {year} covers 1 January to 31 December {year}."), "条例第五十条"
    ),
    "form.year": Kind(ERROR, N_("The title speaks of the year {left}, the text of {right}."), "条例第五十条"),
    "form.blank_cells": Kind(
        NOTICE, N_("Cells of the statutory form printed blank: {count}. The form wants a number in each."), "国办公开办函〔2021〕30号"
    ),
    "form.published_late": Kind(ERROR, N_("Published on {left}; the legal day for this organ and year was {right}."), "条例第四十九条、第五十条"),
    "form.system_published_late": Kind(
        WARNING, N_("Published on {left}, after {right}. The report adds up a whole system, so this is a warning only."), "条例第四十九条"
    ),
    "form.rules_made": Kind(
        ERROR,
        N_("“{organ}” cannot make 规章, but the row “规章” is not 0: {values}. Move normative documents to their own row."),
        "立法法第九十一条、第九十三条",
    ),
    "form.fee_not_stated": Kind(
        WARNING, N_("Section 6 does not state the information processing fees (0 too must be stated)."), "国办函〔2020〕109号"
    ),
    "form.fee_contradiction": Kind(
        WARNING, N_("Section 6 states information processing fees of {left} yuan, the fee cell says {right}."), "国办函〔2020〕109号"
    ),
    "form.amount_without_unit": Kind(WARNING, N_("The amount {left} in “{name}” is printed without a unit."), "国办公开办函〔2019〕60号"),
    "plausible.no_licences_or_penalties": Kind(
        NOTICE,
        N_("A market regulator without a single licence or penalty in a year is possible but unlikely: check “{name}”."),
        "条例第二十条第（五）、（六）项",
    ),
    "plausible.decisions_filled": Kind(
        NOTICE,
        N_("“{name}” is {left}, just last year's items plus the change; the column asks for the number of decisions made."),
        "国办公开办函〔2019〕60号",
    ),
    # one year against the year before
    "year.carried": Kind(ERROR, N_("“{name}”: carried in {right}, but the report of the year before carried out {left}."), TABLE3),
    "year.in_force": Kind(
        WARNING, N_("“{name}”: {right} in force, but last year's number with this year's changes gives {left}."), "国办公开办函〔2021〕30号 表二"
    ),
    "year.items": Kind(WARNING, N_("“{name}”: {right} items last year, but last year's report gives {left}."), "国办公开办函〔2019〕60号 表二"),
    "year.pending": Kind(
        WARNING, N_("Row “{name}”: {left} cases were pending at the end of last year, but this year's total is only {right}."), TABLE4
    ),
    "year.not_comparable": Kind(NOTICE, N_("Not compared with the other report: {reason}."), "条例第五十条"),
}


def finding(
    code: str,
    *,
    cells: tuple[str, ...] = (),
    left: Figure | str | None = None,
    right: Figure | str | None = None,
    text: str = "",
    **fields: object,
) -> Finding:
    """Make the finding `code` of the table; `fields` fill its sentence beside `left` and `right`."""
    kind = KINDS[code]
    return Finding(code, kind.severity, cells, left, right, Message(kind.sentence, {"left": left, "right": right, **fields}), text)
