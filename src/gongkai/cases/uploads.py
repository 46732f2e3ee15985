"""The files kept with a public form (`cases.attachments` keeps them): read, and put on record with its request."""

import datetime as dt
import uuid

from gongkai.cases.events import ScanFiled
from gongkai.cases.models import Case, Upload


def held(form: uuid.UUID) -> list[Upload]:
    """The files kept with a form, in their order."""
    return list(Upload.objects.filter(form=form).order_by("pk"))


def of_correction(case: Case) -> uuid.UUID:
    """The number under which the files of a correction are kept: it follows from what only the applicant and we know."""
    return uuid.uuid5(case.key_of_form or case.key, "correction")


def taken(form: uuid.UUID, on: dt.date) -> list[ScanFiled]:
    """The files of a form as they are put on record with its request, in the transaction that makes it; they are the form's no more."""
    rows = list(Upload.objects.select_for_update().filter(form=form).order_by("pk"))
    Upload.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return [ScanFiled(on=on, file=row.file, what=row.what, ending=row.ending, waits=row.waits) for row in rows]
