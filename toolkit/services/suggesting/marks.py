"""Marks: what lies on a source for one coder (codings, open suggestions, memos, settlements), and what a step left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.memos import Memo
from toolkit.domain.codings.undecided import Undecided
from toolkit.domain.comparing.settlements import Settlement
from toolkit.domain.texts.text import Span
from toolkit.services.coding.coding import Changed
from toolkit.services.material import transcripts
from toolkit.services.material.transcripts import Place, Transcribed
from toolkit.services.projects.project import Project
from toolkit.services.suggesting.answers import asker

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection
    from toolkit.storage.suggesting.undecided import Asker

Extent = tuple[Place, Place]


class _OnWords(Protocol):
    @property
    def span(self) -> Span: ...


Spanned = TypeVar("Spanned", bound=_OnWords)


@dataclass(frozen=True, slots=True)
class Marks:
    """What lies on a source for one coder: codings of all, the coder's open suggestions, memos, settlements.

    `elsewhere` counts codings that stand on no turn that is shown; `text` is the number of the source's text.
    """

    mark: int
    text: int
    codings: tuple[tuple[Coding, Extent], ...]
    suggestions: tuple[tuple[Undecided, Extent], ...]
    memos: tuple[tuple[Memo, Extent | None], ...]
    settlements: tuple[tuple[Settlement, Extent], ...]
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Touched:
    """What a step left: codings and memos as they are now, numbers of those that are gone, and what is open there.

    `emptied` are segments in which nothing is open any more.
    """

    mark: int
    source_id: int | None
    codings: tuple[tuple[Coding, Extent], ...]
    removed: tuple[int, ...]
    suggestions: tuple[tuple[Undecided, Extent], ...]
    emptied: tuple[int, ...]
    memos: tuple[tuple[Memo, Extent | None], ...]
    memos_removed: tuple[int, ...]


def marks(project: Project, source_id: int, *, coder: str) -> Marks:
    """All that lies on a source; the work grows with this source only."""
    from toolkit.storage.codings import codings, memos, settlements
    from toolkit.storage.suggesting import undecided

    with project.store() as store, store.reading() as connection:
        source = transcripts.transcript(project, connection, source_id)
        made = codings.of_source(connection, source_id)
        open_ = undecided.of_source(connection, asker(project, coder), source_id)
        written = memos.of_source(connection, source_id)
        settled = settlements.of_source(connection, source_id)
        mark = _mark(connection)
    places = _Places(project, source)
    placed = tuple(places.of(made))
    return Marks(
        mark=mark,
        text=source.head.text,
        codings=placed,
        suggestions=tuple(places.of(open_)),
        memos=tuple(places.of_memos(written)),
        settlements=tuple(places.of(settled)),
        elsewhere=len(made) - len(placed),
    )


def _mark(connection: Connection) -> int:
    from toolkit.storage.database import journal

    return journal.last(connection)


def placed(project: Project, segments: Iterable[Undecided]) -> list[tuple[Undecided, Extent]]:
    """Segments of any sources with their extents."""
    found: list[tuple[Undecided, Extent]] = []
    with project.store() as store, store.reading() as connection:
        for one in segments:
            source = transcripts.transcript(project, connection, one.source_id)
            found.extend(_Places(project, source).of([one]))
    return found


class _Places:
    """Finds the extents of things in one source, and leaves out what lies on withheld words; nothing without one."""

    def __init__(self, project: Project, source: Transcribed | None) -> None:
        self.source = source
        turns = source.turns if source else ()
        hidden = transcripts.withheld(project, turns)
        self.hidden = [turn.span for turn in turns if turn.number in hidden]

    def extent(self, span: Span) -> Extent | None:
        """Where the span stands; None outside the turns and on withheld words."""
        if self.source is None or any(span.shared(one) for one in self.hidden):
            return None
        return self.source.places(span)

    def of(self, items: Iterable[Spanned]) -> Iterable[tuple[Spanned, Extent]]:
        """The items that can be shown, each with its extent."""
        for item in items:
            extent = self.extent(item.span)
            if extent is not None:
                yield item, extent

    def of_memos(self, memos: Iterable[Memo]) -> Iterable[tuple[Memo, Extent | None]]:
        """The memos that can be shown, each with its extent; without one for those on the source."""
        for memo in memos:
            extent = self.extent(memo.span) if memo.span else None
            if memo.span is None or extent is not None:
                yield memo, extent


def touched(project: Project, changed: Changed, *, coder: str) -> Touched:
    """How what a step touched stands now."""
    from toolkit.storage.sources import reading as stored

    with project.store() as store, store.reading() as connection:
        found = stored.some(connection, changed.codings)
        written = stored.memos(connection, changed.memos)
        source_id = _source_of(changed, [one for one, _ in found.values()] + [one for one, _ in written])
        places = _places(project, connection, changed, source_id)
        spans = [*changed.spans, *(one.span for _, one in found.values())]
        segments, undecided = _undecided(connection, asker(project, coder), source_id, spans)
        mark = _mark(connection)
    left, kept = {one.id for one in undecided}, {memo.id for _, memo in written}
    return Touched(
        mark=mark,
        source_id=source_id,
        codings=tuple(places.of(one for _, one in found.values())),
        removed=tuple(one for one in dict.fromkeys(changed.codings) if one not in found),
        suggestions=tuple(places.of(undecided)),
        emptied=tuple(one for one in segments if one not in left),
        memos=tuple(places.of_memos(one for _, one in written)),
        memos_removed=tuple(one for one in changed.memos if one not in kept),
    )


def _places(project: Project, connection: Connection, changed: Changed, source_id: int | None) -> _Places:
    if source_id is None:
        return _Places(project, None)
    return _Places(project, changed.source or transcripts.transcript(project, connection, source_id))


def _undecided(
    connection: Connection, asker: Asker, source_id: int | None, spans: Sequence[Span]
) -> tuple[list[int], list[Undecided]]:
    """The numbers of the segments around the spans, and those of them in which something is open."""
    from toolkit.storage.sources import reading as stored
    from toolkit.storage.suggesting import undecided

    if source_id is None or not spans:
        return [], []
    hull = Span(min(span.start for span in spans), max(span.end for span in spans))
    segments = stored.segments_within(connection, source_id, hull)
    return segments, undecided.of_source(connection, asker, source_id, segments) if segments else []


def _source_of(changed: Changed, found: Sequence[int | None]) -> int | None:
    return changed.source_id if changed.source_id is not None else next(iter(found), None)
