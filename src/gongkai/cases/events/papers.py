"""Papers that come in while a request is dealt with (往来材料的扫描件): put on record as files beside the steps they belong to."""

from dataclasses import dataclass

from gongkai.cases.events.base import Beside


@dataclass(frozen=True, kw_only=True)
class PaperFiled(Beside, kind="paper_filed"):
    """The scan of a paper was put on record: its stored name, `what` it is (`fold.papers.WHATS`), the `ending` of its kind.

    `about`: the number of the consultation or of the service that it belongs to, else 0. `waits`: the virus scanner could not be asked; nobody gets
    to see the file before a `FileScanned` says that nothing is in it. No applicant is shown it: it can be a third party's.
    """

    file: str
    what: str
    ending: str
    about: int = 0
    waits: bool = False
