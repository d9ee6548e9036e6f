"""Paragraphs of a Word file in document order: the text of each as shown, before tracked changes, and bare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from toolkit.domain.reports.written_report import Cell, Where

Element = etree._Element
NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
STRICT = NAMESPACES[1]
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SILENT_NAMES = (
    "pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr instrText delInstrText rt rubyPr fldData smartTagPr ffData"
    " customXmlPr"
)
_SILENT = frozenset(_SILENT_NAMES.split())
_NOTES = frozenset(("footnoteReference", "endnoteReference"))
_NOTE_SIGN = "\u2042"
_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(slots=True)
class Placed:
    """A paragraph where it stands: its element, those of paragraphs before whose ends were deleted, its table cell."""

    element: Element
    where: Where = Where.BODY
    cell: Cell | None = None
    before: list[Element] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        """All elements whose text is the paragraph's, in order."""
        return [*self.before, self.element]


@dataclass(slots=True)
class Texts:
    """The texts of a paragraph: `shown` with all changes accepted, `original` with none, `bare` without field results.

    In `bare` a note is a sign, and a picture its text alternative: what was put into a paragraph shows in it.
    """

    shown: str = ""
    original: str = ""
    bare: str = ""
    insertions: int = 0
    deletions: int = 0


@cache
def local(tag: object) -> str:
    """The name of a WordprocessingML element without namespace; with a prefix for those of other kinds."""
    if not isinstance(tag, str):
        return ""
    namespace, _, name = tag[1:].rpartition("}")
    if namespace in NAMESPACES or (namespace == _MATH and name == "t"):
        return name
    return f"mc:{name}" if namespace == _COMPATIBILITY else f"other:{name}"


def value(element: Element, name: str = "val") -> str:
    """An attribute of an element whatever its namespace; empty when it has none."""
    return next((str(each) for key, each in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    """The first child along a path of names; None when there is none."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each.tag) == name), None)
    return element


def removed(element: Element) -> None:
    """Take an element out of what holds it; one that nothing holds is out already."""
    holder = element.getparent()
    if holder is not None:
        holder.remove(element)


def placed(body: Element) -> list[Placed]:
    """The paragraphs of a body in document order, those in tables, controls and text boxes too."""
    walk = _Walk()
    walk.blocks(body, Where.BODY, None)
    return walk.found


@dataclass(slots=True)
class _Walk:
    found: list[Placed] = field(default_factory=list)
    tables: int = 0
    _open: list[Element] = field(default_factory=list)  # paragraphs that go on in the next one
    _waiting: list[str] = field(default_factory=list)  # bookmarks that begin between paragraphs

    def blocks(self, container: Element, where: Where, cell: Cell | None) -> None:
        """Walk the paragraphs and tables of a container."""
        for each in container:
            name = local(each.tag)
            if name == "p":
                self._paragraph(each, where, cell)
            elif name == "tbl":
                self._table(each, where)
            elif name == "bookmarkStart":
                self._waiting.append(value(each, "name"))
            elif name not in _SILENT and name not in ("del", "moveFrom"):
                self.blocks(each, where, cell)

    def _paragraph(self, element: Element, where: Where, cell: Cell | None) -> None:
        if _mark_deleted(element):
            if texts_of([element]).shown.strip():
                self._open.append(element)
        else:
            self.found.append(Placed(element, where, cell, self._open, self._waiting))
            self._open, self._waiting = [], []
        for box in _boxes(element):
            self.blocks(box, Where.BOX, None)

    def _table(self, table: Element, where: Where) -> None:
        self.tables += 1
        number = self.tables
        inside = where if where is Where.BOX else Where.TABLE
        for at, row in enumerate(_parts(table, "tr"), 1):
            if child(row, "trPr", "del") is None:
                for column, one in enumerate(_parts(row, "tc"), 1):
                    self.blocks(one, inside, Cell(number, at, column))
                    self._open = []


def _parts(container: Element, wanted: str) -> Iterator[Element]:
    for each in container:
        name = local(each.tag)
        if name == wanted:
            yield each
        elif name not in ("p", "tbl", "tr", "tc") and name not in _SILENT:
            yield from _parts(each, wanted)


def _mark_deleted(paragraph: Element) -> bool:
    return child(paragraph, "pPr", "rPr", "del") is not None


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The contents of text boxes, each once though Word writes it twice, for new programs and for old ones."""
    for box in paragraph.iter():
        if local(box.tag) == "txbxContent" and not any(local(up.tag) == "mc:Fallback" for up in box.iterancestors()):
            yield box


def texts_of(elements: list[Element]) -> Texts:
    """The texts of a paragraph."""
    reading = _Reading()
    for element in elements:
        reading.fields = []
        reading.inside(element)
    return reading.texts


@dataclass(slots=True)
class _Reading:
    texts: Texts = field(default_factory=Texts)
    fields: list[bool] = field(default_factory=list)  # of each open field: whether its code, not its result, is read
    _came: bool = False
    _went: bool = False

    def inside(self, container: Element) -> None:
        """Read all that stands in an element of a paragraph."""
        for each in container:
            self._read(each, local(each.tag))

    def _read(self, each: Element, name: str) -> None:
        known = _KINDS.get(name)
        if known:
            known(self, each)
        elif name not in _SILENT and name != "txbxContent" and not (name == "r" and _hidden(each)):
            self.inside(each)

    def _text(self, each: Element) -> None:
        self._add(each.text or "")

    def _white(self, each: Element) -> None:
        self._add("" if value(each, "type") in ("page", "column") else _SIGNS[local(each.tag)])

    def _symbol(self, each: Element) -> None:
        self._add(_letter(value(each, "char")))

    def _note(self, _each: Element) -> None:
        self._sign(_NOTE_SIGN)

    def _picture(self, each: Element) -> None:
        self._sign(f"\n{value(each, 'descr')}\n")

    def _alternatives(self, each: Element) -> None:
        self.inside(_chosen(each))

    def _came_in(self, each: Element) -> None:
        self._changed(each, came=True)

    def _went_out(self, each: Element) -> None:
        self._changed(each, came=False)

    def _changed(self, each: Element, *, came: bool) -> None:
        before = self._came, self._went
        self._came, self._went = self._came or came, self._went or not came
        self.texts.insertions += came
        self.texts.deletions += not came
        self.inside(each)
        self._came, self._went = before

    def _add(self, text: str) -> None:
        if any(self.fields):
            return
        if not self._went:
            self.texts.shown += text
            self.texts.bare += "" if self.fields else text
        if not self._came:
            self.texts.original += text

    def _sign(self, sign: str) -> None:
        if not self._went:
            self.texts.bare += sign

    def _field(self, each: Element) -> None:
        kind = value(each, "fldCharType")
        if kind == "begin":
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _result(self, each: Element) -> None:
        self.fields.append(False)
        self.inside(each)
        self.fields.pop()


def _hidden(run: Element) -> bool:
    switch = child(run, "rPr", "vanish")
    return switch is not None and (value(switch) or "true") not in _OFF


def _chosen(alternatives: Element) -> Element:
    """The choice that Word shows: the first one; none when there is none."""
    return next(iter(alternatives), etree.Element("nothing"))


def _letter(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"


_KINDS: Mapping[str, Callable[[_Reading, Element], None]] = {
    **dict.fromkeys(("t", "delText"), _Reading._text),
    **dict.fromkeys(_SIGNS, _Reading._white),
    **dict.fromkeys(_NOTES, _Reading._note),
    **dict.fromkeys(("ins", "moveTo"), _Reading._came_in),
    **dict.fromkeys(("del", "moveFrom"), _Reading._went_out),
    "fldChar": _Reading._field,
    "fldSimple": _Reading._result,
    "sym": _Reading._symbol,
    "mc:AlternateContent": _Reading._alternatives,
    "other:docPr": _Reading._picture,
}
"""How each kind of element in a paragraph is read; of any other kind, what stands inside it."""
