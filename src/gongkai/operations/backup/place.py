"""`python -m gongkai.operations.backup.place`: a process that has a restored place for its own data folder and database.

Run by `gongkai.operations.backup.restoring`, with GONGKAI_DATA, GONGKAI_KEYS and DATABASE_URL naming that place.
"""

import json
import sys
from collections.abc import Sequence

import django

from gongkai.messages import UserError


def main(arguments: Sequence[str]) -> int:
    """Prints what is wrong as a JSON list of sentences; 1 and a line on stderr when that cannot be told.

    With a DETAIL (JSON, for the trail) it also ends what went on, if nothing is wrong or `accept` is told.
    """
    django.setup()
    from gongkai.operations.backup import inspection  # noqa: PLC0415  # models exist only from here on

    try:
        found = inspection.findings()
        if arguments and (not found or "accept" in arguments):
            inspection.finish({**json.loads(arguments[0]), "findings": len(found)})
        print(json.dumps(found))
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
