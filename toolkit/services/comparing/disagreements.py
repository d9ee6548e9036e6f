"""Disagreements between coders: every place where a code was given by one and not, or otherwise, by the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import belongs
from toolkit.domain.comparing.settlements import Settlement
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.services.coding.passages import meaning, settled_by_source
from toolkit.services.comparing.agreement import Compared, Kept, Mark, Read
from toolkit.services.projects.project import Project

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
    code: str
    span: Span
    kind: Kind
    marks: tuple[tuple[str, Span], ...]
    without: tuple[str, ...]
    others: Mapping[str, tuple[str, ...]]
    settled: Settlement | None


def settlements(project: Project) -> dict[str, list[Settlement]]:
    """All that was settled, by source."""
    from toolkit.storage.codings import settlements as stored

    with project.store() as store, store.reading() as connection:
        return settled_by_source(stored.each(connection))


def meant(scheme: Scheme, settled: Iterable[Settlement]) -> list[Settlement]:
    """The settlements under the codes that theirs mean today."""
    return [replace(one, code=meaning(scheme, one.code) or one.code) for one in settled]


_known: Kept[Compared, list[Disagreement]] = Kept()


def known(project: Project, found: Compared) -> list[Disagreement]:
    """All disagreements in what is kept for comparing, found once for it: whatever is settled makes it read anew."""
    every = _known.get(found)
    return every if every is not None else _known.put(found, disagreements(found, settlements(project)))


def disagreements(found: Compared, settled: Mapping[str, Sequence[Settlement]]) -> list[Disagreement]:
    """All disagreements, those on the codes that were given most often first, then in order of the text."""
    often = Counter(mark.code for one in found.read for mark in one.marks)
    order = {path: number for number, path in enumerate(found.scheme.codes)}
    every = [
        each for one in found.read for each in _of(one, found.scheme, meant(found.scheme, settled.get(one.name, ())))
    ]
    return sorted(every, key=lambda one: (-often[one.code], order[one.code], one.source, one.span))


def _of(one: Read, scheme: Scheme, settled: Sequence[Settlement]) -> Iterator[Disagreement]:
    by_code: dict[str, list[Mark]] = {}
    facets: dict[str, list[Mark]] = {}
    for mark in sorted(one.marks, key=lambda each: (each.span.start, each.span.end)):
        by_code.setdefault(mark.code, []).append(mark)
        facets.setdefault(scheme.codes[mark.code].facet, []).append(mark)
    near = {facet: _Near(marks) for facet, marks in facets.items()}
    for code, marks in by_code.items():
        beside = near[scheme.codes[code].facet]
        for place in _places(marks):
            found = _judged(one, place, beside, settled)
            if found is not None:
                yield found


class _Near:
    """Marks in order of place, and those of them that can reach some words: not all of a source's for each place."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = marks
        self.starts = [mark.span.start for mark in marks]
        self.longest = max(len(mark.span) for mark in marks)

    def around(self, place: Sequence[Mark]) -> Sequence[Mark]:
        """Those that may share words with the place."""
        start, end = min(one.span.start for one in place), max(one.span.end for one in place)
        return self.marks[bisect_left(self.starts, start - self.longest) : bisect_left(self.starts, end)]


def _places(marks: Iterable[Mark]) -> list[list[Mark]]:
    """The marks of one code, in order of place, gathered by place: each belongs to another's words there.

    So one mark of one coder and two beside each other of another's are at one place.
    """
    places: list[list[Mark]] = []
    for mark in marks:
        here = next((place for place in reversed(places[-3:]) if _joins(place, mark)), None)
        if here is None:
            places.append([mark])
        else:
            here.append(mark)
    return places


def _joins(place: Iterable[Mark], mark: Mark) -> bool:
    return any(belongs(one.span, mark.span) for one in place)


def _hull(place: Iterable[Mark]) -> Span:
    """The words from the first to the last that is marked."""
    spans = [mark.span for mark in place]
    if len(spans) == 1:
        return spans[0]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _alike(one: Read, place: Sequence[Mark]) -> bool:
    """Whether all coders have marked the very same words once: so it is at most places."""
    whole = place[0].span
    return len(place) == len(one.coders) == len({mark.coder for mark in place}) and all(
        mark.span == whole for mark in place
    )


def _judged(one: Read, place: Sequence[Mark], near: _Near, settled: Sequence[Settlement]) -> Disagreement | None:
    if _alike(one, place):
        return None
    own: dict[str, list[Mark]] = {coder: [] for coder in one.coders}
    for each in place:
        own[each.coder].append(each)
    marks = tuple((coder, _hull(each)) for coder, each in own.items() if each)
    without = tuple(coder for coder, each in own.items() if not each)
    if not without and len({span for _, span in marks}) == 1:
        return None
    others, whole = _others(place, near.around(place), without) if without else {}, _hull(place)
    return Disagreement(
        source_id=one.id,
        source=one.name,
        code=place[0].code,
        span=whole,
        kind=Kind.EXTENT if not without else Kind.OTHER if others else Kind.ONE,
        marks=marks,
        without=without,
        others=others,
        settled=settling(place[0].code, whole, settled),
    )


def _others(place: Sequence[Mark], beside: Sequence[Mark], without: Sequence[str]) -> dict[str, tuple[str, ...]]:
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
    from toolkit.storage.sources import sources

    one = next(iter(found.read), None)
    place = [] if one is None else [each for each in one.marks if each.code == code and belongs(span, each.span)]
    if one is None or not place:
        raise NotFound(N_("Nothing is coded there any more."), hint=N_("Load the page again."))
    with project.store() as store, store.reading() as connection:
        source = sources.by_id(connection, one.id)
    return sides_in(project, source, one, (code, _hull(place)))


def sides_in(project: Project, source: Source, one: Read, at: tuple[str, Span]) -> list[Side]:
    """The same for a code and its place in a source at hand."""
    turns = [turn for turn in _around(source.turns, at[1]) if _shown(project, turn)]
    by_coder = {coder: [mark for mark in one.marks if mark.coder == coder] for coder in one.coders}
    return [Side(coder, *_side(source.text, own, at, turns)) for coder, own in by_coder.items()]


def turn_of(seen: Sequence[Side]) -> int:
    """The number of the turn in which the place begins, as it is shown."""
    turns = [turn for side in seen for turn in side.turns]
    marked = [turn.number for turn in turns if any(held for _, held in turn.pieces)]
    return min(marked, default=turns[-1].number if turns else 0)


def _around(turns: Sequence[Turn], whole: Span) -> Sequence[Turn]:
    """The turns of the place, with the interviewer's one before."""
    first = max(0, bisect_right(turns, whole.start, key=lambda turn: turn.span.start) - 1)
    last = bisect_left(turns, whole.end, key=lambda turn: turn.span.start)
    first += first < last and not turns[first].span.shared(whole)
    return turns[max(0, first - KNOWN_BEFORE) : last]


def _shown(project: Project, turn: Turn) -> bool:
    if turn.respondent is None:
        return turn.role in (Role.INTERVIEWER, Role.RECORD)
    return turn.role is Role.INTERVIEWER or project.register.usable(turn.respondent)


def _side(
    text: str, own: Sequence[Mark], at: tuple[str, Span], turns: Sequence[Turn]
) -> tuple[tuple[Said, ...], tuple[str, ...]]:
    code, whole = at
    here = [each for each in own if each.span.shared(whole)]
    marks = [each.span for each in here if each.code == code]
    said = tuple(_said(text, turn, marks) for turn in turns)
    return said, tuple(dict.fromkeys(each.code for each in here if each.code != code))


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
    who = "" if turn.role is Role.RECORD else turn.respondent or turn.label or ""
    return Said(turn.number, who, turn.role is Role.INTERVIEWER, pieces)
