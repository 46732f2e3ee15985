"""What the styles of a Word document say of text that must be known to read it: hidden, struck out, raised, numbered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.annual.read.docx.elements import W, int_of, switch


@dataclass(frozen=True)
class Look:
    """How text looks, as far as said: None is not said here."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None

    def over(self, under: "Look") -> "Look":
        """What this look says, and where it says nothing, what the one under it says."""
        return Look(
            under.hidden if self.hidden is None else self.hidden,
            under.struck if self.struck is None else self.struck,
            under.raised if self.raised is None else self.raised,
        )


PLAIN = Look()


def look(properties: Any | None) -> Look:
    """The look that run properties (`w:rPr`) give."""
    if properties is None or len(properties) == 0:
        return PLAIN
    struck = [on for name in ("strike", "dstrike") if (on := switch(properties, name)) is not None]
    align = properties.find(f"{W}vertAlign")
    return Look(
        hidden=switch(properties, "vanish"),
        struck=any(struck) if struck else None,
        raised=None if align is None else align.get(f"{W}val") in {"superscript", "subscript"},
    )


@dataclass(frozen=True)
class Numbered:
    """The list instance and the level of paragraphs; a level that is not said is None, an instance of `0` takes numbers away."""

    instance: str
    level: int | None


def numbered(properties: Any | None) -> Numbered | None:
    """The numbering that paragraph properties (`w:pPr`) give."""
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None
    instance, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    if instance is None:
        return None
    return Numbered(instance.get(f"{W}val", ""), None if level is None else int_of(level.get(f"{W}val")))


class Styles:
    """The styles of a document, each with what it takes from the one that it is based on."""

    def __init__(self, root: Any | None) -> None:
        """`root` is the part `styles`, if there is one."""
        self._styles = {} if root is None else {one.get(f"{W}styleId", ""): one for one in root.iter(f"{W}style")}
        self._default = next(
            (name for name, one in self._styles.items() if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in {"1", "true"}), ""
        )
        self._looks: dict[str, Look] = {}

    def lists(self) -> dict[str, str]:
        """The list instance of every style that names one."""
        return {name: found.instance for name in self._styles if (found := self._own_numbering(name)) is not None}

    def look(self, name: str) -> Look:
        """The look of a style; the default paragraph style's for an empty name."""
        name = name or self._default
        if name not in self._looks:
            found = PLAIN
            for style in self._chain(name):
                found = found.over(look(self._styles[style].find(f"{W}rPr")))
            self._looks[name] = found
        return self._looks[name]

    def numbered(self, name: str) -> tuple[Numbered, str] | None:
        """The numbering of a paragraph style, with the style that it comes from."""
        return next(((found, style) for style in self._chain(name or self._default) if (found := self._own_numbering(style)) is not None), None)

    def is_contents(self, name: str) -> bool:
        """Whether a paragraph style is one of the table of contents."""
        style = self._styles.get(name)
        title = None if style is None else style.find(f"{W}name")
        return title is not None and title.get(f"{W}val", "").lower().startswith("toc ")

    def _own_numbering(self, name: str) -> Numbered | None:
        return numbered(self._styles[name].find(f"{W}pPr"))

    def _chain(self, name: str) -> Iterator[str]:
        """The style and those that it is based on, each once: a file can make them go round."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield name
            based = self._styles[name].find(f"{W}basedOn")
            name = "" if based is None else based.get(f"{W}val", "")
