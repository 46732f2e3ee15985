"""The page on rights says what the tables in the code say."""

import re
from pathlib import Path

from gongkai.organs.roles import CAPABILITIES, ROLE_CODES

PAGE = (Path(__file__).parents[2] / "docs" / "explanation" / "organs.md").read_text("utf-8")


def written(roles: frozenset[str]) -> str:
    if roles == set(ROLE_CODES):
        return "every role"
    return ", ".join(role for role in ROLE_CODES if role in roles) or "—"


def test_the_table_of_rights_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `([a-z._]+)` \| (.+) \| (.+) \|$", PAGE, flags=re.MULTILINE)
    assert rows == [(name, written(allowed.here), written(allowed.below)) for name, allowed in CAPABILITIES.items()]
