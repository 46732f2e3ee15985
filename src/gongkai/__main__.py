"""`python -m gongkai`: what the `./gongkai` script runs."""

import sys

from gongkai.cli.entry import main

if __name__ == "__main__":
    sys.exit(main())
