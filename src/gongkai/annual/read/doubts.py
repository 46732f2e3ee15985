"""What the reader can be in doubt about: every warning code with its sentence, as one table."""

from gongkai.annual.model import NOWHERE, Doubt
from gongkai.messages import N_, Message

DOUBTS: dict[str, str] = {
    "encoding.damaged": N_("Some bytes fit no Chinese encoding and were lost; figures may be missing. Read the report from its first publication."),
    "edition.unknown": N_("No words of the statutory form were found that tell its edition."),
    "edition.mixed": N_("The form mixes words of two editions: “{found}” does not belong to edition {edition}."),
    "year.unknown": N_("The year reported could not be told: there is no title with a year, and the text does not settle it."),
    "organ.unknown": N_("The reporting organ could not be told from title, publisher or signature."),
    "table.missing": N_("The table of section “{title}” was not found in the source; its figures are unknown."),
    "table.twice": N_("“{name}” stands twice in the source with different numbers ({first}, {second}); neither was taken."),
    "row.missing": N_("Row “{name}” was not found in its table; its figures are unknown."),
    "row.ambiguous": N_("Row “{name}”: the numbers “{found}” fit its {count} cells in more than one way; what is not certain was left out."),
    "row.unfit": N_("Row “{name}”: the numbers “{found}” do not fit its {count} cells; none was taken."),
    "columns.order": N_("The columns of section {section} are not in the order of the form; its figures were not taken."),
    "columns.unknown": N_("The columns of row “{name}” differ by edition, and the edition is not known; its figures were not taken."),
    "label.ambiguous": N_("“{found}” could be any of: {names}; its figures were not taken."),
    "label.misprinted": N_("“{found}” was read as “{name}”."),
    "cell.unreadable": N_("“{name}”: “{found}” cannot be read as a number."),
    "cell.remark": N_("“{name}”: the remark in “{found}” was set aside; the number before it was taken."),
    "other.one_row": N_("（六）其他处理 is printed as one row, which the 2021 form divides into three."),
    "ocr.used": N_("The report was recognised from pictures: compare what matters with the original."),
    "ocr.unsure": N_("{count} figures or texts in the pictures were not legible for certain; none of them was taken."),
    "picture.unread": N_("The document has pictures ({count}) that were not read; what they show is unknown."),
    "sheet.hidden": N_("The workbook has hidden sheets, rows or columns ({found}) that were not read."),
    "part.unread": N_("The document has a part of another format within its text that was not read; what it says is unknown."),
    "page.scanned": N_(
        "The page is a picture, or its fonts do not tell their characters; nothing on it was read. Recognition needs gongkai[ocr] and a clear page."
    ),
    "page.damaged": N_("The page is damaged; what stands on it was not read. Get the file again from where it was published."),
    "text.cut": N_("The page ends within the form: what follows is unknown."),
}


def doubt(code: str, place: Message = NOWHERE, **fields: object) -> Doubt:
    """Make the warning `code` of the table."""
    return Doubt(code, Message(DOUBTS[code], fields), place)
