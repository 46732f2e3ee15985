"""Why a report is not written: a sentence for the user, never a traceback and never a page that lacks something without saying so."""

from gongkai.messages import UserError


class CannotWriteError(UserError):
    """The report, or something in it, cannot be put on paper in the form asked for."""
