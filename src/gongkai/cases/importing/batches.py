"""A kept workbook as an import."""

from gongkai.cases.importing.actions import ImportRequests
from gongkai.cases.importing.workbook import rows_of
from gongkai.cases.models import ImportBatch
from gongkai.organs.actions.basis import file_store


def action_of(batch: ImportBatch) -> ImportRequests:
    """The import of a kept workbook. Raises ValidationError where it cannot be read."""
    rows, problems = rows_of(file_store().read(batch.file))
    return ImportRequests(organ=batch.organ, source=batch.source, rows=rows, found=problems, batch=batch)
