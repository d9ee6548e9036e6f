"""The selections of a project for other programs, and guids that are the same at each export."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from toolkit.domain.exchange.interchange import ExchangedCoding, ExchangedMemo, Selection
from toolkit.domain.texts.text import Span

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

OURS = uuid.UUID("5d0a3f0e-2f7c-5c0a-9c59-1b8f0d0b7a11")


class Guids:
    """Guids (version 5) that are the same at each export, and in each copy of the project."""

    def __init__(self, connection: Connection) -> None:
        from toolkit.storage.database import journal

        self.space = uuid.uuid5(OURS, journal.first(connection)).bytes

    def __call__(self, kind: str, *parts: object) -> str:
        """The guid of what these parts name."""
        # what uuid.uuid5 does, at a fifth of its cost
        name = "\x1f".join((kind, *map(str, parts))).encode("utf-8", "surrogatepass")
        raw = hashlib.sha1(self.space + name, usedforsecurity=False).hexdigest()
        variant = "89ab"[int(raw[16], 16) & 3]
        return f"{raw[:8]}-{raw[8:12]}-5{raw[13:16]}-{variant}{raw[17:20]}-{raw[20:32]}"


@dataclass(slots=True)
class Place:
    """A selection in the making."""

    guid: str
    codings: dict[tuple[str, str], ExchangedCoding] = field(default_factory=dict)
    memos: list[ExchangedMemo] = field(default_factory=list)


class Places:
    """The selections of one source, one for each span."""

    def __init__(self, source: str, guid: Guids) -> None:
        self.source, self.guid = source, guid
        self.found: dict[tuple[int, int], Place] = {}

    def at(self, start: int, end: int) -> Place:
        """The selection of these words."""
        place = self.found.get((start, end))
        if place is None:
            place = self.found[start, end] = Place(self.guid("selection", self.source, start, end))
        return place

    def selections(self) -> Iterator[Selection]:
        """All of them, in order of position."""
        for span, place in sorted(self.found.items(), key=itemgetter(0)):
            made = tuple(place.codings.values())
            judged: tuple[ExchangedCoding | ExchangedMemo, ...] = (*made, *place.memos)
            by, at = (judged[0].user, judged[0].at) if judged else (None, None)
            yield Selection(place.guid, Span(*span), made, tuple(place.memos), by, at)
