"""Finding words in all the material: where they stand, who says them, and what lies round them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from toolkit.domain.codings.searches import Pattern, Query
from toolkit.domain.texts.text import Span
from toolkit.errors import UsageError
from toolkit.messages import N_
from toolkit.services.coding import pattern_search
from toolkit.services.material import sources, word_index
from toolkit.services.material.word_index import Standing
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.analysis.searching.word_search import Found as Places
    from toolkit.analysis.searching.word_shelf import Flags, Shelf
    from toolkit.analysis.texts.lemmas import Lemmatizer
    from toolkit.storage.sources.searching import CodingRow

CONTEXT = 12  # words on either side of a hit
MOST_FORMS = 200
PHASE = "phase/"
_PIECE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Limits:
    """Among which words to look; what is empty limits nothing.

    `phase` is that of a coding on the hit, else of the question answered. `code` and `without` stand for themselves and
    the codes under them; with `coder` only that person's codings count, and alone it means: coded by that person.
    `speaker` is a respondent. `everyone` takes the words of interviewers and unknown speakers too.
    """

    group: str = ""
    phase: str = ""
    code: str = ""
    without: str = ""
    coder: str = ""
    speaker: str = ""
    source_id: int | None = None
    everyone: bool = False
    inflected: bool = False

    @property
    def by_codings(self) -> bool:
        """Whether the codings on a hit must be known."""
        return bool(self.phase or self.code or self.without or self.coder)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where what was looked for stands; `parts` are the words found, `turn` that of the speaker.

    `heard` says that a respondent speaks there.
    """

    source_id: int
    source: str
    turn: int
    within: Span
    parts: tuple[Span, ...]
    respondent: str | None
    group: str | None
    heard: bool = True

    @property
    def span(self) -> Span:
        """From the first word found to the last."""
        return Span(self.parts[0].start, max(part.end for part in self.parts))


@dataclass(slots=True)
class Found:
    """All hits in order of source and place; `forms` are the other forms of a word that were looked for too."""

    query: Query | Pattern
    words: Standing | None = None
    places: Places | None = None
    groups: Mapping[str, str | None] = field(default_factory=dict)
    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many hits there are."""
        return len(self.places) if self.places else 0

    @property
    def hits(self) -> list[Hit]:
        """All hits."""
        return self.part(0, self.count)

    def part(self, start: int, end: int) -> list[Hit]:
        """The hits from one to before another: of 200,000, only those that are looked at are made."""
        if self.words is None or self.places is None:
            return []
        return [self._hit(self.words, self.places, row) for row in range(start, min(end, self.count))]

    def _hit(self, words: Standing, places: Places, row: int) -> Hit:
        shelf, turns = words.shelf, words.shelf.turns
        at = int(places.turns[row])
        source_id = shelf.sources[int(turns.source[at])]
        respondent = shelf.people[int(turns.respondent[at])]
        parts = tuple(Span(*place) for place in places.places(row))
        within = Span(int(turns.start[at]), int(turns.end[at]))
        group = self.groups.get(respondent) if respondent else None
        return Hit(
            source_id=source_id,
            source=words.names[source_id],
            turn=int(turns.number[at]),
            within=within,
            parts=parts,
            respondent=respondent,
            group=group,
            heard=bool(turns.heard[at]),
        )

    def name(self, source_id: int) -> str:
        """What a source is called."""
        return self.words.names[source_id] if self.words else ""

    @property
    def by_source(self) -> Counter[int]:
        """How many hits each source has."""
        return Counter(self.places.by_source) if self.places else Counter()

    @property
    def by_person(self) -> Counter[str]:
        """How many hits each respondent says."""
        return Counter({who: n for who, n in self.places.by_person.items() if who}) if self.places else Counter()

    @property
    def by_group(self) -> Counter[str]:
        """How many hits each actor group says; "" for people without a group."""
        found: Counter[str] = Counter()
        for who, n in self.by_person.items():
            found[self.groups.get(who) or ""] += n
        return found

    @property
    def people(self) -> int:
        """How many respondents say it."""
        return len(self.by_person)


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


def source_number(project: Project, name: str) -> int:
    """The number of the source of this name; NotFound when there is none."""
    from toolkit.storage.sources import sources as stored

    with project.store() as store, store.reading() as connection:
        return stored.id_of(connection, name)


def check(project: Project, limits: Limits, *, codes: Sequence[str] = ()) -> None:
    """Raise UsageError for a group, phase or code, of the limits or to be given, that the project has not."""
    scheme = project.scheme_file
    phases = {path.removeprefix(PHASE) for path in scheme.codes if path.startswith(PHASE)}
    for asked, there, sentence in (
        (limits.group, set(project.settings.groups), N_("There is no group {key}.")),
        (limits.phase, phases, N_("There is no phase {key}.")),
        (limits.code, set(scheme.codes), N_("The scheme has no code {key}.")),
        *((code, set(scheme.codes), N_("The scheme has no code {key}.")) for code in (limits.without, *codes)),
    ):
        if asked and asked not in there:
            raise UsageError(sentence, hint=N_("There are: {names}"), key=asked, names=", ".join(sorted(there)[:40]))


def find(project: Project, query: Query | Pattern, limits: Limits | None = None) -> Found:
    """Every place where the query's words stand, or its pattern fits, in words that may be used."""
    limits = limits or Limits()
    found = Found(query)
    if isinstance(query, Query) and not query.terms:
        return found
    sources.place(project)
    found.words = word_index.standing(project)
    found.groups = {one.id: one.group for one in project.register.respondents.values()}
    allowed = _allowed(found.words.shelf, limits, found.groups)
    if isinstance(query, Pattern):
        found.places = pattern_search.fitting(project, found.words.shelf, query, allowed)
    else:
        found.places = _searched(project, found, query, found.words, allowed, inflected=limits.inflected)
    if limits.by_codings:
        found.places = found.places.where(_coded_so(project, found.words, found.places, limits))
    return found


def _searched(
    project: Project, found: Found, query: Query, words: Standing, allowed: Flags, *, inflected: bool
) -> Places:
    from toolkit.analysis.searching.word_search import searched

    if inflected:
        found.forms = _forms(project, query, words)
    return searched(words.shelf, query, allowed, forms=found.forms)


def _allowed(shelf: Shelf, limits: Limits, groups: Mapping[str, str | None]) -> Flags:
    """The turns among which to look."""
    turns = shelf.turns
    kept = turns.start < turns.end if limits.everyone else turns.heard.copy()
    if limits.source_id is not None:
        kept = kept & (turns.source == _number(shelf.sources, limits.source_id))
    if limits.group:
        kept = kept & _people(shelf, lambda who: groups.get(who) == limits.group)
    if limits.speaker:
        kept = kept & _people(shelf, lambda who: who == limits.speaker)
    return kept


def _number(values: Sequence[object], wanted: object) -> int:
    return values.index(wanted) if wanted in values else -1


def _people(shelf: Shelf, wanted: Callable[[str], bool]) -> Flags:
    """The turns of the people wanted."""
    return shelf.by_respondent([who is not None and wanted(who) for who in shelf.people])


def _coded_so(project: Project, words: Standing, places: Places, limits: Limits) -> Flags:
    """Which hits have codings (and a phase that was asked about) as the limits say."""
    coded, edges = word_index.coded(project, words), places.edges()
    kept = places.turns >= 0
    if limits.coder and not limits.without:
        kept &= coded.touch(edges, coder=limits.coder)
    if limits.code:
        kept &= coded.touch(edges, partial(_under, limits.code), limits.coder)
    if limits.without:
        kept &= ~coded.touch(edges, partial(_under, limits.without), limits.coder)
    if limits.phase:
        said = coded.touch(edges, lambda code: code.startswith(PHASE), limits.coder)
        here = coded.touch(edges, lambda code: code == PHASE + limits.phase, limits.coder)
        asked = words.shelf.turns.phase[places.turns] == _number(words.shelf.phases, limits.phase)
        kept &= here | (~said & asked)
    return kept


def _under(wanted: str, code: str) -> bool:
    return f"{code}/".startswith(f"{wanted}/")


def _forms(project: Project, query: Query, words: Standing) -> Mapping[str, Sequence[str]]:
    """The other forms of the single words looked for that are said; found once for the same words."""
    wanted = list(dict.fromkeys(term[0] for term in query.terms if len(term) == 1))
    new = [word for word in wanted if (project.spoken, word) not in words.forms]
    if new:
        if len(words.forms) > MOST_FORMS:
            words.forms.clear()
        lemma = _lemmatizer(project.spoken).lemma
        for word, forms in zip(new, _forms_among(words.shelf.vocabulary, lemma, new), strict=True):
            words.forms[project.spoken, word] = forms
    return {word: words.forms.get((project.spoken, word), ()) for word in wanted}


def _forms_among(
    vocabulary: Sequence[str], lemma: Callable[[str], str], wanted: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    """For each word those of the vocabulary that have its lemma."""
    # Only words with the same first letter are compared: a tenth of the time, for "bättre" not being found by "god".
    for word in wanted:
        meant = lemma(word)
        first = tuple({word[0], meant[0]})
        yield tuple(sorted(each for each in vocabulary if each.startswith(first) and lemma(each) == meant))


@cache
def _lemmatizer(language: str) -> Lemmatizer:
    from toolkit.analysis.texts.lemmas import Lemmatizer

    return Lemmatizer(language)


def lines(project: Project, hits: Sequence[Hit], *, context: int = CONTEXT) -> list[Line]:
    """The hits with some words on either side, never beyond the speaker's turn."""
    from toolkit.storage.sources import searching

    with project.store() as store, store.reading() as connection:
        wanted = dict.fromkeys(hit.source_id for hit in hits)
        texts = {key: text for each in wanted for key, _, text in searching.texts(connection, source_id=each)}
        coded = searching.codings(connection, wanted)
    return [
        _line(texts[hit.source_id], hit, coded.get(hit.source_id, ()), context)
        for hit in hits
        if hit.source_id in texts
    ]


def _line(text: str, hit: Hit, coded: Iterable[CodingRow], context: int) -> Line:
    span, within = hit.span, hit.within
    left = [match.start() for match in _PIECE.finditer(text, within.start, span.start)]
    right = [match.end() for match in _PIECE.finditer(text, span.end, within.end)]
    start = (left[-context] if context else span.start) if len(left) > context else within.start
    end = (right[context - 1] if context else span.end) if len(right) > context else within.end
    codes = tuple(sorted({row.code for row in coded if row.start < span.end and row.end > span.start}))
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
