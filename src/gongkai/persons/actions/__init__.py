"""What is done with persons: registered, corrected, revealed, searched for; each leaves an audit row with keys and codes only."""

from gongkai.persons.actions.find import FindPerson
from gongkai.persons.actions.register import CorrectPerson, RegisterPerson
from gongkai.persons.actions.reveal import RevealPerson

__all__ = ["CorrectPerson", "FindPerson", "RegisterPerson", "RevealPerson"]
