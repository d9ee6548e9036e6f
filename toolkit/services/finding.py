"""Finding words in all the material: where they stand, who says them, and what lies round them.

`_texts` is the one place that goes through every text; an index would stand there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from toolkit.domain import searches
from toolkit.domain.searches import Folded, Forms, Query
from toolkit.domain.sources import Role
from toolkit.domain.text import Span
from toolkit.services import sources
from toolkit.services.project import Project

if TYPE_CHECKING:
    from toolkit.analysis.lemmas import Lemmatizer
    from toolkit.storage.searching import CodingRow, TurnRow
    from toolkit.storage.store import Connection

CONTEXT = 12  # words on either side of a hit
MOST_FORMS = 200
PHASE = "phase/"
_PIECE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Limits:
    """Among which words to look; what is empty limits nothing.

    `phase` is that of a coding on the hit, else of the question answered. `code` and `without` stand for themselves and
    the codes under them; with `coder` only that person's codings count, and alone it means: coded by that person.
    `everyone` takes the words of interviewers and unknown speakers too.
    """

    group: str = ""
    phase: str = ""
    code: str = ""
    without: str = ""
    coder: str = ""
    source_id: int | None = None
    everyone: bool = False
    inflected: bool = False

    @property
    def by_codings(self) -> bool:
        """Whether the codings on a hit must be known."""
        return bool(self.phase or self.code or self.without or self.coder)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where what was looked for stands; `parts` are the words found, `turn` that of the speaker."""

    source_id: int
    source: str
    turn: int
    within: Span
    parts: tuple[Span, ...]
    respondent: str | None
    group: str | None

    @property
    def span(self) -> Span:
        """From the first word found to the last."""
        return Span(self.parts[0].start, max(part.end for part in self.parts))


Raw = tuple["_Candidate", "TurnRow", list[tuple[int, int]]]  # a hit of which only places are known


@dataclass(slots=True)
class Found:
    """All hits in order of source and place; `forms` are the other forms of a word that were looked for too."""

    query: Query
    groups: Mapping[str, str | None] = field(default_factory=dict)
    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    raw: list[Raw] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many hits there are."""
        return len(self.raw)

    @property
    def hits(self) -> list[Hit]:
        """All hits."""
        return self.part(0, self.count)

    def part(self, start: int, end: int) -> list[Hit]:
        """The hits from one to before another: of 200,000, only those that are looked at are made."""
        return [self._hit(*raw) for raw in self.raw[start:end]]

    def _hit(self, one: _Candidate, turn: TurnRow, places: Sequence[tuple[int, int]]) -> Hit:
        within, parts = Span(turn.start, turn.end), tuple(one.text.span(*place) for place in places)
        group = self.groups.get(turn.respondent) if turn.respondent else None
        return Hit(one.source_id, one.name, turn.number, within, parts, turn.respondent, group)

    @property
    def by_source(self) -> Counter[int]:
        """How many hits each source has."""
        return Counter(one.source_id for one, _, _ in self.raw)

    @property
    def people(self) -> int:
        """How many respondents say it."""
        return len({turn.respondent for _, turn, _ in self.raw} - {None})


@dataclass(frozen=True, slots=True)
class Line:
    """A hit with the words round it: pieces of text, each with whether it is one of the words found.

    `before` and `after` say that the turn goes on there; `codes` are those that anybody gave to the words found.
    """

    hit: Hit
    pieces: tuple[tuple[str, bool], ...]
    before: bool
    after: bool
    codes: tuple[str, ...]


def find(project: Project, query: Query, limits: Limits | None = None) -> Found:
    """Every place where the query's words stand in words that may be used."""
    from toolkit.storage import searching

    found = Found(query)
    if not query.terms:
        return found
    sources.place(project)
    search = _Search(project, query, limits or Limits())
    with project.store() as store, store.reading() as connection:
        candidates = list(search.candidates(connection))
        wanted = [one.source_id for one in candidates]
        turns = searching.turns(connection, wanted, everyone=search.limits.everyone)
        coded = searching.codings(connection, wanted) if search.limits.by_codings else {}
    for one in candidates:
        found.raw += search.hits(one, turns.get(one.source_id, []), coded.get(one.source_id, []))
    found.forms, found.groups = search.forms, search.groups
    return found


def _texts(connection: Connection, source_id: int | None) -> Iterator[tuple[int, str, Folded]]:
    from toolkit.storage import searching

    for key, name, text in searching.texts(connection, source_id=source_id):
        yield key, name, searches.folded(text)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A source in which every word looked for stands somewhere."""

    source_id: int
    name: str
    text: Folded
    places: list[list[tuple[int, int]]]


class _Search:
    """One search under way."""

    def __init__(self, project: Project, query: Query, limits: Limits) -> None:
        self.project, self.query, self.limits = project, query, limits
        self.forms: Mapping[str, Sequence[str]] = {}
        self.groups = {one.id: one.group for one in project.register.respondents.values()}
        refused = [one for one in project.register.respondents.values() if not one.consent.usable()]
        self._withheld = {name.casefold() for one in refused for name in (one.id, *one.labels)}

    def candidates(self, connection: Connection) -> Iterator[_Candidate]:
        """The sources that hold every term."""
        texts = _texts(connection, self.limits.source_id)
        if self.limits.inflected:
            kept = list(texts)
            self.forms = _forms(self.project, self.query, kept)
            texts = iter(kept)
        others: Forms | None = (lambda word: self.forms.get(word, ())) if self.forms else None
        for key, name, text in texts:
            places = searches.occurrences(text.text, self.query, forms=others)
            if all(places):
                yield _Candidate(key, name, text, places)

    def hits(self, one: _Candidate, turns: Sequence[TurnRow], coded: Sequence[CodingRow]) -> Iterator[Raw]:
        """The hits in one source."""
        by_turn = _by_turn(one, turns)
        for at in sorted(by_turn):
            turn, places = turns[at], by_turn[at]
            if all(places) and self._heard(turn):
                for chosen in searches.together(places, one.text.text):
                    if not self.limits.by_codings or self._is_allowed(one, turn, chosen, coded):
                        yield one, turn, chosen

    def _is_allowed(
        self, one: _Candidate, turn: TurnRow, places: Sequence[tuple[int, int]], coded: Sequence[CodingRow]
    ) -> bool:
        span = Span(one.text.span(*places[0]).start, max(one.text.span(*place).end for place in places))
        return _allowed(self.limits, span, turn.phase, coded)

    def _heard(self, turn: TurnRow) -> bool:
        names = (turn.respondent, None if turn.role == Role.INTERVIEWER else turn.label)
        heard = not any(name.casefold().strip() in self._withheld for name in names if name)
        return heard and (not self.limits.group or self.groups.get(turn.respondent or "") == self.limits.group)


def _by_turn(one: _Candidate, turns: Sequence[TurnRow]) -> dict[int, list[list[tuple[int, int]]]]:
    """The places of each term by the turn they stand in; what stands in no turn is nobody's words."""
    ends = [row.end for row in turns]
    found: dict[int, list[list[tuple[int, int]]]] = {}
    for number, places in enumerate(one.places):
        for place in places:
            start, end = one.text.edges(*place)
            at = bisect_right(ends, start)
            if at < len(turns) and turns[at].start <= start and end <= turns[at].end:
                if at not in found:
                    found[at] = [[] for _ in one.places]
                found[at][number].append(place)
    return found


def _allowed(limits: Limits, span: Span, asked: str | None, coded: Sequence[CodingRow]) -> bool:
    """Whether the codings on the span (and the phase asked about) are as the limits say."""
    here = [row for row in _on(coded, span) if not limits.coder or row.coder == limits.coder]
    codes = {row.code for row in here}
    if limits.coder and not limits.without and not here:
        return False
    if limits.phase and limits.phase not in _phases(codes, asked):
        return False
    return (not limits.code or _has(codes, limits.code)) and not (limits.without and _has(codes, limits.without))


def _on(coded: Iterable[CodingRow], span: Span) -> Iterator[CodingRow]:
    return (row for row in coded if row.start < span.end and row.end > span.start)


def _phases(codes: Iterable[str], asked: str | None) -> set[str | None]:
    return {code.removeprefix(PHASE) for code in codes if code.startswith(PHASE)} or {asked}


def _has(codes: Iterable[str], wanted: str) -> bool:
    return any(f"{code}/".startswith(f"{wanted}/") for code in codes)


_known_forms: dict[tuple[str, int, tuple[str, ...]], Mapping[str, Sequence[str]]] = {}


def _forms(project: Project, query: Query, texts: Sequence[tuple[int, str, Folded]]) -> Mapping[str, Sequence[str]]:
    """The other forms of the single words looked for that occur in the texts; found once for the same texts."""
    words = tuple(term[0] for term in query.terms if len(term) == 1)
    key = project.spoken, hash(tuple((name, len(text.text)) for _, name, text in texts)), words
    if key not in _known_forms:
        if len(_known_forms) > MOST_FORMS:
            _known_forms.clear()
        _known_forms[key] = _forms_among([text.text for _, _, text in texts], project.spoken, words)
    return _known_forms[key]


def _forms_among(texts: Iterable[str], language: str, words: Sequence[str]) -> Mapping[str, Sequence[str]]:
    lemma = _lemmatizer(language).lemma
    # Only words with the same first letter are compared: a tenth of the time, for "bättre" not being found by "god".
    first = sorted({each[0] for word in words for each in (word, lemma(word))})
    if not first:
        return {}
    alike = re.compile(rf"(?<![^\W_])[{''.join(map(re.escape, first))}][^\W_]*")
    pieces: set[str] = set().union(*(text.split() for text in texts))  # a third of the time of looking through all
    return searches.forms_of(sorted(set(alike.findall("\n".join(pieces)))), lemma, words)


@cache
def _lemmatizer(language: str) -> Lemmatizer:
    from toolkit.analysis.lemmas import Lemmatizer

    return Lemmatizer(language)


def lines(project: Project, hits: Sequence[Hit]) -> list[Line]:
    """The hits with some words on either side, never beyond the speaker's turn."""
    from toolkit.storage import searching

    with project.store() as store, store.reading() as connection:
        wanted = dict.fromkeys(hit.source_id for hit in hits)
        texts = {key: text for each in wanted for key, _, text in searching.texts(connection, source_id=each)}
        coded = searching.codings(connection, wanted)
    return [_line(texts[hit.source_id], hit, coded.get(hit.source_id, ())) for hit in hits if hit.source_id in texts]


def _line(text: str, hit: Hit, coded: Iterable[CodingRow]) -> Line:
    span, within = hit.span, hit.within
    left = [match.start() for match in _PIECE.finditer(text, within.start, span.start)]
    right = [match.end() for match in _PIECE.finditer(text, span.end, within.end)]
    start = left[-CONTEXT] if len(left) > CONTEXT else within.start
    end = right[CONTEXT - 1] if len(right) > CONTEXT else within.end
    codes = tuple(sorted({row.code for row in _on(coded, span)}))
    return Line(hit, tuple(pieces(text, Span(start, end), hit.parts)), start > within.start, end < within.end, codes)


def pieces(text: str, span: Span, parts: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """The words at the span cut at the parts, each piece with whether it is one of them."""
    at = span.start
    for part in parts:
        if part.start >= at and part.end <= span.end:
            yield text[at : part.start], False
            yield part.of(text), True
            at = part.end
    yield text[at : span.end], False
