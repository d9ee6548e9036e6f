"""Small pieces of an exchanged project's XML as elements."""

from __future__ import annotations

from typing import Any

from lxml import etree

from tests.exchange.producers import SPACE, guid

__all__ = ["element", "guid"]


def element(xml: str) -> Any:
    """The one element of this XML, in the namespace of projects, with an own one within it."""
    root = etree.fromstring(f"<Project {SPACE}>{xml}</Project>".encode())
    (only,) = root
    return only
