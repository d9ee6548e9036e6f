"""Looking quotes up: whether printed words stand in the ledger, in the material, or nearly so, and who said them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.domain.quotes.quote_comparing import Difference, Located, located, nearly
from toolkit.domain.quotes.quote_edits import Edit, folded
from toolkit.domain.quotes.quote_ledger import Bar, Entry, Ledger, Use, barred_by
from toolkit.domain.texts.text import Span
from toolkit.services.material import source_kinds, sources, word_index
from toolkit.services.projects.project import Project
from toolkit.services.quotes import quotes

if TYPE_CHECKING:
    from toolkit.analysis.searching.quote_places import QuotePlaces
    from toolkit.storage.projects.store import Connection

NEVER = "never"
KEPT = 64  # texts in memory
ENOUGH = 0.5
"""The share of the printed words that must be there for a passage to be called the nearest."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where printed words stand in the material: the span, the edits that print them so, and who says them."""

    source_id: int
    source: str
    span: Span
    edits: tuple[Edit, ...]
    respondent: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage whose words come closest, and the first place where they differ from what is printed."""

    source_id: int
    source: str
    span: Span
    respondent: str
    share: float
    difference: Difference


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found of printed words: an entry of the ledger, else a place, else the nearest; or nothing at all.

    `altered` is an entry of the ledger with the same words of the source, printed otherwise. `refused` says why the
    words may not be printed: a `Bar` or "never".
    """

    words: str
    entry: Entry | None = None
    place: Place | None = None
    nearest: Nearest | None = None
    altered: Entry | None = None
    refused: str = ""


@dataclass
class Lookup:
    """The ledger and all words that may be shown, ready for many quotes."""

    project: Project
    ledger: Ledger
    words: word_index.Standing
    _texts: dict[int, str] = field(default_factory=dict)

    @cached_property
    def _places(self) -> QuotePlaces:
        from toolkit.analysis.searching.quote_places import QuotePlaces

        return QuotePlaces(self.words.shelf)

    def find(self, words: str) -> Looked:
        """What is known of the printed words, given without the quotation marks round them."""
        return self.find_all([words])[0]

    def find_all(self, quoted: Iterable[str]) -> list[Looked]:
        """What is known of each of these printed words."""
        with self.project.store() as store, store.reading() as connection:
            return [self._found(connection, words) for words in quoted]

    def _found(self, connection: Connection, words: str) -> Looked:
        entry = self.ledger.by_words.get(folded(words))
        if entry is not None:
            return Looked(words, entry=entry, refused=_refused(entry))
        found = [self._in_turn(connection, turn, words) for turn in self._places.likely(words)]
        place = next((one for one in found if isinstance(one, Place)), None)
        if place is not None:
            bar = self._bar(place)
            never = NEVER if self.ledger.barred(place.source, place.span) else ""
            return Looked(words, place=place, altered=self._altered(place), refused=str(bar or never))
        nearest = max((one for one in found if isinstance(one, Nearest)), key=_how_near, default=None)
        return Looked(words, nearest=nearest)

    def _bar(self, place: Place) -> Bar | None:
        """Why the words may not be printed; a document's may, as a document's."""
        if place.source in self._closed:
            return Bar.NO_QUOTE
        if not place.respondent and place.source in self._documents:
            return None
        return barred_by(self.project.register.get(place.respondent).consent, self.project.today)

    @cached_property
    def _closed(self) -> frozenset[str]:
        with self.project.store() as store, store.reading() as connection:
            return source_kinds.unquoted(connection)

    @cached_property
    def _documents(self) -> frozenset[str]:
        kinds = source_kinds.of_names(self.project)
        return frozenset(name for name, kind in kinds.items() if kind.rules.record and kind.rules.quotable)

    def _altered(self, place: Place) -> Entry | None:
        same = (entry for entry in self.ledger.entries if entry.source_id == place.source_id)
        return next((entry for entry in same if entry.span.overlap(place.span) > ENOUGH), None)

    def _in_turn(self, connection: Connection, turn: int, words: str) -> Place | Nearest | None:
        turns, shelf = self.words.shelf.turns, self.words.shelf
        if not turns.heard[turn]:
            return None
        source_id = shelf.sources[int(turns.source[turn])]
        span = Span(int(turns.start[turn]), int(turns.end[turn]))
        who = shelf.people[int(turns.respondent[turn])] or ""
        spoken = span.of(self._text(connection, source_id))
        found = located(spoken, words, offset=span.start)
        name = self.words.names[source_id]
        if isinstance(found, Located):
            return Place(source_id, name, found.span, found.edits, who)
        near = nearly(spoken, words, offset=span.start)
        if near is None or near.share < ENOUGH:
            return None
        return Nearest(source_id, name, near.span, who, near.share, near.difference)

    def _text(self, connection: Connection, source_id: int) -> str:
        from toolkit.storage.sources import sources as stored

        if source_id not in self._texts:
            if len(self._texts) >= KEPT:
                self._texts.pop(next(iter(self._texts)))
            self._texts[source_id] = stored.text_of(connection, source_id)
        return self._texts[source_id]


def _how_near(one: Nearest) -> float:
    return one.share


def _refused(entry: Entry) -> str:
    return str(entry.bar or (NEVER if entry.use is Use.NEVER else ""))


def lookup(project: Project) -> Lookup:
    """Everything that printed words can be compared with; nothing of those who withdrew or refused is in it."""
    sources.place(project)
    with project.store() as store:
        ledger = quotes.ledger(project, store)
    return Lookup(project, ledger, word_index.standing(project))
