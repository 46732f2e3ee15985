"""What the apps above do in the same transaction when an organ begins or gets another name: they register, we call."""

from collections.abc import Callable

from gongkai.organs.models import Organ

CREATED: list[Callable[[Organ], None]] = []
"""Called once an organ's row is saved."""
RENAMED: list[Callable[[Organ], None]] = []
"""Called once an organ's new name is saved."""
