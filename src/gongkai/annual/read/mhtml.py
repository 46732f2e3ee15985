"""A web page saved as one file (MHTML, RFC 2557: .mht, and .doc of some sites): the page in it."""

import email
import email.policy
from email.errors import MessageError

from gongkai.annual.read.kinds import NotAReportError
from gongkai.messages import message


def html(data: bytes, source: str) -> bytes:
    """The bytes of the first HTML part.

    Raises:
        NotAReportError: there is none.

    """
    try:
        mail = email.message_from_bytes(data, policy=email.policy.compat32)
        for part in mail.walk():
            if part.get_content_type() == "text/html" and isinstance(body := part.get_payload(decode=True), bytes):
                return body
    except (MessageError, RecursionError, ValueError, LookupError):
        pass  # not as the standard has it
    raise NotAReportError(message("{source} is a saved web page (MHTML) in which no page was found; save it as HTML.", source=source))
