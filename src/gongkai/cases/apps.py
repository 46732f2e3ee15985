"""Requests as a Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Requests (依申请公开)."""

    name = "gongkai.cases"
    label = "cases"

    def ready(self) -> None:
        """Who sees what, what waits for whom, which rows name files, which are never changed."""
        from gongkai.cases import attachments, guessing, reminders, triggers, waiting, waiting_proposals, waiting_work  # noqa: F401  # loading some registers
        from gongkai.cases.importing import keeping  # noqa: F401  # the daily job is known once it is loaded
        from gongkai.cases.models import (
            Case,
            CaseEvent,
            CaseFile,
            CaseItem,
            CaseParty,
            CaseService,
            CaseTask,
            Counter,
            ImportBatch,
            ImportToken,
            Proposal,
            SearchPiece,
        )
        from gongkai.operations.backup.named import names_stored_files
        from gongkai.organs import policies
        from gongkai.staff.waiting import register

        policies.belongs_to(Case, "organ", "case.see")
        policies.belongs_to(CaseEvent, "case__organ", "case.see")
        policies.belongs_to(CaseFile, "case__organ", "case.see")
        policies.belongs_to(CaseItem, "case__organ", "case.see")
        policies.belongs_to(Proposal, "organ", "case.see")
        policies.belongs_to(CaseTask, "case__organ", "case.see")
        policies.belongs_to(CaseParty, "case__organ", "case.see")
        policies.belongs_to(CaseService, "case__organ", "case.see")
        policies.belongs_to(Counter, "organ", "case.see")
        policies.belongs_to(SearchPiece, "case__organ", "case.see")
        policies.belongs_to(ImportBatch, "organ", "case.register")
        policies.belongs_to(ImportToken, "organ", "organ.change")
        register(waiting.waiting)
        register(waiting_work.waiting)
        register(waiting_proposals.waiting)
        names_stored_files("cases.CaseFile", "name")
        names_stored_files("cases.Upload", "file")
        names_stored_files("cases.ImportBatch", "file")
