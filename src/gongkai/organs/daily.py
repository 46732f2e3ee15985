"""What organs do daily."""

import datetime as dt

from gongkai.operations.daily import daily_job
from gongkai.organs.mail import enqueue_unmailed


@daily_job("organs.mail")
def mail_again(on: dt.date) -> None:
    """Notices whose e-mail failed are tried again for some days."""
    enqueue_unmailed(on)
