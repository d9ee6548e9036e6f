"""Disagreements between coders: every place where a code was given by one and not, or otherwise, by the other."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from toolkit.domain.codings import Coding
from toolkit.domain.schemes import Scheme
from toolkit.domain.segments import belongs
from toolkit.domain.settlements import Settlement
from toolkit.domain.sources import Role, Turn
from toolkit.domain.text import Span, trimmed
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.services.agreement import KEPT, Compared, Read
from toolkit.services.passages import meaning, settled_by_source
from toolkit.services.project import Project

KNOWN_BEFORE = 1  # turns shown before the place: what was asked


class Kind(StrEnum):
    """In what coders disagree."""

    ONE = "one"  # given by some, and nothing of the facet by another
    OTHER = "other"  # another has another code of the same facet there
    EXTENT = "extent"  # all have the code, at other words


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A code at a place: who marked which words, who did not, and which other codes of its facet those have there."""

    source_id: int
    source: str
    turn: int
    code: str
    span: Span
    kind: Kind
    marks: tuple[tuple[str, Span], ...]
    without: tuple[str, ...]
    others: Mapping[str, tuple[str, ...]]
    settled: Settlement | None


def settlements(project: Project) -> dict[str, list[Settlement]]:
    """All that was settled, by source."""
    from toolkit.storage import settlements as stored

    with project.store() as store, store.reading() as connection:
        return settled_by_source(stored.each(connection))


def meant(scheme: Scheme, settled: Iterable[Settlement]) -> list[Settlement]:
    """The settlements under the codes that theirs mean today."""
    return [replace(one, code=meaning(scheme, one.code) or one.code) for one in settled]


_keeping = threading.Lock()
_known: OrderedDict[Compared, list[Disagreement]] = OrderedDict()


def known(project: Project, found: Compared) -> list[Disagreement]:
    """All disagreements in what is kept for comparing, found once for it: whatever is settled makes it read anew."""
    with _keeping:
        if found in _known:
            return _known[found]
    every = disagreements(found, settlements(project))
    with _keeping:
        _known[found] = every
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return every


def disagreements(found: Compared, settled: Mapping[str, Sequence[Settlement]]) -> list[Disagreement]:
    """All disagreements, those on the codes that were given most often first, then in order of the text."""
    often = Counter(coding.code for one in found.read for coding in one.codings)
    order = {path: number for number, path in enumerate(found.scheme.codes)}
    every = [
        each
        for one in found.read
        for each in _of(one, found.scheme, meant(found.scheme, settled.get(one.source.name, ())))
    ]
    return sorted(every, key=lambda one: (-often[one.code], order[one.code], one.source, one.span))


def _of(one: Read, scheme: Scheme, settled: Sequence[Settlement]) -> Iterator[Disagreement]:
    by_code: dict[str, list[Coding]] = {}
    for coding in sorted(one.codings, key=lambda each: each.span):
        by_code.setdefault(coding.code, []).append(coding)
    facets: dict[str, list[Coding]] = {}
    for coding in sorted(one.codings, key=lambda each: each.span):
        facets.setdefault(scheme.codes[coding.code].facet, []).append(coding)
    near = {facet: _Near(codings) for facet, codings in facets.items()}
    for code, codings in by_code.items():
        beside = near[scheme.codes[code].facet]
        for place in _places(codings):
            found = _judged(one, place, beside.around(place), settled)
            if found is not None:
                yield found


class _Near:
    """Codings in order of place, and those of them that can reach some words: not all of a source's for each place."""

    def __init__(self, codings: Sequence[Coding]) -> None:
        self.codings = codings
        self.starts = [coding.span.start for coding in codings]
        self.longest = max(len(coding.span) for coding in codings)

    def around(self, place: Sequence[Coding]) -> Sequence[Coding]:
        """Those that may share words with the place."""
        start, end = min(one.span.start for one in place), max(one.span.end for one in place)
        return self.codings[bisect_left(self.starts, start - self.longest) : bisect_left(self.starts, end)]


def _places(codings: Iterable[Coding]) -> list[list[Coding]]:
    """The codings of one code, in order of place, gathered by place: each belongs to another's words there.

    So one coding of one coder and two beside each other of another's are at one place.
    """
    places: list[list[Coding]] = []
    for coding in codings:
        here = next((place for place in reversed(places[-3:]) if _joins(place, coding)), None)
        if here is None:
            places.append([coding])
        else:
            here.append(coding)
    return places


def _joins(place: Iterable[Coding], coding: Coding) -> bool:
    return any(belongs(one.span, coding.span) for one in place)


def _hull(place: Iterable[Coding], text: str) -> Span:
    """The words from the first to the last that is marked, without white space at the edges."""
    spans = [coding.span for coding in place]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    return trimmed(text, whole.start, whole.end) or whole


def _judged(
    one: Read, place: Sequence[Coding], beside: Sequence[Coding], settled: Sequence[Settlement]
) -> Disagreement | None:
    text = one.source.text
    own = {coder: [each for each in place if each.coder == coder] for coder in one.coders}
    marks = tuple((coder, _hull(codings, text)) for coder, codings in own.items() if codings)
    without = tuple(coder for coder, codings in own.items() if not codings)
    if not without and len({span for _, span in marks}) == 1:
        return None
    others, whole = _others(place, beside, without), _hull(place, text)
    return Disagreement(
        source_id=one.id,
        source=one.source.name,
        turn=_turn(one.source.turns, whole),
        code=place[0].code,
        span=whole,
        kind=Kind.EXTENT if not without else Kind.OTHER if others else Kind.ONE,
        marks=marks,
        without=without,
        others=others,
        settled=settling(place[0].code, whole, settled),
    )


def _others(place: Sequence[Coding], beside: Sequence[Coding], without: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What those without the code have there instead: codes of its facet that those who have it do not have too."""
    there = [coding for coding in beside if any(belongs(coding.span, mark.span) for mark in place)]
    shared = {coding.code for coding in there if coding.coder not in without}
    found: dict[str, list[str]] = {}
    for coding in there:
        if coding.coder in without and coding.code not in shared:
            found.setdefault(coding.coder, []).append(coding.code)
    return {coder: tuple(dict.fromkeys(codes)) for coder, codes in found.items()}


def settling(code: str, span: Span, settled: Iterable[Settlement]) -> Settlement | None:
    """What was settled about this code at these words; of several what shares most with them."""
    on_it = [one for one in settled if one.code == code and belongs(one.span, span)]
    return max(on_it, key=lambda one: one.span.shared(span), default=None)


def _turn(turns: Sequence[Turn], span: Span) -> int:
    first = max(0, bisect_right(turns, span.start, key=lambda turn: turn.span.start) - 1)
    last = bisect_left(turns, span.end, key=lambda turn: turn.span.start)
    best = max(turns[first:last] or turns[:1], key=lambda turn: turn.span.shared(span), default=None)
    return best.number if best is not None else 0


@dataclass(frozen=True, slots=True)
class Said:
    """A turn as one coder marked it: pieces of its words, each with whether the coder gave the code there."""

    number: int
    speaker: str
    interviewer: bool
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The same words as one coder saw them, and the other codes that the coder has there, by path."""

    coder: str
    turns: tuple[Said, ...]
    codes: tuple[str, ...]


def sides(project: Project, found: Compared, code: str, span: Span) -> list[Side]:
    """The words around a place once for each coder, each with that coder's marks of the code.

    `found` is of the place's source only. Only respondents whose words may be used, and what was asked just before;
    NotFound when nobody marked the place.
    """
    one = next(iter(found.read), None)
    place = [] if one is None else [each for each in one.codings if each.code == code and belongs(span, each.span)]
    if one is None or not place:
        raise NotFound(N_("Nothing is coded there any more."), hint=N_("Load the page again."))
    whole = Span(min(each.span.start for each in place), max(each.span.end for each in place))
    turns = [turn for turn in _around(one, whole) if _shown(project, turn)]
    return [_side(one, coder, (code, whole), turns) for coder in one.coders]


def _around(one: Read, whole: Span) -> list[Turn]:
    """The turns of the place, with the interviewer's one before."""
    touched = [number for number, turn in enumerate(one.source.turns) if turn.span.shared(whole)]
    first, last = touched[0], touched[-1]
    return list(one.source.turns[max(0, first - KNOWN_BEFORE) : last + 1])


def _shown(project: Project, turn: Turn) -> bool:
    return turn.role is Role.INTERVIEWER or (turn.respondent is not None and project.register.usable(turn.respondent))


def _side(one: Read, coder: str, of: tuple[str, Span], turns: Sequence[Turn]) -> Side:
    code, whole = of
    own = [each for each in one.codings if each.coder == coder and each.span.shared(whole)]
    marks = [each.span for each in own if each.code == code]
    said = tuple(_said(one.source.text, turn, marks) for turn in turns)
    return Side(coder, said, tuple(dict.fromkeys(each.code for each in own if each.code != code)))


def _said(text: str, turn: Turn, marks: Iterable[Span]) -> Said:
    edges = {turn.span.start, turn.span.end}
    held = [mark for mark in marks if mark.shared(turn.span)]
    for mark in held:
        edges |= {max(mark.start, turn.span.start), min(mark.end, turn.span.end)}
    ordered = sorted(edges)
    pieces = tuple(
        (text[start:end], any(mark.start <= start and end <= mark.end for mark in held))
        for start, end in pairwise(ordered)
    )
    return Said(turn.number, turn.respondent or turn.label or "", turn.role is Role.INTERVIEWER, pieces)
