"""OpenDocument texts (`.odt`): the XML walked in document order, as LibreOffice shows it with every change accepted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import ClassVar

from lxml import etree

from toolkit.domain.sources.sources import Transcript
from toolkit.domain.texts.text import normalise
from toolkit.errors import BadFile
from toolkit.importers.decoding import check_runs, check_size
from toolkit.importers.left_out import KINDS, left_out
from toolkit.importers.ooxml import Package, open_package
from toolkit.importers.turns import split_turns
from toolkit.messages import N_

_Element = etree._Element
_NAMESPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
}
_LEFT_OUT_NAMES = (
    "office:forms office:annotation office:annotation-end office:event-listeners text:note text:tracked-changes"
    " text:sequence-decls text:variable-decls text:user-field-decls text:ruby-text text:bibliography-configuration"
    " svg:title svg:desc draw:object draw:object-ole draw:image text:hidden-text text:toc-mark"
    " text:alphabetical-index-mark table:table-columns table:table-column table:shapes"
    " text:table-of-content-source text:number"
)
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
_COUNTED = {
    "office:annotation": "comments",
    "text:note": "footnotes",
    "text:hidden-text": "hidden",
    "draw:object": "embedded",
    "draw:object-ole": "embedded",
    "text:insertion": "insertions",
    "text:deletion": "deletions",
}
_PARAGRAPHS = frozenset(("text:p", "text:h"))
_BLANKS = re.compile(r"[ \t\n\r]+")
_MOST_SPACES = 1_000


class OdtImporter:
    """Reads `.odt`."""

    suffixes: ClassVar[Sequence[str]] = (".odt",)

    def read(self, data: bytes, name: str, *, known: frozenset[str] = frozenset()) -> Transcript:
        """Read the bytes of the file called `name`; raise BadFile for anything that holds no turns.

        `counts` holds paragraphs, characters, insertions, deletions, comments, footnotes, text_boxes and hidden.
        """
        package = _opened(data, name)
        reader = _Reader(_bold_styles(package))
        reader.block(_body(package))
        text = normalise("\n".join(reader.lines))
        if not text.strip():
            raise BadFile(N_("{name} is empty."), hint=N_("Check that the right file was chosen."), name=name)
        check_size(len(text), text.count("\n"), name)
        check_runs(text, name)
        split = split_turns(text, known=known, bold=frozenset(reader.bold), tables=reader.tables)
        split.refuse_silence(name)
        counts = {kind: reader.counts[kind] for kind in KINDS} | {"characters": len(text)}
        return Transcript(text, split.turns, split.facts, counts, (*left_out(counts, name), *split.notes(name)))


def _opened(data: bytes, name: str) -> Package:
    if not data.startswith(b"PK\x03\x04"):
        raise _foreign(name)
    package = open_package(data, name)
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and any(_local(each.tag) == "manifest:encryption-data" for each in manifest.iter()):
        raise BadFile(
            N_("{name} is protected by a password."),
            hint=N_("Open it in LibreOffice, save it without a password, and add that file."),
            name=name,
        )
    return package


def _foreign(name: str) -> BadFile:
    return BadFile(
        N_("{name} is not an OpenDocument text, whatever its name says."),
        hint=N_("Open it in the program it came from and save it as a Word document (.docx) or as plain text."),
        name=name,
    )


def _body(package: Package) -> _Element:
    root = package.xml("content.xml")
    found = () if root is None else (each for each in root.iter() if _local(each.tag) == "office:text")
    body = next(iter(found), None)
    if body is None:
        raise _foreign(package.name)
    return body


def _bold_styles(package: Package) -> frozenset[str]:
    """The names of the styles of both parts that set bold type themselves."""
    names = set()
    for part in ("styles.xml", "content.xml"):
        root = package.xml(part)
        for style in () if root is None else root.iter("{*}style"):
            if any(_value(each, "font-weight") == "bold" for each in style.iter("{*}text-properties")):
                names.add(_value(style, "name"))
    return frozenset(names)


class _Reader:
    """Collects the lines of a document; recursion is bounded by the depth that the XML parser takes."""

    def __init__(self, bold_styles: frozenset[str]) -> None:
        self.lines: list[str] = []
        self.bold: set[int] = set()
        self.tables: list[range] = []  # the lines of each table of several columns
        self.counts: Counter[str] = Counter()
        self._styles = bold_styles
        self._pieces: list[tuple[str, bool]] = []
        self._boxes: list[_Element] = []

    def block(self, container: _Element) -> None:
        """Add the lines of what stands in the container."""
        for child in self._shown(container):
            local = _local(child.tag)
            if local in _PARAGRAPHS:
                self._paragraph(child)
            elif local == "table:table":
                self._table(child)
            else:
                self.block(child)

    def _shown(self, container: _Element) -> Iterator[_Element]:
        for child in container:
            local = _local(child.tag)
            if local == "text:tracked-changes":
                self._changes(child)
            elif kind := _COUNTED.get(local):
                self.counts[kind] += 1
            if local not in _LEFT_OUT and not (local == "text:hidden-paragraph" or _collapsed(child)):
                yield child

    def _changes(self, tracked: _Element) -> None:
        for each in tracked.iter():
            if (kind := _COUNTED.get(_local(each.tag))) in ("insertions", "deletions"):
                self.counts[str(kind)] += 1

    def _paragraph(self, paragraph: _Element) -> None:
        outer, outer_boxes = self._pieces, self._boxes
        self._pieces, self._boxes = [], []
        heading = _local(paragraph.tag) == "text:h"
        self._inline(paragraph, bold=heading or _value(paragraph, "style-name") in self._styles)
        spoken = [bold for text, bold in self._pieces if text.strip()]
        line = "".join(text for text, _ in self._pieces)
        boxes = self._boxes
        self._pieces, self._boxes = outer, outer_boxes
        if spoken or not boxes:
            self.counts["paragraphs"] += bool(spoken)
            if spoken and all(spoken):
                self.bold.update(range(len(self.lines), len(self.lines) + line.count("\n") + 1))
            self.lines += line.split("\n")
        for box in boxes:
            self.counts["text_boxes"] += 1
            self.block(box)

    def _inline(self, container: _Element, *, bold: bool) -> None:
        self._text(container.text, bold=bold)
        shown = set(self._shown(container))
        for child in container:
            if child in shown:
                self._content(child, bold=bold)
            self._text(child.tail, bold=bold)

    def _content(self, child: _Element, *, bold: bool) -> None:
        local = _local(child.tag)
        if local == "text:s":
            count = _value(child, "c")
            self._pieces.append((" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES), bold))
        elif local == "text:tab":
            self._pieces.append(("\t", bold))
        elif local == "text:line-break":
            self._pieces.append(("\n", bold))
        elif local.startswith("draw:") and local != "draw:a":
            if any(_local(each.tag) in _PARAGRAPHS for each in child.iter()):  # a text box, or a shape with words in it
                self._boxes.append(child)
        else:
            self._inline(child, bold=bold or _value(child, "style-name") in self._styles)

    def _text(self, text: str | None, *, bold: bool) -> None:
        shown = _BLANKS.sub(" ", text or "")
        if shown.startswith(" ") and (not self._pieces or self._pieces[-1][0].endswith((" ", "\n"))):
            shown = shown[1:]
        if shown:
            self._pieces.append((shown, bold))

    def _table(self, table: _Element) -> None:
        first, columns = len(self.lines), 0
        for row in (each for each in table.iter() if _local(each.tag) == "table:table-row" and _in(each, table)):
            cells = [self._cell(cell) for cell in self._shown(row) if _local(cell.tag) == "table:table-cell"]
            self.lines += "\t".join(cells).rstrip("\t").split("\n")
            columns = max(columns, len(cells))
        if columns > 1:
            self.tables.append(range(first, len(self.lines)))

    def _cell(self, cell: _Element) -> str:
        inner = _Reader(self._styles)
        inner.counts = self.counts
        inner.block(cell)
        return "\n".join(inner.lines)


def _in(row: _Element, table: _Element) -> bool:
    """Whether the row is of this table, and not of one within its cells."""
    return next((each for each in row.iterancestors() if _local(each.tag) == "table:table"), None) is table


def _collapsed(child: _Element) -> bool:
    return _local(child.tag) == "text:section" and _value(child, "display") == "none"


def _local(tag: object) -> str:
    if not isinstance(tag, str):
        return ""
    namespace, _, local = tag[1:].rpartition("}")
    return f"{_NAMESPACES.get(namespace, '')}:{local}"


def _value(element: _Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
