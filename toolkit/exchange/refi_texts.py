"""The text of a source or note: from a file inside, or from the XML; files outside are never opened."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from toolkit.exchange.refi_container import Container
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_raw import RawText
from toolkit.exchange.refi_xml import children

if TYPE_CHECKING:
    from lxml.etree import _Element

_SCHEME = re.compile(r"^([a-z]+):", re.IGNORECASE)
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Texts:
    """Finds the texts that elements point to or hold."""

    def __init__(self, container: Container | None, ledger: Ledger) -> None:
        self._container, self._ledger = container, ledger

    def of(self, element: _Element) -> RawText | None:
        """The plain text of a source, note or transcript; None when it has none that can be read."""
        held = children(element, "PlainTextContent")
        data = self._file(self._plain_path(element))
        self._rich(element)
        if data is None:
            return RawText(held[0].text or "") if held else None
        if held and held[0].text:
            self._ledger.add("both_texts")
        return self._decoded(data)

    def media(self, element: _Element) -> None:
        """Note that a source refers to a file of sound, film, a picture or a PDF."""
        path = element.get("path") or ""
        if self._outside(path):
            self._ledger.add("external_path")
        elif path and self._container:
            self._container.touch(path)

    def _plain_path(self, element: _Element) -> str:
        plain, rich = element.get("plainTextPath") or "", element.get("richTextPath") or ""
        return plain or (rich if rich.lower().endswith(".txt") else "")

    def _rich(self, element: _Element) -> None:
        path = element.get("richTextPath") or ""
        if not path or path.lower().endswith(".txt"):
            return
        if self._outside(path):
            self._ledger.add("external_path")
            return
        self._ledger.add("rich_text")
        if self._container:
            self._container.touch(path)

    def _file(self, path: str) -> bytes | None:
        if not path:
            return None
        if self._outside(path):
            self._ledger.add("external_path")
            return None
        return self._container.text(path) if self._container else None

    @staticmethod
    def _outside(path: str) -> bool:
        scheme = _SCHEME.match(path)
        return bool(scheme and scheme.group(1).lower() != "internal") or path.startswith(("/", "\\"))

    def _decoded(self, data: bytes) -> RawText:
        if data.startswith(_UTF16_MARKS):
            self._ledger.add("encoding", where="UTF-16")
            return RawText(data.decode("utf-16", "replace"), marked=True, original=data)
        marked = data.startswith(codecs.BOM_UTF8)
        body = data[len(codecs.BOM_UTF8) :] if marked else data
        try:
            return RawText(body.decode("utf-8"), marked, data)
        except UnicodeDecodeError:
            self._ledger.add("encoding", where="windows-1252")
            return RawText(body.decode("windows-1252", "replace"), marked, data)
