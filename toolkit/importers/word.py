"""Word files: the XML walked in document order, so that nothing that Word shows as text is lost or told twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from lxml import etree

from toolkit.domain.sources.sources import Transcript
from toolkit.domain.texts.text import normalise
from toolkit.errors import BadFile, Problem
from toolkit.importers.decoding import check_runs, check_size
from toolkit.importers.left_out import left_out
from toolkit.importers.ooxml import Package, open_package
from toolkit.importers.turns import split_turns
from toolkit.importers.word_headings import heading_styles, in_outline, is_heading_name, outline_level
from toolkit.messages import N_

_Element = etree._Element
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_LEFT_OUT_NAMES = (
    "del moveFrom pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr instrText delText delInstrText"
    " rt rubyPr fldData smartTagPr customXmlPr ffData"
)
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
_COUNTED = {
    "ins": "insertions",
    "del": "deletions",
    "commentReference": "comments",
    "footnoteReference": "footnotes",
    "endnoteReference": "footnotes",
    "altChunk": "embedded",
}
_SYMBOLS = {0xF04A: "\u263a", 0xF0B7: "\u2022", 0xF0E0: "\u2192", 0xF0A7: "\u25aa", 0xF0FC: "\u2713"}
_PRIVATE = range(0xF000, 0xF100)  # where symbol fonts keep their signs
_OFF = frozenset(("0", "false", "off", "none"))
_COMMENT = ("commentRangeStart", "commentRangeEnd", "commentReference")
MARK = "\ud800"  # no text that was read from XML holds a surrogate
_FIRST_DIGIT, _DIGITS = 0xDC00, 1024
_MACROS = b"vbaProject.bin"  # as the zip's table of contents has it
_BOLD_STYLES = ("heading", "rubrik", "strong", "stark")


class WordImporter:
    """Reads `.docx` and its kin as Word shows it with every change accepted; a `.doc` is refused with advice."""

    suffixes: ClassVar[Sequence[str]] = (".docx", ".docm", ".dotx", ".dotm", ".doc")

    def read(self, data: bytes, name: str, *, known: frozenset[str] = frozenset()) -> Transcript:
        """Read the bytes of the file called `name`; raise BadFile for anything that holds no turns.

        `counts` holds paragraphs, characters, insertions, deletions, comments, footnotes (endnotes too), text_boxes
        and hidden (runs). `known` are labels that surely are speakers.
        """
        shown = shown_text(data, name)
        split = split_turns(shown.text, known=known, bold=shown.bold, headed=shown.headed, tables=shown.tables)
        split.refuse_silence(name)
        notes = (*left_out(shown.counts, name), *_macros(data, name), *split.notes(name))
        return Transcript(shown.text, split.turns, split.facts, shown.counts, notes)


@dataclass(frozen=True, slots=True)
class Shown:
    """A Word file's text, normalised; its lines in bold type (`bold`) and in a heading style (`headed`), from 0.

    `tables` are the lines of each table of several columns.
    """

    text: str
    bold: frozenset[int]
    counts: dict[str, int]
    headed: frozenset[int] = frozenset()
    tables: tuple[range, ...] = ()


def shown_text(data: bytes, name: str) -> Shown:
    """The text that Word shows of the file called `name`; raise BadFile when it cannot be read or is empty."""
    package = open_package(data, name)
    reader = _Reader(styles=heading_styles(package.xml("word/styles.xml")))
    reader.block(body_of(package))
    text = normalise("\n".join(reader.lines))
    if not text.strip():
        raise BadFile(N_("{name} is empty."), hint=N_("Check that the right file was chosen."), name=name)
    check_size(len(text), text.count("\n"), name)
    check_runs(text, name)
    counts = {**reader.counted(), "characters": len(text)}
    return Shown(text, frozenset(reader.bold), counts, frozenset(reader.headed), tuple(reader.tables))


def _macros(data: bytes, name: str) -> Iterator[Problem]:
    if _MACROS in data:
        yield Problem(
            name, N_("The file holds macros. They were not run, and nothing was read from them."), serious=False
        )


def body_of(package: Package) -> _Element:
    """The body of the document in an office file; BadFile when it holds none."""
    root = package.main_part("word/document.xml")
    body = None if root is None else next((child for child in root if _local(child.tag) == "body"), None)
    if body is None:
        raise _no_document(package.name)
    return body


def marked_text(container: _Element) -> tuple[str, list[tuple[str, str]]]:
    """The text of a body, not yet normalised, with a MARK where each comment begins, ends or hangs.

    A MARK and the two signs after it are no text: they number the kind and id of the comment's mark in the list.
    """
    reader = _Reader(marks=[])
    reader.block(container)
    return "\n".join(reader.lines), reader.marks or []


def _no_document(name: str) -> BadFile:
    return BadFile(
        N_("{name} holds no Word document."),
        hint=N_("It may be another office file under a wrong name: open it and save it as a Word document (.docx)."),
        name=name,
    )


@cache
def _local(tag: object) -> str:
    """The name of a WordprocessingML element (transitional or strict), "t" of a formula; others with a prefix."""
    if not isinstance(tag, str):
        return ""
    namespace, _, local = tag[1:].rpartition("}")
    if namespace in _WORD or (namespace in _MATH and local == "t"):
        return local
    return f"mc:{local}" if namespace == _COMPATIBILITY else "other"


def _value(element: _Element, name: str = "val") -> str | None:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def _child(element: _Element, *path: str) -> _Element | None:
    for name in path:
        found = next((child for child in element if _local(child.tag) == name), None)
        if found is None:
            return None
        element = found
    return element


def _switched_on(properties: _Element | None, name: str) -> bool:
    switch = None if properties is None else _child(properties, name)
    return switch is not None and (_value(switch) or "true") not in _OFF


def _in_bold_style(properties: _Element | None, name: str) -> bool:
    style = None if properties is None else _child(properties, name)
    return style is not None and (_value(style) or "").casefold().startswith(_BOLD_STYLES)


class _Reader:
    """Gathers lines of text: one for each paragraph, break and table row; `bold` are the indices of lines in bold."""

    def __init__(self, marks: list[tuple[str, str]] | None = None, styles: frozenset[str] = frozenset()) -> None:
        self.lines: list[str] = []
        self.marks = marks  # of comments; None when they are of no interest
        self.bold: set[int] = set()
        self.headed: set[int] = set()
        self.tables: list[range] = []
        self._styles = styles  # the ids of heading styles
        self.counts: Counter[str] = Counter()
        self._pieces: list[tuple[str, bool]] = []
        self._boxes: list[_Element] = []
        self._fields: list[bool] = []  # of each open field: whether its code, not its result, is being read
        self._joined = False
        self._waiting = ""  # marks that stand between paragraphs

    def counted(self) -> dict[str, int]:
        """What was taken and left, every kind that importers count."""
        kinds = ("paragraphs", "insertions", "deletions", "comments", "footnotes", "text_boxes", "hidden", "embedded")
        return {kind: self.counts[kind] for kind in kinds}

    def block(self, container: _Element) -> None:
        """Read the paragraphs and tables of a body, a cell, a text box or a control."""
        for child in _shown(container, self.counts):
            match _local(child.tag):
                case "p":
                    self._paragraph(child)
                case "tbl":
                    self._table(child)
                case kind if kind in _COMMENT:
                    self._between(child)
                case _:
                    self.block(child)
        if self._waiting and self.lines:
            self.lines[-1] += self._waiting
            self._waiting = ""

    def _between(self, child: _Element) -> None:
        """A comment's mark between paragraphs: it begins with what follows, and ends with what was."""
        if _local(child.tag) == _COMMENT[0] or not self.lines:
            self._waiting += self._marked(child)
        else:
            self.lines[-1] += self._marked(child)

    def _marked(self, child: _Element) -> str:
        """What stands in the text for a comment's mark; nothing when marks are of no interest."""
        if self.marks is None or len(self.marks) >= _DIGITS * _DIGITS:
            return ""
        high, low = divmod(len(self.marks), _DIGITS)
        self.marks.append((_local(child.tag), _value(child, "id") or ""))
        return MARK + chr(_FIRST_DIGIT + high) + chr(_FIRST_DIGIT + low)

    def _paragraph(self, paragraph: _Element) -> None:
        self._pieces, self._boxes, self._fields = [(self._waiting, False)] if self._waiting else [], [], []
        self._waiting = ""
        properties = _child(paragraph, "pPr")
        self._inline(paragraph, bold=_in_bold_style(properties, "pStyle"))
        pieces, boxes = self._pieces, self._boxes
        if not boxes or any(text and not text.startswith(MARK) for text, _ in pieces):
            self._add(pieces, headed=self._is_heading(properties))
        else:
            self._waiting = "".join(text for text, _ in pieces)
        for box in boxes:
            self.counts["text_boxes"] += 1
            self.block(box)
        self._joined = properties is not None and _child(properties, "rPr", "del") is not None

    def _is_heading(self, properties: _Element | None) -> bool:
        style = None if properties is None else _child(properties, "pStyle")
        key = "" if style is None else _value(style) or ""
        return in_outline(outline_level(properties)) or key in self._styles or is_heading_name(key)

    def _add(self, pieces: Sequence[tuple[str, bool]], *, headed: bool) -> None:
        """Add a paragraph's lines; it goes on in the last line when the mark between the two was deleted."""
        self.counts["paragraphs"] += any(text.strip() for text, _ in pieces)
        added = "".join(text for text, _ in pieces).split("\n")
        if self._joined and self.lines:
            self.lines[-1] += added.pop(0)
        else:
            self.bold.update(len(self.lines) + index for index in _bold_lines(pieces))
            self.headed.update(range(len(self.lines), len(self.lines) + len(added)) if headed else ())
        self.lines += added

    def _inline(self, container: _Element, *, bold: bool) -> None:
        for child in _shown(container, self.counts):
            local = _local(child.tag)
            if local == "r":
                self._run(child, bold=bold)
            elif local == "t":
                self._text(child.text or "", bold=bold)
            elif local == "txbxContent":
                self._boxes.append(child)
            elif local in _COMMENT:
                self._mark(child)
            else:
                self._inline(child, bold=bold)

    def _mark(self, child: _Element) -> None:
        if mark := self._marked(child):
            self._pieces.append((mark, False))

    def _run(self, run: _Element, *, bold: bool) -> None:
        properties = _child(run, "rPr")
        if _switched_on(properties, "vanish"):
            self.counts["hidden"] += any(_local(each.tag) == "t" for each in run)
            return
        strong = bold or _switched_on(properties, "b") or _in_bold_style(properties, "rStyle")
        for child in _shown(run, self.counts):
            self._content(child, bold=strong)

    def _content(self, child: _Element, *, bold: bool) -> None:
        local = _local(child.tag)
        if local == "t":
            self._text((child.text or "").replace("\r", " ").replace("\n", " "), bold=bold)
        elif local in _SIGNS:
            self._text(_SIGNS[local], bold=bold)
        elif local == "sym":
            self._text(_symbol(_value(child, "char")), bold=bold)
        elif local == "fldChar":
            self._field(_value(child, "fldCharType"))
        elif local == "txbxContent":
            self._boxes.append(child)
        elif local in _COMMENT:
            self._mark(child)
        else:
            self._inline(child, bold=bold)

    def _text(self, text: str, *, bold: bool) -> None:
        if text and not any(self._fields):
            self._pieces.append((text, bold))

    def _field(self, kind: str | None) -> None:
        # a field left open hides nothing beyond its paragraph: each paragraph begins with no field open
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _table(self, table: _Element) -> None:
        first, columns = len(self.lines), 0
        for row in _parts(table, "tr", self.counts):
            properties = _child(row, "trPr")
            if properties is not None and _child(properties, "del") is not None:
                self.counts["deletions"] += 1
                continue
            cells = [self._cell(cell) for cell in _parts(row, "tc", self.counts)]
            self._joined = False
            self.lines += "\t".join(cells).split("\n")
            columns = max(columns, len(cells))
        if columns > 1:
            self.tables.append(range(first, len(self.lines)))

    def _cell(self, cell: _Element) -> str:
        inner = _Reader(self.marks)
        inner.counts = self.counts
        inner._waiting, self._waiting = self._waiting, ""
        inner.block(cell)
        return "\n".join(inner.lines)


def _shown(container: _Element, counts: Counter[str]) -> Iterator[_Element]:
    """The children that Word shows, with alternate content resolved to the one choice that holds text."""
    for child in container:
        local = _local(child.tag)
        if kind := _COUNTED.get(local):
            counts[kind] += 1
        if local in _LEFT_OUT:
            continue
        if local == "mc:AlternateContent":
            yield from _shown(_chosen(child), counts)
        elif local == "sdt":
            yield from () if _placeholder(child) else _shown_control(child, counts)
        else:
            yield child


def _shown_control(control: _Element, counts: Counter[str]) -> Iterator[_Element]:
    content = _child(control, "sdtContent")
    return iter(()) if content is None else _shown(content, counts)


def _placeholder(control: _Element) -> bool:
    """Whether the control shows only its prompt ("Click here to enter text")."""
    return _child(control, "sdtPr", "showingPlcHdr") is not None


def _chosen(alternatives: _Element) -> _Element:
    filled = (each for each in alternatives if any(_local(inner.tag) == "t" for inner in each.iter()))
    return next(filled, etree.Element("nothing"))


def _parts(container: _Element, wanted: str, counts: Counter[str]) -> Iterator[_Element]:
    for child in _shown(container, counts):
        if _local(child.tag) == wanted:
            yield child
        elif _local(child.tag) not in ("p", "tbl", "tr", "tc"):
            yield from _parts(child, wanted, counts)


def _bold_lines(pieces: Sequence[tuple[str, bool]]) -> Iterator[int]:
    """The indices of a paragraph's lines whose every word is bold."""
    plain: set[int] = set()
    filled: set[int] = set()
    line = 0
    for text, bold in pieces:
        for at, part in enumerate(text.split("\n")):
            if part.strip():
                (filled if bold else plain).add(line + at)
        line += text.count("\n")
    return iter(sorted(filled - plain))


def _symbol(code: str | None) -> str:
    """The character that a `w:sym` shows; U+FFFD for a code that is no character."""
    try:
        number = int(code or "", 16)
        sign = chr(number)
    except (ValueError, OverflowError):
        return "\ufffd"
    return _SYMBOLS.get(number) or (sign if sign.isprintable() or number in _PRIVATE else "\ufffd")
