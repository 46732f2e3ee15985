"""What an error tells, in English whatever the user's language."""

import pytest

from gongkai.messages import UserError


def told(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.message.text("en")
