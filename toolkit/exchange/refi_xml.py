"""XML of exchanged projects, read element by element: no document types, no entities, any namespace, any order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.errors import BadFile
from toolkit.exchange.refi_container import damaged, foreign, too_large
from toolkit.messages import N_

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_DEPTH = 240  # libxml2 stops at 256, with what stands around the codes
MAX_ELEMENTS = 3_000_000  # 120,000 codings are half a million
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_ROOTS = ("Project", "CodeBook")
# what is handled and thrown away as soon as it has been read, so that a large project never stands in memory whole
PARTS = frozenset(
    {
        *("User", "Codes", "Variable", "Case", "Set", "Note", "Link", "Graph"),
        *("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource"),
    }
)


def parts(xml: bytes, name: str) -> Iterator[tuple[str, _Element]]:
    """Each part of the description with its tag, at last the root, emptied; raise BadFile for what is not XML."""
    from lxml import etree

    if any(doctype in xml for doctype in _DOCTYPES):
        raise _with_doctype(name)
    if xml.count(b"</") + xml.count(b"/>") > MAX_ELEMENTS:
        raise too_large(name)
    events = etree.iterparse(
        io.BytesIO(xml),
        events=("start", "end"),
        tag=[f"{{*}}{each}" for each in (*_ROOTS, *PARTS)],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from _walked(events, name)
    except etree.XMLSyntaxError as error:
        raise _too_deep(name) if "XML_PARSE_HUGE" in str(error) else damaged(name) from error


def _walked(events: Iterator[tuple[str, _Element]], name: str) -> Iterator[tuple[str, _Element]]:
    inside, known = 0, False  # `inside`: how many parts are open; one in another belongs to the outer one
    for event, element in events:
        kind, top = tag(element), element.getparent() is None
        if top and event == "start":
            _check(element, name)
            known = True
        elif top:
            yield kind, element
        elif kind in PARTS:
            inside += 1 if event == "start" else -1
            if event == "end" and not inside:
                yield kind, element
                _dropped(element)
    if not known:
        raise foreign(name)


def _check(root: _Element, name: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _with_doctype(name)
    if tag(root) not in _ROOTS:
        raise foreign(name)


def _dropped(element: _Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)


def tag(element: _Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: _Element, name: str) -> list[_Element]:
    """The children with a name, in any namespace."""
    return list(element.iterchildren(f"{{*}}{name}"))


def child_text(element: _Element, name: str) -> str:
    """The text of the first child with a name; empty when there is none."""
    child = next(element.iterchildren(f"{{*}}{name}"), None)
    return "" if child is None else child.text or ""


def _with_doctype(name: str) -> BadFile:
    return BadFile(
        N_("{name} is refused: it holds a document type declaration, which no exchanged project has."),
        hint=N_("Export the project again from the program it came from."),
        name=name,
    )


def _too_deep(name: str) -> BadFile:
    return BadFile(
        N_(
            "{name} is refused: its codes lie in more than {n} levels, or a text in it has more than ten million signs."
        ),
        hint=N_("Make the tree of codes flatter, or the text shorter, and export the project again."),
        name=name,
        n=MAX_DEPTH,
    )
