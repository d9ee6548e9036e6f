"""Elements of an exchanged project to raw values: selections, codings, notes, cases, sets, variables, links."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.domain.exchange.interchange import ExchangedCoding
from toolkit.domain.texts.text import normalise
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_raw import RawCase, RawNote, RawSelection, RawSet
from toolkit.exchange.refi_texts import Texts
from toolkit.exchange.refi_values import Guids, guid_of, target_of, time_of
from toolkit.exchange.refi_xml import child_text, children, tag

if TYPE_CHECKING:
    from lxml.etree import _Element

_DIGITS = 18
_WHOLE = re.compile(r"[+-]?[0-9]+")


class Elements:
    """Reads elements, giving each thing an identity of its own and counting what is not kept."""

    def __init__(self, texts: Texts, ledger: Ledger) -> None:
        self.texts, self.ledger = texts, ledger
        self._times: dict[str, datetime] = {}
        self._shared: dict[str, str] = {}
        self._of = {
            sort: Guids(sort, ledger) for sort in ("source", "selection", "coding", "note", "case", "set", "variable")
        }

    def guid(self, element: _Element, sort: str) -> str:
        """The element's own identity among things of its sort."""
        return self._of[sort].own(element)

    def knows(self, guid: str, sort: str) -> bool:
        """Whether a thing of the sort has this identity."""
        return guid in self._of[sort]

    def codings(self, element: _Element) -> tuple[list[ExchangedCoding], list[str]]:
        """The codings in an element, and the notes that hang on one of them."""
        found, notes = [], list[str]()
        for coding in children(element, "Coding"):
            code = self._one(next((target_of(ref) for ref in children(coding, "CodeRef")), ""))
            user = self._one(guid_of(coding, "creatingUser"))
            found.append(ExchangedCoding(self.guid(coding, "coding"), code, user or None, self._time(coding)))
            notes += self.notes(coding)
        self.ledger.add("coding_note", len(notes))
        return found, notes

    def notes(self, element: _Element) -> list[str]:
        """The notes that an element refers to."""
        return [target_of(ref) for ref in children(element, "NoteRef")]

    def values(self, element: _Element) -> list[tuple[str, str]]:
        """The values of variables in an element, by the variable's identity."""
        return [
            (
                next((target_of(ref) for ref in children(value, "VariableRef")), ""),
                next((child.text or "" for child in value if tag(child).endswith("Value")), ""),
            )
            for value in children(element, "VariableValue")
        ]

    def selection(self, element: _Element, start: int | None, end: int | None) -> RawSelection:
        """A selection with its codings and notes, at positions as the file counts."""
        codings, notes = self.codings(element)
        self._audit(element)
        return RawSelection(
            self.guid(element, "selection"),
            start,
            end,
            element.get("name") or "",
            self._one(guid_of(element, "creatingUser")),
            self._time(element),
            normalise(child_text(element, "Description")).strip(),
            tuple(codings),
            tuple(self.notes(element) + notes),
        )

    def plain_selections(self, element: _Element) -> list[RawSelection]:
        """The selections of a text."""
        return [
            self.selection(each, number(each, "startPosition"), number(each, "endPosition"))
            for each in children(element, "PlainTextSelection")
        ]

    def note(self, element: _Element) -> RawNote | None:
        """A note with its text, or its description where it has no text; None when it has neither words nor name."""
        self._audit(element)
        raw = self.texts.of(element)
        pieces = [normalise(raw.text) if raw else "", normalise(child_text(element, "Description"))]
        text, name = "\n\n".join(piece for piece in pieces if piece.strip()), element.get("name") or ""
        coded = [element, *children(element, "PlainTextSelection")]
        self.ledger.add("note_coding", sum(len(children(each, "Coding")) for each in coded))
        guid = self.guid(element, "note")
        if not text and not name:
            self.ledger.add("note_without_text")
            return None
        return RawNote(guid, name, text, guid_of(element, "creatingUser"), self._time(element))

    def case(self, element: _Element) -> RawCase:
        """A case with its references."""
        codes, sources, selections = (
            [target_of(ref) for ref in children(element, name)] for name in ("CodeRef", "SourceRef", "SelectionRef")
        )
        description = normalise(child_text(element, "Description")).strip()
        values, guid = self.values(element), self.guid(element, "case")
        return RawCase(guid, element.get("name") or "", description, values, codes, sources, selections)

    def set(self, element: _Element) -> RawSet:
        """A set with its references; its notes are counted."""
        codes, sources = (
            [target_of(ref) for ref in children(element, name)] for name in ("MemberCode", "MemberSource")
        )
        self.ledger.add("set_note", len(children(element, "MemberNote")))
        description = normalise(child_text(element, "Description")).strip()
        return RawSet(self.guid(element, "set"), element.get("name") or "", description, codes, sources)

    def _one(self, words: str) -> str:
        """The same object for the same words: a project repeats few identities many times."""
        return self._shared.setdefault(words, words)

    def _time(self, element: _Element) -> datetime | None:
        raw = element.get("creationDateTime")
        if raw is None:
            return None
        at = self._times.get(raw) or time_of(raw, self.ledger)
        if at:
            self._times[raw] = at
        return at

    def _audit(self, element: _Element) -> None:
        if element.get("modifyingUser") or element.get("modifiedDateTime"):
            self.ledger.add("modified")

    def author(self, element: _Element) -> None:
        """Count that a source says who added it and when, and who changed it."""
        self._audit(element)
        if element.get("creatingUser") or element.get("creationDateTime"):
            self.ledger.add("source_author")


def number(element: _Element, attribute: str) -> int | None:
    """A whole number in an attribute; None for what is none, and for one that no text reaches."""
    text = (element.get(attribute) or "").strip()
    return int(text) if _WHOLE.fullmatch(text) and len(text) <= _DIGITS else None
