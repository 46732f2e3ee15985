"""What the database holds of requests: events, which are never changed, and rows that follow from them."""

from gongkai.cases.models.intake import Counter, ImportBatch, ImportToken, Tries, Upload
from gongkai.cases.models.projections import CaseFile, CaseItem, CaseParty, CaseService, CaseTask, SearchPiece
from gongkai.cases.models.proposal import Proposal
from gongkai.cases.models.request import Case, CaseEvent

__all__ = [
    "Case",
    "CaseEvent",
    "CaseFile",
    "CaseItem",
    "CaseParty",
    "CaseService",
    "CaseTask",
    "Counter",
    "ImportBatch",
    "ImportToken",
    "Proposal",
    "SearchPiece",
    "Tries",
    "Upload",
]
