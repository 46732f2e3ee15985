"""Puts files until it is killed, and acknowledges each by a line with its number and name; started by `test_killed.py` as a program.

python putting.py ROOT KEYS
"""

import sys
from itertools import count
from pathlib import Path

from gongkai.vault.files import FileStore
from gongkai.vault.keyring import Keyring


def content(number: int) -> bytes:
    return f"第{number}号".encode() * 20_000


def main() -> None:
    store = FileStore(Path(sys.argv[1]), Keyring.open(Path(sys.argv[2])))
    for number in count():
        print(number, store.put(content(number)), flush=True)


if __name__ == "__main__":
    main()
