"""Passages: what was coded (or suggested), with every code that lies on it, who said it and what was asked."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from toolkit.domain.claims.stances import HINDERS, PROMOTES
from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.schemes import AREA, VALENCE, Code, Scheme
from toolkit.domain.codings.segments import RECORDS, Passage, Segment, belongs
from toolkit.domain.comparing.settlements import Settlement, standing
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

_EVIDENCE = (Role.RESPONDENT, Role.RECORD)
BLOCK = 1000  # code points; anchors are looked up by the blocks they touch
SIDES = (f"{VALENCE}/{PROMOTES}", f"{VALENCE}/{HINDERS}")


@dataclass(slots=True)
class Coded:
    """The coded passages; in how many of them coders disagree on promotes and hinders; how many codings there are;
    and how many of each code that is retired with no other in its place, which count nowhere."""

    passages: list[Passage] = field(default_factory=list)
    disputed: int = 0
    codings: int = 0
    retired: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage with every coding on it, also those that do not count in it; `disputed`: coders disagree on promotes
    and hinders; `turn` is the number of the speaker's turn. Without an area it is of other facets only."""

    passage: Passage
    codings: tuple[Coding, ...]
    disputed: bool
    turn: int


def of_codings(project: Project, connection: Connection, scheme: Scheme) -> list[Passage]:
    """The coded passages that people say whose words may be used, in order of source and position."""
    return [one for one in coded(project, connection, scheme).passages if not one.record]


def coded(project: Project, connection: Connection, scheme: Scheme) -> Coded:
    """All coded passages, records too, and what in the codings an evaluator should look at."""
    from toolkit.storage.codings import codings, settlements
    from toolkit.storage.sources import sources

    by_source: dict[str, list[Coding]] = {}
    decided = settled_by_source(settlements.each(connection))
    coders = Counter(codings.coders(connection))
    found = Coded()
    for coding in codings.each(connection):
        by_source.setdefault(coding.source, []).append(coding)
        found.codings += 1
        found.retired.update([coding.code] if scheme.resolve(coding.code) is None else [])
    for source in sources.each(connection, by_source):
        first = sorted(by_source[source.name], key=lambda one: (-coders[one.coder], one.coder, one.span, one.code))
        for stretch in stretches(project, source, first, scheme, settled=decided.get(source.name, ())):
            found.passages.append(stretch.passage)
            found.disputed += stretch.disputed
    return found


def settled_by_source(settlements: Iterable[Settlement]) -> dict[str, list[Settlement]]:
    """The settlements of each source."""
    found: dict[str, list[Settlement]] = {}
    for one in settlements:
        found.setdefault(one.source, []).append(one)
    return found


def meaning(scheme: Scheme, path: str) -> str | None:
    """The code in use that a path means today."""
    code = scheme.resolve(path)
    return code.path if code else None


def of_suggestions(project: Project, connection: Connection, scheme: Scheme) -> Iterator[Passage]:
    """The segments that the machine proposes an area for, as passages, in order of source and position."""
    from toolkit.storage.suggesting import suggestions

    usable, closed = project.register.usable, closed_records(project, connection)
    under = {path: scheme.area_of(path) for path in scheme.codes}
    for segment, proposed in suggestions.codes(connection):
        open_ = usable(segment.respondent) and segment.source not in closed
        passage = _proposed(project, segment, proposed, under) if open_ else None
        if passage is not None:
            yield passage


def closed_records(project: Project, connection: Connection) -> frozenset[str]:
    """The case descriptions about people whose words may not be used."""
    from toolkit.storage.sources import sources

    about = sources.about(connection)
    return frozenset(name for name, who in about.items() if not project.register.usable(who))


@dataclass(slots=True)
class _Anchor:
    """A stretch that an area code was given, gathering the codes of everyone who coded about the same words."""

    span: Span
    codings: list[Coding] = field(default_factory=list)

    @property
    def setter(self) -> str:
        """The coder who set the stretch."""
        return self.codings[0].coder


def stretches(
    project: Project,
    source: Source,
    codings: Sequence[Coding],
    scheme: Scheme,
    *,
    loose: bool = False,
    settled: Sequence[Settlement] = (),
) -> Iterator[Stretch]:
    """The passages of one source, in order of place; `loose`: also those that codes of other facets alone lie on.

    The first of the codings set the stretches that later ones join; those that were `settled` go before them.
    """
    stands = standing(codings, settled, partial(meaning, scheme))
    codings = stands.codings
    meant = {coding.code: code for coding in codings if (code := scheme.resolve(coding.code))}
    turns = [turn for turn in source.turns if turn.role in _EVIDENCE]
    for anchor in _anchored(turns, [coding for coding in codings if coding.code in meant], meant, loose=loose):
        turn = _speaking(turns, anchor.span)
        if turn is None or not _open(project, turn):
            continue
        who = _voice(turn)
        counted = _one_voice(anchor, meant, stands.settled)
        paths = frozenset(meant[coding.code].path for coding in counted)
        passage = Passage(
            source=source.name,
            span=anchor.span,
            text=anchor.span.of(source.text),
            respondent=who,
            group=_group(project, who),
            codes=paths,
            areas=_areas(paths, scheme),
            evidence=tuple(f"c{coding.id}" for coding in counted),
            asked_area=turn.area,
            asked_phase=turn.phase,
        )
        yield Stretch(passage, tuple(anchor.codings), _disputed(anchor, meant), turn.number)


def _open(project: Project, turn: Turn) -> bool:
    """Whether the words may be used: of a record, unless it is about somebody who does not allow it."""
    if turn.respondent is None:
        return turn.role is Role.RECORD
    return project.register.usable(turn.respondent)


def _voice(turn: Turn) -> str:
    """Who says the turn; "" for a record."""
    return (turn.role is Role.RESPONDENT and turn.respondent) or ""


def _group(project: Project, respondent: str) -> str | None:
    return project.register.get(respondent).group if respondent else RECORDS


def _anchored(
    turns: Sequence[Turn], codings: Sequence[Coding], meant: Mapping[str, Code], *, loose: bool
) -> list[_Anchor]:
    """The stretches that area codes were given, in order of place, with the codes of other facets that lie on them."""
    anchors, others = _Anchors(), _Anchors()
    beside: list[Coding] = []
    for coding in codings:
        if meant[coding.code].facet != AREA:
            beside.append(coding)
        elif own := _own_words(turns, coding.span):
            anchors.add(coding, own)
    for coding in beside:
        on = anchors.on(coding.span)
        for anchor in on:
            anchor.codings.append(coding)
        if loose and not on and (own := _own_words(turns, coding.span)):
            others.add(coding, own)
    return sorted((*anchors.all, *others.all), key=lambda one: one.span)


def _one_voice(anchor: _Anchor, meant: Mapping[str, Code], settled: frozenset[int]) -> list[Coding]:
    """The codings that count: all of areas, and of each other facet those of one coder, so that two who disagree do
    not make one person of two minds. It is the coder who set the stretch; where that one gave none, the next.
    What was settled to apply counts whoever gave it."""
    first: dict[str, str] = {}
    for coding in sorted(anchor.codings, key=lambda one: one.coder != anchor.setter):
        first.setdefault(meant[coding.code].facet, coding.coder)

    def counts(one: Coding) -> bool:
        facet = meant[one.code].facet
        return facet == AREA or one.coder == first[facet] or one.id in settled

    return [one for one in anchor.codings if counts(one)]


def _disputed(anchor: _Anchor, meant: Mapping[str, Code]) -> bool:
    sides: dict[str, set[str]] = {}
    for coding in anchor.codings:
        if (path := meant[coding.code].path) in SIDES:
            sides.setdefault(coding.coder, set()).add(path)
    return len(set(map(frozenset, sides.values()))) > 1


class _Anchors:
    """The anchors of one source, found by place."""

    def __init__(self) -> None:
        self.all: list[_Anchor] = []
        self._blocks: dict[int, list[_Anchor]] = {}

    def on(self, span: Span) -> list[_Anchor]:
        """The anchors that share at least half of the shorter with `span`, most shared first."""
        near = {id(one): one for block in _blocks(span) for one in self._blocks.get(block, ())}
        found = [one for one in near.values() if belongs(one.span, span)]
        return sorted(found, key=lambda one: (-one.span.shared(span), one.span))

    def add(self, coding: Coding, span: Span) -> None:
        """Join the coding, which counts for `span`, to the anchor it lies on, or make it a new one."""
        found = self.on(span)
        if found:
            found[0].codings.append(coding)
            return
        anchor = _Anchor(span, [coding])
        self.all.append(anchor)
        for block in _blocks(span):
            self._blocks.setdefault(block, []).append(anchor)


def _blocks(span: Span) -> range:
    return range(span.start // BLOCK, (span.end - 1) // BLOCK + 1)


def _own_words(turns: Sequence[Turn], span: Span) -> Span | None:
    """The part of the span that its speaker says: what others say within it is nobody's evidence, nor to be quoted."""
    turn = _speaking(turns, span)
    return None if turn is None else Span(max(span.start, turn.span.start), min(span.end, turn.span.end))


def _speaking(turns: Sequence[Turn], span: Span) -> Turn | None:
    """The turn, of those given, that holds most of the span."""
    first = max(0, bisect_right(turns, span.start, key=_begin) - 1)
    best, most = None, 0
    for turn in islice(turns, first, None):
        if turn.span.start >= span.end:
            break
        if turn.span.shared(span) > most:
            best, most = turn, turn.span.shared(span)
    return best


def _begin(turn: Turn) -> int:
    return turn.span.start


def _proposed(
    project: Project, segment: Segment, proposed: Iterable[tuple[str, int]], under: Mapping[str, str | None]
) -> Passage | None:
    """The passage that a segment's suggestions (code and id) make it; `under` gives the area of each code known."""
    kept = [(code, key) for code, key in proposed if code in under]
    areas = frozenset([area for code, _ in kept if (area := under[code])])
    if not areas:
        return None
    return Passage(
        source=segment.source,
        span=segment.span,
        text=segment.text,
        respondent=segment.respondent,
        group=_group(project, segment.respondent),
        codes=frozenset([code for code, _ in kept]),
        areas=areas,
        evidence=tuple([f"s{key}" for _, key in kept]),
        asked_area=segment.area,
        asked_phase=segment.phase,
        machine=True,
    )


def _areas(paths: Iterable[str], scheme: Scheme) -> frozenset[str]:
    return frozenset(area for path in paths if (area := scheme.area_of(path)))


def asked_areas(project: Project, connection: Connection, scheme: Scheme) -> Mapping[str, frozenset[str]]:
    """The areas in which each usable respondent was asked something: the areas of the guide's questions that the
    interviewer put in that person's interviews. Where a group has no guide nothing is known, and all count as asked."""
    found: dict[str, frozenset[str]] = {}
    for (_, respondent), put in asked_there(project, connection, scheme).items():
        found[respondent] = found.get(respondent, frozenset()) | put
    return found


def asked_there(project: Project, connection: Connection, scheme: Scheme) -> dict[tuple[str, str], frozenset[str]]:
    """The same for each source: by its name and the respondent."""
    from toolkit.storage.sources import sources

    every = frozenset(area for path in scheme.codes if (area := scheme.area_of(path)))
    guided, usable = project.guides, project.register.usable
    return {
        (name, one): frozenset() if areas is None else areas if project.register.get(one).group in guided else every
        for name, respondents, areas in sources.asked(connection)
        for one in respondents
        if usable(one)
    }
