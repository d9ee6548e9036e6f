"""A source as it is read: its turns as texts, and positions between the browser's count (UTF-16) and ours."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span, from_utf16, to_utf16, trimmed
from toolkit.errors import Refused, SpeglaError, UsageError
from toolkit.messages import N_
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.analysis.texts.language import Language
    from toolkit.analysis.texts.sentence_borders import Borders
    from toolkit.storage.projects.store import Connection
    from toolkit.storage.sources.reading import Head

KEPT = 24  # sources whose texts stay in memory: a few coders' and their neighbours
BASIC = "\uffff"


@dataclass(frozen=True, slots=True)
class Place:
    """A position as the browser counts it: UTF-16 units from the beginning of a turn's text."""

    turn: int
    offset: int


@dataclass
class Transcribed:
    """One source with its turns in order of position."""

    head: Head
    source: Source
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _sentences: dict[str, tuple[tuple[int, ...], ...]] = field(default_factory=dict, init=False, repr=False)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns in order of position."""
        return self.source.turns

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What is said in each turn."""
        return tuple(turn.span.of(self.source.text) for turn in self.turns)

    @cached_property
    def _wide(self) -> frozenset[int]:
        """The places of the turns in which the two counts differ."""
        if max(self.source.text, default="") <= BASIC:
            return frozenset()
        return frozenset(at for at, text in enumerate(self.texts) if text and max(text) > BASIC)

    @cached_property
    def _by_number(self) -> dict[int, int]:
        return {turn.number: at for at, turn in enumerate(self.turns)}

    @cached_property
    def _starts(self) -> list[int]:
        return [turn.span.start for turn in self.turns]

    @cached_property
    def _ends(self) -> list[int]:
        return [turn.span.end for turn in self.turns]

    def places(self, span: Span) -> tuple[Place, Place] | None:
        """Start and end of the span in the turns that it touches; None when it touches none."""
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end) - 1
        if first > last:
            return None
        start = max(0, span.start - self._starts[first])
        end = min(span.end, self._ends[last]) - self._starts[last]
        return self._place(first, start), self._place(last, end)

    def _place(self, at: int, offset: int) -> Place:
        units = to_utf16(self.texts[at], offset) if at in self._wide else offset
        return Place(self.turns[at].number, units)

    def offsets(self, at: int, positions: Sequence[int]) -> tuple[int, ...]:
        """Positions within the turn at this place of the row of turns, as the browser counts them."""
        return tuple(to_utf16(self.texts[at], one) for one in positions) if at in self._wide else tuple(positions)

    def span(self, start: Place, end: Place) -> Span:
        """The span between two places, without white space and speakers' labels at its edges.

        Refused when no words are left; UsageError for a place that is not in the source.
        """
        first, last = self._at(start), self._at(end)
        begin, close = self._position(first, start), self._position(last, end)
        while first < last and trimmed(self.source.text, begin, self._ends[first]) is None:
            first += 1
            begin = self._starts[first]
        while first < last and trimmed(self.source.text, self._starts[last], close) is None:
            last -= 1
            close = self._ends[last]
        span = trimmed(self.source.text, begin, close) if begin < close else None
        if span is None:
            raise Refused(N_("No words are marked."), hint=N_("Mark the words first, then choose the code."))
        return span

    def _at(self, place: Place) -> int:
        at = self._by_number.get(place.turn)
        if at is None:
            raise UsageError(N_("There is no such place in the text."), hint=N_("Open the page again."))
        return at

    def _position(self, at: int, place: Place) -> int:
        text = self.texts[at]
        inside = from_utf16(text, place.offset) if at in self._wide else min(place.offset, len(text))
        return self._starts[at] + max(0, inside)

    def touched(self, span: Span) -> tuple[Turn, ...]:
        """The turns some of whose words lie in the span."""
        return self.turns[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]

    def sentences(self, language: str) -> tuple[tuple[int, ...], ...]:
        """Start and end of each sentence of each turn, in one row, as the browser counts; found once."""
        with self._lock:
            if language not in self._sentences:
                self._sentences[language] = tuple(
                    self.offsets(at, [edge for piece in pieces for edge in piece])
                    for at, pieces in enumerate(_sentences(self.texts, language))
                )
            return self._sentences[language]


def withheld(project: Project, turns: Sequence[Turn]) -> frozenset[int]:
    """The numbers of those turns in which somebody speaks who withdrew or refused, by name or by label."""
    names = {name.casefold() for name in project.withheld}
    if not names:
        return frozenset()
    return frozenset(turn.number for turn in turns if _named(turn) & names)


def _named(turn: Turn) -> set[str]:
    labels = (turn.respondent, None if turn.role is Role.INTERVIEWER else turn.label)
    return {label.casefold().strip() for label in labels if label}


def check_words(project: Project, transcript: Transcribed, span: Span) -> None:
    """Refuse a span over the interviewer's words only, or over any words of a person who withdrew."""
    touched = transcript.touched(span)
    if withheld(project, touched):
        raise Refused(
            N_("Words that may not be used cannot be coded."),
            hint=N_("Mark words on one side of them."),
        )
    if all(turn.role is Role.INTERVIEWER for turn in touched):
        raise Refused(
            N_("Only the interviewer speaks here, and the interviewer's words are not evidence."),
            hint=N_("Mark words that a respondent says."),
        )


_kept: OrderedDict[tuple[Path, int], tuple[tuple[str, str], Transcribed]] = OrderedDict()
_keeping = threading.Lock()


def transcript(project: Project, connection: Connection, source_id: int) -> Transcribed:
    """The source with this number; the few last read stay in memory as long as they are stored like that."""
    from toolkit.storage.sources import reading, sources
    from toolkit.storage.suggesting import runs

    head = reading.head(connection, source_id)
    mark = (head.state, runs.fingerprint(connection, "placing"))
    key = (project.folder, source_id)
    with _keeping:
        known = _kept.get(key)
        if known is not None and known[0] == mark:
            _kept.move_to_end(key)
            return known[1]
    made = Transcribed(head, sources.get(connection, head.name))
    with _keeping:
        _kept[key] = (mark, made)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


_languages: dict[str, Language] = {}
_speaking = threading.Lock()


@contextmanager
def speech(code: str) -> Iterator[Language]:
    """A Language of our own, for one at a time: the one that suggestions use may be at work in another thread."""
    from toolkit.analysis.texts.language import Language

    with _speaking:
        if code not in _languages:
            _languages[code] = Language(code)
        yield _languages[code]


def _sentences(texts: Sequence[str], code: str) -> list[list[tuple[int, int]]]:
    from toolkit.analysis.texts.sentences import sentences

    with speech(code) as reader:
        return sentences(texts, reader)


_borders: dict[str, Borders] = {}


@contextmanager
def bordering(code: str) -> Iterator[Borders]:
    """What finds the sentences of many texts of a language quickly, for one at a time."""
    from toolkit.analysis.texts.sentence_borders import Borders

    with speech(code) as reader:
        if code not in _borders:
            _borders[code] = Borders(reader)
        yield _borders[code]


def warm(project: Project) -> None:
    """Begin to load what finding sentences needs (two seconds, once), so that the first source does not wait for it."""
    spoken = project.spoken
    if spoken not in _languages:
        threading.Thread(target=_load, args=(spoken,), name="sentences", daemon=True).start()


def _load(code: str) -> None:
    with suppress(SpeglaError):  # the page that needs it will say what is wrong
        _sentences((" ",), code)
