"""Reading a report back from Word: its paragraphs with their places and blocks, and which draft it is of."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Protocol

from toolkit.domain.reports.report_blocks import bookmark, digest, marked
from toolkit.domain.reports.written_report import (
    DraftMark,
    Mark,
    Where,
    WrittenComment,
    WrittenParagraph,
    WrittenReport,
)
from toolkit.errors import BadFile
from toolkit.messages import N_
from toolkit.reporting.word.word_paragraphs import Element, Placed, Texts, child, local, placed, texts_of, value

DRAFT = "urn:x-spegla:draft"
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_KNOWN = {
    name.casefold(): name
    for name in ("Normal", "Title", "Subtitle", "Quote", "Intense Quote", "Caption", "List Bullet", "List Number")
}
_BODY_LEVEL = 9


class Package(Protocol):
    """An office file whose container was checked."""

    @property
    def name(self) -> str:
        """The file's name."""

    @property
    def names(self) -> tuple[str, ...]:
        """The paths of all parts."""

    def xml(self, part: str) -> Element | None:
        """The root element of a part; None when the file has none."""

    def bytes(self, part: str) -> bytes:
        """The bytes of a part; empty when the file has none."""


@dataclass(slots=True)
class Opened:
    """A Word file read with its elements: `placed` go with the report's paragraphs, one for one."""

    report: WrittenReport
    placed: list[Placed]
    document: Element
    body: Element
    path: str
    related: Mapping[str, str] = field(default_factory=dict)


def read_report(package: Package) -> WrittenReport:
    """What a Word file holds, whoever wrote it; BadFile when it holds no Word document."""
    return opened(package).report


def opened(package: Package, *, renamed: Mapping[str, str] = MappingProxyType({})) -> Opened:
    """A Word file read, its elements beside what was read of them; the blocks `renamed` have their new keys."""
    path = main_part(package)
    document = package.xml(path)
    body = None if document is None else child(document, "body")
    if document is None or body is None:
        raise BadFile(
            N_("{name} holds no Word document."),
            hint=N_(
                "It may be another office file under a wrong name: open it and save it as a Word document (.docx)."
            ),
            name=package.name,
        )
    _rename(document, renamed)
    related = relations(package, path)
    styles = _Styles.of(package.xml(related["styles"]) if "styles" in related else None)
    where = placed(body)
    texts = [texts_of(one.elements) for one in where]
    paragraphs = tuple(_numbered(where, texts, styles))
    report = WrittenReport(
        name=package.name,
        paragraphs=paragraphs,
        notes=tuple(_notes(package, related, styles)),
        comments=tuple(_comments(package, related, where)),
        draft=_draft(package),
        insertions=sum(one.insertions for one in texts),
        deletions=sum(one.deletions for one in texts),
    )
    return Opened(report, where, document, body, path, related)


def _rename(document: Element, renamed: Mapping[str, str]) -> None:
    for each in document.iter() if renamed else ():
        if local(each.tag) == "bookmarkStart" and (mark := marked(value(each, "name"))) and mark.block in renamed:
            name = next(key for key in each.attrib if str(key).endswith("}name"))
            each.set(name, bookmark(Mark(renamed[mark.block], mark.number)))


def main_part(package: Package) -> str:
    """The path of the document among the parts."""
    root = package.xml("_rels/.rels")
    for each in () if root is None else root:
        target = str(each.get("Target", "")).lstrip("/")
        if each.get("Type", "").endswith("/officeDocument") and target in package.names:
            return target
    return "word/document.xml"


def relations(package: Package, part: str) -> dict[str, str]:
    """The paths of the parts that a part points to, by the kind of relation; of several of a kind the first."""
    folder, name = posixpath.split(part)
    root = package.xml(f"{folder}/_rels/{name}.rels")
    found: dict[str, str] = {}
    for each in () if root is None else root:
        if each.get("TargetMode") != "External":
            target = each.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if path in package.names:
                found.setdefault(each.get("Type", "").rpartition("/")[2], path)
    return found


@dataclass(frozen=True, slots=True)
class _Styles:
    """The names and heading levels of styles by their ids."""

    names: Mapping[str, str]
    levels: Mapping[str, int]
    default: str = "Normal"

    @classmethod
    def of(cls, root: Element | None) -> _Styles:
        """The styles of a styles part."""
        each = [one for one in (() if root is None else root) if local(one.tag) == "style"]
        names = {value(one, "styleId"): style_name(one) for one in each}
        own = {value(one, "styleId"): _level(child(one, "pPr")) for one in each}
        bases = {value(one, "styleId"): value(base) for one in each if (base := child(one, "basedOn")) is not None}
        default = next(
            (value(one, "styleId") for one in each if value(one, "default") and value(one, "type") == "paragraph"), ""
        )
        levels = {id_: _inherited(id_, names, own, bases) for id_ in names}
        return cls(names, levels, names.get(default, "Normal"))


def style_name(style: Element) -> str:
    """The name of a style as English Word writes it."""
    named = child(style, "name")
    name = "" if named is None else value(named)
    heading = _HEADING.fullmatch(name)
    return f"Heading {heading.group(1)}" if heading else _KNOWN.get(name.casefold(), name)


def _inherited(id_: str, names: Mapping[str, str], own: Mapping[str, int], bases: Mapping[str, str]) -> int:
    """A style's heading level: by its name, its own outline level, or that of a style it is based on."""
    for _ in range(20):  # bases may go round in a damaged file
        if named := _HEADING.fullmatch(names.get(id_, "")):
            return int(named.group(1))
        if own.get(id_):
            return own[id_] if own[id_] <= _BODY_LEVEL else 0
        if id_ not in bases:
            return 0
        id_ = bases[id_]
    return 0


def _level(properties: Element | None) -> int:
    """The outline level from 1; 10 is body text, 0 says nothing."""
    level = None if properties is None else child(properties, "outlineLvl")
    told = "" if level is None else value(level)
    return int(told) + 1 if told.isdecimal() else 0


def _numbered(where: list[Placed], texts: list[Texts], styles: _Styles) -> Iterator[WrittenParagraph]:
    chapter = number = 0
    heading = ""
    for one, text in zip(where, texts, strict=True):
        made = _paragraph(one, text, styles)
        if made.level and made.text.strip():
            heading, number = made.text, 0
            chapter += made.level == 1
        counts = bool(made.text.strip()) and not (made.level or made.cell or made.style.upper().startswith("TOC"))
        number += counts
        yield _at(made, chapter, number if counts else 0, heading)


def _at(made: WrittenParagraph, chapter: int, number: int, heading: str) -> WrittenParagraph:
    return replace(made, chapter=chapter, number=number, heading=heading)


def _paragraph(one: Placed, text: Texts, styles: _Styles) -> WrittenParagraph:
    properties = child(one.element, "pPr")
    named = child(properties, "pStyle")
    id_ = "" if named is None else value(named)
    names = [*one.marks, *(name for each in one.elements for name in bookmarks(each))]
    marks = [mark for name in names if (mark := marked(name))]
    own = _level(properties)
    changed = bool(text.insertions or text.deletions)
    return WrittenParagraph(
        text=unicodedata.normalize("NFC", text.shown),
        style=styles.names.get(id_, styles.default) if id_ else styles.default,
        level=(own if own <= _BODY_LEVEL else 0) or (0 if own else styles.levels.get(id_, 0)),
        marks=tuple(dict.fromkeys(marks)),
        anchors=tuple(name for name in names if not marked(name)),
        where=one.where,
        cell=one.cell,
        original=unicodedata.normalize("NFC", text.original) if changed else None,
        digest=digest(text.bare),
    )


def bookmarks(paragraph: Element) -> Iterator[str]:
    """The names of the bookmarks that begin in a paragraph, but for those in a text box of it."""
    for each in paragraph.iter():
        if local(each.tag) == "bookmarkStart" and not any(
            local(up.tag) == "txbxContent" for up in _ups(each, paragraph)
        ):
            yield value(each, "name")


def _ups(element: Element, top: Element) -> Iterator[Element]:
    for up in element.iterancestors():
        if up is top:
            return
        yield up


def _notes(package: Package, related: Mapping[str, str], styles: _Styles) -> Iterator[WrittenParagraph]:
    for kind, where in (("footnotes", Where.FOOTNOTE), ("endnotes", Where.ENDNOTE)):
        root = package.xml(related[kind]) if kind in related else None
        for note in () if root is None else root:
            if value(note, "type") in ("", "normal"):
                for one in placed(note):
                    one.where = where
                    yield _paragraph(one, texts_of(one.elements), styles)


def _comments(package: Package, related: Mapping[str, str], where: list[Placed]) -> Iterator[WrittenComment]:
    root = package.xml(related["comments"]) if "comments" in related else None
    begins = {
        value(each, "id"): at
        for at, one in reversed(list(enumerate(where)))
        for element in one.elements
        for each in element.iter()
        if local(each.tag) in ("commentRangeStart", "commentReference")
    }
    for each in () if root is None else root:
        text = "\n".join(texts_of(one.elements).shown for one in placed(each))
        yield WrittenComment(value(each, "author"), text, begins.get(value(each, "id")))


def _draft(package: Package) -> DraftMark | None:
    for part in package.names:
        if re.fullmatch(r"customXml/item\d+\.xml", part):
            root = package.xml(part)
            if root is not None and root.tag == f"{{{DRAFT}}}draft" and (id_ := root.get("id", "")).isdecimal():
                return DraftMark(int(id_), root.get("blocks", ""))
    return None
