"""Kinds of persons (申请人类别), those of the law's own table; the column of the annual form (section 3) follows from the kind and the readings.

`gongkai.statute.outcomes.applicant_column(person.kind, readings)` gives it.
"""

from gongkai.organs.telling import told
from gongkai.statute.outcomes import applicant_kinds

_OF_THE_CASE = "lawyer_with_authority"  # a natural person, too; for whom a lawyer asks is the case's matter

_ALL = {code: one.text for code, one in applicant_kinds().items() if code != _OF_THE_CASE}
CODES = tuple(_ALL)

_OWN_NAME = frozenset({"natural_person", "individual_business"})
"""Those whose name is personal data: an individual business (个体工商户) mostly bears its owner's."""


def name_is_personal(kind: str) -> bool:
    """Whether a person of this kind has a name to be masked (个人信息保护法 art. 4: natural persons'); names of organisations are public."""
    return kind in _OWN_NAME


def label(kind: str) -> str:
    """The kind in the reader's language."""
    return told(_ALL[kind])


def choices() -> list[tuple[str, str]]:
    """For a form, in the reader's language."""
    return [(code, label(code)) for code in CODES]
