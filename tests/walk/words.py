"""Marked words: each text field of each organ holds one of its own, so that a leak names the field and the organ it came from."""

import re
from dataclasses import dataclass, field

SOUGHT = "xunzhao"  # stands beside every marked word, of all organs: what the walk searches for, and may be echoed
PUBLIC = "p"  # the letter of words that everybody may read
LENGTH = 7  # of a word
SEALED = {"a": "d", "b": "e", "c": "f"}  # the letters of words that stand sealed in rows of persons, by organ: nobody sees them unasked
# Exactly so, and known: a random token of a page (CSRF, a second factor's secret) looks like a word once in ten runs otherwise.
WORD = re.compile(r"qz([a-z])(\d{3})x(?![A-Za-z0-9])")


@dataclass
class Words:
    """The words given so far: `about` says what each stands for; `numbers` are values of fields that take no words."""

    about: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, tuple[str, str]] = field(default_factory=dict)

    def number(self, letter: str, about: str, value: str) -> str:
        """`value`, where a field takes no words: found as it is."""
        self.numbers[value] = (letter, about)
        return value

    def word(self, letter: str, about: str) -> str:
        """The word of the organ `letter` for `about`, a field's name."""
        number = self.about.setdefault(about, len(self.about))
        return f"qz{letter}{number:03d}x"

    def text(self, letter: str, about: str, longest: int | None = None) -> str:
        """The word with what is searched for beside it, where `longest` leaves room."""
        word = self.word(letter, about)
        whole = f"{SOUGHT} {word}"
        return whole if longest is None or len(whole) <= longest else word

    def found(self, text: str, letters: set[str]) -> set[str]:
        """Which fields of the organs `letters` stand in `text`."""
        known = {number: about for about, number in self.about.items()}
        words = {f"{letter}: {known[int(number)]}" for letter, number in WORD.findall(text) if letter in letters and int(number) in known}
        return words | {f"{letter}: {about}" for value, (letter, about) in self.numbers.items() if letter in letters and value in text}
