"""Heading styles of a Word file: those that Word shows in its outline, or that are called a heading."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

_CALLED = ("heading", "rubrik")
_DEEPEST = 9  # the outline level of body text
_LONGEST_CHAIN = 20  # styles based on each other


@dataclass(frozen=True, slots=True)
class _Style:
    named: bool
    level: int | None
    parent: str


def is_heading_name(name: str) -> bool:
    """Whether a style of that name or id is a heading's ("heading 2", "Rubrik2")."""
    return name.casefold().startswith(_CALLED)


def heading_styles(root: etree._Element | None) -> frozenset[str]:
    """The ids of the heading styles among those of a document's part for styles."""
    styles = {} if root is None else {_value(each, "styleId"): _style(each) for each in root if _is(each, "style")}
    return frozenset(key for key in styles if _is_heading(styles, key))


def outline_level(properties: etree._Element | None) -> int | None:
    """The outline level that a paragraph's properties tell, from 0; None when they tell none."""
    told = _first(properties, "outlineLvl")
    written = "" if told is None else _value(told, "val")
    return int(written) if written.isdecimal() else None


def in_outline(level: int | None) -> bool:
    """Whether a paragraph of that level stands in the outline."""
    return level is not None and level < _DEEPEST


def _style(element: etree._Element) -> _Style:
    name, parent = _first(element, "name"), _first(element, "basedOn")
    called = _value(element, "styleId") if name is None else _value(name, "val")
    based = "" if parent is None else _value(parent, "val")
    return _Style(is_heading_name(called), outline_level(_first(element, "pPr")), based)


def _is_heading(styles: dict[str, _Style], key: str) -> bool:
    for _ in range(_LONGEST_CHAIN):
        if key not in styles:
            return False
        style = styles[key]
        if style.named or style.level is not None:
            return style.named or in_outline(style.level)
        key = style.parent
    return False


def _first(element: etree._Element | None, name: str) -> etree._Element | None:
    return None if element is None else next((child for child in element if _is(child, name)), None)


def _is(element: etree._Element, name: str) -> bool:
    return str(element.tag).rpartition("}")[2] == name


def _value(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
