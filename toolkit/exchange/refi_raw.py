"""What stands in an exchanged file before positions, codes and people are looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from toolkit.domain.exchange.interchange import ExchangedCoding


@dataclass(frozen=True, slots=True)
class RawText:
    """A text as its file held it, the mark at its start off; no `original` bytes: it stood inside the XML."""

    text: str
    marked: bool = False
    original: bytes = b""


@dataclass(slots=True)
class RawSelection:
    """A selection with positions as the file counts; None for what is no number."""

    guid: str
    start: int | None
    end: int | None
    name: str = ""
    user: str = ""
    at: datetime | None = None
    description: str = ""
    codings: tuple[ExchangedCoding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class RawSource:
    """A source whose text was found, with its selections."""

    guid: str
    name: str
    text: RawText
    description: str = ""
    selections: list[RawSelection] = field(default_factory=list)
    codings: list[ExchangedCoding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    values: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class RawNote:
    """A note with its text."""

    guid: str
    name: str
    text: str
    user: str = ""
    at: datetime | None = None


@dataclass(slots=True)
class RawCase:
    """A case with its references as they stand."""

    guid: str
    name: str
    description: str
    values: list[tuple[str, str]]
    codes: list[str]
    sources: list[str]
    selections: list[str]


@dataclass(slots=True)
class RawSet:
    """A set with its references as they stand."""

    guid: str
    name: str
    description: str
    codes: list[str]
    sources: list[str]
