"""The step by which a paper is put on record later than what it belongs to."""

from django.utils.translation import gettext_lazy as _

from gongkai.cases import forms_papers
from gongkai.cases.steps.base import Offer, needs

OFFERS = (
    Offer(
        "file-paper",
        _("File a scanned paper"),
        _("The paper is on record."),
        forms_papers.FilePaperForm,
        lambda state: state.archived is None and bool(forms_papers.belongs(state)),
        needs("case.register"),
        _("What came on paper for a step that is recorded: an answer, a correction, a withdrawal, a receipt. Until the request is archived."),
    ),
)
