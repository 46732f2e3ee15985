"""What the elements of a Word file say in their attributes (ISO/IEC 29500-1, 17): values, switches, whole numbers."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})


def value(element: Any | None, name: str, default: str = "") -> str:
    """The value of the property `name`; `default` where it is there without one, empty where it is not there."""
    found = None if element is None else element.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val", default))


def switch(element: Any | None, name: str) -> bool | None:
    """Whether the property `name` is on (17.17.4); None where it is not said."""
    found = None if element is None else element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


def int_of(text: str | None, default: int = 0) -> int:
    """A whole number of an attribute, `default` where it is none."""
    try:
        return int(text or default)
    except ValueError:
        return default
