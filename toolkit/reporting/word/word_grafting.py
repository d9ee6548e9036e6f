"""Grafting: pieces of one Word document put into another, with their styles, comments, pictures and numbers."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from toolkit.domain.reports.report_blocks import marked
from toolkit.reporting.rendering.clean import visible
from toolkit.reporting.word.draft_mark import serialized, with_default, with_relation, with_type
from toolkit.reporting.word.read_docx import Opened, Package, style_name
from toolkit.reporting.word.word_numbering import Numberings
from toolkit.reporting.word.word_paragraphs import NAMESPACES, Element, child, local, removed, value

OURS = "Spegla"  # the author of the program's comments
_W = NAMESPACES[0]
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_TYPES = "[Content_Types].xml"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ANCHORS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_STYLED = ("pStyle", "rStyle", "tblStyle")


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return f"{{{_W}}}{name}"


def made(name: str, text: str | None = None, /, **attributes: str) -> Element:
    """An element `w:name` with `w:` attributes."""
    element = etree.Element(w(name), {w(key): told for key, told in attributes.items()})
    if text is not None:
        element.text = visible(text)
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


@dataclass(slots=True)
class Grafting:
    """The file that pieces are put into, and the one they are taken from."""

    into: Opened
    package: Package
    source: Opened
    source_package: Package
    changed: dict[str, bytes] = field(default_factory=dict)
    _comments: Element = field(init=False)
    _source_comments: dict[str, Element] = field(default_factory=dict)
    _styles: Element | None = field(init=False)
    _style_ids: dict[str, str] = field(default_factory=dict)
    _pictures: dict[str, str] = field(default_factory=dict)
    _last: dict[str, int] = field(default_factory=dict)
    _gone: set[str] = field(default_factory=set)
    _forgotten: set[str] = field(default_factory=set)
    _numbers: Numberings = field(init=False)

    def __post_init__(self) -> None:
        known = self._part(self.into, self.package, "comments")
        self._comments = etree.Element(w("comments"), nsmap={"w": _W}) if known is None else known
        theirs = self._part(self.source, self.source_package, "comments")
        self._source_comments = {value(each, "id"): each for each in (() if theirs is None else theirs)}
        self._styles = self._part(self.into, self.package, "styles")
        theirs = self._part(self.source, self.source_package, "numbering")
        self._numbers = Numberings(theirs, self._part(self.into, self.package, "numbering"))
        self._last = {
            "bookmark": self._highest(self.into.document.iter(w("bookmarkStart")), "id"),
            "comment": self._highest(self._comments, "id"),
            "drawing": self._highest((each for each in self.into.document.iter() if _is_drawing(each)), "id"),
        }

    @staticmethod
    def _part(opened: Opened, package: Package, kind: str) -> Element | None:
        return package.xml(opened.related[kind]) if kind in opened.related else None

    @staticmethod
    def _highest(elements: Iterable[Element], name: str) -> int:
        told = (value(each, name) for each in elements)
        return max((int(each) for each in told if each.lstrip("-").isdecimal()), default=0)

    def _next(self, kind: str) -> str:
        self._last[kind] += 1
        return str(self._last[kind])

    def ours(self, comment: str) -> bool:
        """Whether the program wrote the comment with this id."""
        own = any(value(each, "id") == comment and value(each, "author") == OURS for each in self._comments)
        return own or comment in self._forgotten

    def remarks(self, element: Element, *, new: bool = False) -> list[str]:
        """The texts of the program's comments on an element, in the file or in the `new` one."""
        known = self._source_comments if new else {value(each, "id"): each for each in self._comments}
        ids = [value(each, "id") for each in element.iter(w("commentReference"))]
        return [_told(known[id_]) for id_ in ids if id_ in known and value(known[id_], "author") == OURS]

    def copied(self, element: Element) -> Element:
        """A copy of an element of the source, fit to stand in the file."""
        copy = deepcopy(element)
        copy.tail = None
        numbers: dict[str, str] = {}
        for each in list(copy.iter()):
            name = local(each.tag)
            if name in _STYLED:
                self._styled(each)
            elif name in ("bookmarkStart", "bookmarkEnd"):
                old = value(each, "id")
                numbers[old] = numbers.get(old) or self._next("bookmark")
                each.set(w("id"), numbers[old])
            elif _is_drawing(each):
                each.set("id", self._next("drawing"))
            elif name == "numPr":
                self._numbers.fit(each)
            elif name == "other:blip":
                self._picture(each)
        self._comments_of(copy)
        return copy

    def _styled(self, reference: Element) -> None:
        id_ = self._style(value(reference))
        if id_:
            reference.set(w("val"), id_)
        else:
            removed(reference)

    def _style(self, id_: str) -> str:
        """The id in the file of the style that has this id in the source; one that is missing is put there."""
        if id_ not in self._style_ids:
            self._style_ids[id_] = ""  # a style that is based on itself
            self._style_ids[id_] = self._found_style(id_)
        return self._style_ids[id_]

    def _found_style(self, id_: str) -> str:
        theirs = self._part(self.source, self.source_package, "styles")
        style = next((each for each in theirs if value(each, "styleId") == id_), None) if theirs is not None else None
        if style is None or self._styles is None:
            return ""
        kind, name = value(style, "type"), style_name(style)
        for each in self._styles:
            if local(each.tag) == "style" and value(each, "type") == kind and style_name(each) == name:
                return value(each, "styleId")
        return self._new_style(self._styles, style, id_)

    def _new_style(self, styles: Element, style: Element, id_: str) -> str:
        taken = {value(each, "styleId") for each in styles}
        new = deepcopy(style)
        own = next(each for each in (id_, *(f"{id_}{n}" for n in range(2, 100))) if each not in taken)
        new.set(w("styleId"), own)
        for name in ("basedOn", "next", "link"):
            each = child(new, name)
            mapped = self._style(value(each)) if each is not None and name == "basedOn" else ""
            if each is not None and mapped:
                each.set(w("val"), mapped)
            elif each is not None:
                new.remove(each)
        for number in list(new.iter(w("numPr"))):
            removed(number)
        styles.append(new)
        self.changed[self.into.related["styles"]] = b""
        return own

    def _picture(self, blip: Element) -> None:
        id_ = blip.get(f"{{{_R}}}embed")
        if id_:
            blip.set(f"{{{_R}}}embed", self._picture_id(id_))

    def _picture_id(self, id_: str) -> str:
        if id_ not in self._pictures:
            folder, name = posixpath.split(self.source.path)
            root = self.source_package.xml(f"{folder}/_rels/{name}.rels")
            target = next(each.get("Target", "") for each in (() if root is None else root) if each.get("Id") == id_)
            data = self.source_package.bytes(posixpath.normpath(posixpath.join(folder, target)))
            path = f"word/media/spegla-{hashlib.sha256(data).hexdigest()[:12]}.png"
            self.changed[path] = data
            self.changed[_TYPES] = with_default(self._current(_TYPES), "png", "image/png")
            self._pictures[id_] = self._related("image", f"/{path}")
        return self._pictures[id_]

    def _related(self, kind: str, target: str) -> str:
        folder, name = posixpath.split(self.into.path)
        path = f"{folder}/_rels/{name}.rels"
        self.changed[path], id_ = with_relation(self._current(path), kind, target)
        return id_

    def _current(self, path: str) -> bytes:
        return self.changed.get(path) or self.package.bytes(path)

    def _comments_of(self, copy: Element) -> None:
        """Bring the comments on a copied element with it, under numbers of their own."""
        for reference in list(copy.iter(w("commentReference"))):
            old = value(reference, "id")
            new = self._next("comment")
            for each in [one for one in copy.iter() if local(one.tag) in _ANCHORS and value(one, "id") == old]:
                each.set(w("id"), new)
            comment = deepcopy(self._source_comments[old])
            comment.set(w("id"), new)
            self._comments.append(comment)

    def comment(self, paragraph: Element, lines: Iterable[str], *, day: date) -> None:
        """Put a comment of the program on a whole paragraph."""
        id_ = self._next("comment")
        comment = made("comment", id=id_, author=OURS, initials="Sp", date=f"{day.isoformat()}T00:00:00Z")
        for line in lines:
            run, inside = made("r"), made("p")
            run.append(made("t", line))
            inside.append(run)
            comment.append(inside)
        self._comments.append(comment)
        at = 1 if child(paragraph, "pPr") is not None else 0
        paragraph.insert(at, made("commentRangeStart", id=id_))
        paragraph.append(made("commentRangeEnd", id=id_))
        run = made("r")
        run.append(made("commentReference", id=id_))
        paragraph.append(run)

    def names(self) -> set[str]:
        """The names of all bookmarks in the file."""
        return {value(each, "name") for each in self.into.document.iter(w("bookmarkStart"))}

    def order(self) -> dict[str, int]:
        """The places of the program's blocks in the file, by where each begins."""
        named = (marked(value(each, "name")) for each in self.into.document.iter(w("bookmarkStart")))
        found: dict[str, int] = {}
        for place, mark in enumerate(named):
            if mark:
                found.setdefault(mark.block, place)
        return found

    def bookmarked(self, paragraph: Element, name: str, *, empty: bool = False) -> None:
        """Put a bookmark round all that a paragraph holds, or an empty one before it."""
        id_ = self._next("bookmark")
        at = 1 if child(paragraph, "pPr") is not None else 0
        paragraph.insert(at, made("bookmarkStart", id=id_, name=name))
        paragraph.insert(at + 1 if empty else len(paragraph), made("bookmarkEnd", id=id_))

    def forget_ours(self, element: Element) -> None:
        """Take away the program's comments on an element that is about to go, wherever they begin and end."""
        ids = {value(each, "id") for each in element.iter() if local(each.tag) in _ANCHORS}
        for each in list(self._comments):
            if value(each, "id") in ids and value(each, "author") == OURS:
                self._gone.update(one.get(f"{{{_W14}}}paraId", "") for one in each.iter(w("p")))
                self._forgotten.add(value(each, "id"))
                self._comments.remove(each)

    def remarked(self, element: Element) -> bool:
        """Whether people comment on an element."""
        return any(not self.ours(value(each, "id")) for each in element.iter(w("commentReference")))

    def emptied(self, paragraph: Element) -> None:
        """Take away all that a paragraph holds but its form and people's comments."""
        starts, ends = self._people_s(paragraph, set())
        for each in list(paragraph):
            if local(each.tag) != "pPr":
                paragraph.remove(each)
        for each in (*starts, *ends):
            for words in list(each.iter(w("t"))):
                removed(words)
            paragraph.append(each)

    def carried(self, old: Iterable[Element], new: Element) -> None:
        """Put people's comments and bookmarks on elements that are about to go onto the new one in their place."""
        for element in old:
            if local(element.tag) != "p":
                starts, ends = self._people_s(element, set())
                at = 1 if child(new, "pPr") is not None else 0
                for each in reversed(starts):
                    new.insert(at, each)
                new.extend(ends)

    def refilled(self, paragraph: Element, new: Element) -> None:
        """Put the contents of a new paragraph in the place of a paragraph's own.

        What is a person's stays: the paragraph's form, their comments, and their bookmarks.
        """
        inside = [each for each in self.copied(new) if local(each.tag) != "pPr"]
        names = {value(each, "name") for one in inside for each in one.iter(w("bookmarkStart"))}
        starts, ends = self._people_s(paragraph, names)
        self.forget_ours(paragraph)
        for each in list(paragraph):
            if local(each.tag) != "pPr":
                paragraph.remove(each)
        for each in (*starts, *inside, *ends):
            each.tail = None
            paragraph.append(each)

    def _people_s(self, paragraph: Element, names: set[str]) -> tuple[list[Element], list[Element]]:
        """The beginnings and ends of people's comments and bookmarks in a paragraph, but for those that come anew."""
        starts: list[Element] = []
        ends: list[Element] = []
        dropped: set[str] = set()
        for each in list(paragraph.iter()):
            name = local(each.tag)
            if name == "bookmarkStart":
                if marked(value(each, "name")) or value(each, "name") in names:
                    dropped.add(value(each, "id"))
                else:
                    starts.append(each)
            elif name == "bookmarkEnd" and value(each, "id") not in dropped:
                ends.append(each)
            elif name in _ANCHORS and not self.ours(value(each, "id")):
                (starts if name == "commentRangeStart" else ends).append(_whole(each))
        return starts, ends

    def finish(self) -> dict[str, bytes]:
        """The parts that are to be written anew."""
        self._tidy()
        self.changed[self.into.path] = serialized(self.into.document)
        self._finish_comments()
        if self._styles is not None and self.into.related["styles"] in self.changed:
            self.changed[self.into.related["styles"]] = serialized(self._styles)
        if self._numbers.ours is not None and self._numbers.changed:
            self.changed[self.into.related["numbering"]] = serialized(self._numbers.ours)
        return self.changed

    def _tidy(self) -> None:
        """Take away what points to comments that are gone, and bookmarks of the program that end nowhere.

        LibreOffice writes the bookmark of an empty paragraph twice, once without an end.
        """
        document = self.into.document
        ended = {value(each, "id") for each in document.iter(w("bookmarkEnd"))}
        for each in list(document.iter(*(w(name) for name in (*_ANCHORS, "bookmarkStart")))):
            id_ = value(each, "id")
            if local(each.tag) == "bookmarkStart":
                lost = id_ not in ended and marked(value(each, "name")) is not None
            else:
                lost = id_ in self._forgotten
            if lost:
                removed(each)

    def _finish_comments(self) -> None:
        path = self.into.related.get("comments", "")
        for each in self._comments:  # LibreOffice gives an undated comment the date 0-00-00, which is none
            if each.get(w("date"), "").startswith("0-"):
                del each.attrib[w("date")]
        if not path and len(self._comments):
            path = "word/comments.xml"
            self.changed[_TYPES] = with_type(self._current(_TYPES), f"/{path}", _COMMENTS)
            self._related("comments", f"/{path}")
        if path:
            self.changed[path] = serialized(self._comments)
        extended = self._part(self.into, self.package, "commentsExtended")
        if extended is not None and self._gone:
            self.changed[self.into.related["commentsExtended"]] = serialized(_without(extended, self._gone))


def _is_drawing(element: Element) -> bool:
    return local(element.tag) == "other:docPr"


def _told(comment: Element) -> str:
    return "\n".join(each.text or "" for each in comment.iter(w("t")))


def _whole(anchor: Element) -> Element:
    """The anchor itself, or the run that holds it."""
    parent = anchor.getparent()
    if parent is None or local(anchor.tag) != "commentReference" or local(parent.tag) != "r":
        return anchor
    return parent


def _without(extended: Element, gone: set[str]) -> Element:
    """The list of comments and their replies without those that are gone."""
    for each in list(extended):
        if each.get(f"{{{_W15}}}paraId") in gone:
            extended.remove(each)
        elif each.get(f"{{{_W15}}}paraIdParent") in gone:
            del each.attrib[f"{{{_W15}}}paraIdParent"]
    return extended


def containers(elements: Iterable[Element], body: Element) -> Iterator[Element]:
    """The children of a body that these elements stand in, each once."""
    seen: list[Element] = []
    for element in elements:
        top = element
        while (holder := top.getparent()) is not None and holder is not body:
            top = holder
        if not any(top is one for one in seen):
            seen.append(top)
            yield top
