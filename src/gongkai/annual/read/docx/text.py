"""The text of a Word paragraph as it is printed: what is deleted, hidden or an instruction left out, what is in boxes and pictures set aside."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from gongkai.annual.read.docx.elements import W, switch, value
from gongkai.annual.read.docx.numbering import Numbering
from gongkai.annual.read.docx.styles import Look, Numbered, Styles, look, numbered
from gongkai.annual.read.raw import REPLACEMENT
from gongkai.annual.read.set_apart import raised, struck

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_BOX = f"{W}txbxContent"
_SHOWN = {_BOX, f"{W}t", f"{_A}blip", f"{_VML}imagedata"}
_PRIVATE = range(0xE000, 0xF900)
SYMBOL = "•"
"""Stands for a character of a symbol font, which no other program can tell."""
# What a run can hold besides text; a page break ends a line too.
_MARKS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent", "rubyBase")
)


@dataclass
class Found:
    """A paragraph: its text, whether it runs on into the next (its mark was deleted), and what hangs on it.

    `boxes` are contents of text boxes with whether they stand in the line, `pictures` ids of relations, `notes` kinds and ids.
    """

    text: str = ""
    runs_on: bool = False
    contents: bool = False
    boxes: list[tuple[Any, bool]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def chosen(alternatives: Any) -> Any | None:
    """Of several drawings of the same thing for older and newer programs, the first that shows something."""
    ordered = [*alternatives.iterchildren(f"{MC}Choice"), *alternatives.iterchildren(f"{MC}Fallback")]
    return next((one for one in ordered if next(one.iter(*_SHOWN), None) is not None), None)


class Text:
    """Reads the paragraphs of one story (the body, the footnotes) in their order: numbers count, fields run over several."""

    def __init__(self, story: Any, styles: Styles, numbering: Numbering) -> None:
        """`story` is the root of its part."""
        self._styles = styles
        self._numbering = numbering
        kinds = [mark.get(f"{W}fldCharType") for mark in story.iter(f"{W}fldChar")]
        self._has_fields = kinds.count("begin") == kinds.count("end")  # else a lost end would hide everything after it
        self._fields: list[bool] = []
        self._under = Look()
        self._found = Found()
        self._handlers: dict[str, Callable[[Any, list[str]], None]] = {
            f"{W}r": self._run,
            f"{W}sdt": self._control,
            f"{MC}AlternateContent": self._alternatives,
            f"{_MATH}oMath": self._formula,
            f"{_MATH}oMathPara": self._formula,
            f"{W}t": self._text,
            f"{W}sym": self._symbol,
            f"{W}fldChar": self._field,
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._drawing,
            f"{W}ruby": self._inline,
            f"{W}footnoteReference": self._note,
            f"{W}endnoteReference": self._note,
            **dict.fromkeys(_WRAPPERS, self._inline),
            **dict.fromkeys(_MARKS, self._mark),
        }

    def paragraph(self, element: Any) -> Found:
        """What a `w:p` prints."""
        properties = element.find(f"{W}pPr")
        style = value(properties, "pStyle")
        mark = None if properties is None else properties.find(f"{W}rPr")
        found = self._found = Found(contents=self._styles.is_contents(style))
        self._under = self._styles.look(style)
        parts: list[str] = []
        self._inline(element, parts)
        found.text = "".join(parts)
        gone = mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)
        found.runs_on = gone and bool(found.text.strip())
        if found.text.strip() or not (gone or look(mark).over(self._under).hidden):
            found.text = self._number(properties, style) + found.text
        return found

    def _number(self, properties: Any | None, style: str) -> str:
        own, taken = numbered(properties), self._styles.numbered(style)
        if own is None and taken is None:
            return ""
        number, source = (own, style) if own is not None else taken or (Numbered("", None), style)
        level = self._numbering.level_of_style(number.instance, source) if number.level is None else number.level
        printed = self._numbering.next(number.instance, level)
        return f"{printed} " if printed[-1:].isalnum() else printed

    def _inline(self, element: Any, parts: list[str]) -> None:
        for child in element:
            handler = self._handlers.get(child.tag)
            if handler is not None:
                handler(child, parts)

    def _run(self, run: Any, parts: list[str]) -> None:
        properties = run.find(f"{W}rPr")
        shown = self._under
        if properties is not None and len(properties):
            named = value(properties, "rStyle")
            shown = look(properties).over(self._styles.look(named) if named else Look()).over(self._under)
        own: list[str] = []
        before = (len(self._found.boxes), len(self._found.pictures), len(self._found.notes))
        self._inline(run, own)
        if shown.hidden or any(self._fields):
            del self._found.boxes[before[0] :], self._found.pictures[before[1] :], self._found.notes[before[2] :]
            return
        text = "".join(own)
        if shown.raised:
            text = raised(text)
        parts.append(struck(text) if shown.struck else text)

    def _text(self, element: Any, parts: list[str]) -> None:
        parts.append((element.text or "").replace("\n", " "))

    def _mark(self, element: Any, parts: list[str]) -> None:
        parts.append(_MARKS[element.tag])

    def _symbol(self, element: Any, parts: list[str]) -> None:
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            code = _PRIVATE.start
        symbol_font = code in _PRIVATE or code > 0x10FFFF or "ding" in element.get(f"{W}font", "").lower()  # noqa: PLR2004 - the last of Unicode
        parts.append(SYMBOL if symbol_font else chr(code))

    def _field(self, element: Any, _parts: list[str]) -> None:
        kind = element.get(f"{W}fldCharType")
        if not self._has_fields:
            return
        if kind == "begin":
            self._fields.append(True)  # what follows is its instruction
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _control(self, element: Any, parts: list[str]) -> None:
        if not switch(element.find(f"{W}sdtPr"), "showingPlcHdr"):  # “click here to enter text” is no content
            self._inline(element, parts)

    def _alternatives(self, element: Any, parts: list[str]) -> None:
        one = chosen(element)
        if one is not None:
            self._inline(one, parts)

    def _formula(self, element: Any, parts: list[str]) -> None:
        """A row of symbols as text; a fraction or a power is none, and its digits must not run together."""
        built = any(child.tag not in {f"{_MATH}r", f"{_MATH}oMath"} for child in element)
        parts.append(REPLACEMENT if built else "".join(one.text or "" for one in element.iter(f"{_MATH}t")))

    def _note(self, element: Any, _parts: list[str]) -> None:
        self._found.notes.append((element.tag, element.get(f"{W}id", "")))

    def _drawing(self, element: Any, _parts: list[str]) -> None:
        in_line = next(element.iter(f"{_DRAWING}anchor"), None) is None and not any(
            "absolute" in one.get("style", "") for one in element.iter(f"{_VML}shape", f"{_VML}rect", f"{_VML}group", f"{_VML}shapetype")
        )
        for one in _drawn(element):
            if one.tag == _BOX:
                self._found.boxes.append((one, in_line))
            elif name := one.get(f"{R}embed") or one.get(f"{R}id"):
                self._found.pictures.append(name)


def _drawn(element: Any) -> Iterator[Any]:
    """The text boxes and pictures in a drawing, those within a box left to the box."""
    for child in element:
        if child.tag == _BOX or child.tag in {f"{_A}blip", f"{_VML}imagedata"}:
            yield child
        elif child.tag == f"{MC}AlternateContent":
            one = chosen(child)
            if one is not None:
                yield from _drawn(one)
        else:
            yield from _drawn(child)
