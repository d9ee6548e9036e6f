"""The coded passages kept in memory: only sources whose codings have changed are gathered anew."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import accumulate
from typing import TYPE_CHECKING

from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Passage
from toolkit.domain.comparing.settlements import Settlement, standing
from toolkit.domain.sources.sources import Source
from toolkit.domain.texts.text import Span
from toolkit.services.coding import passages, schemes
from toolkit.services.coding.passages import Stretch
from toolkit.services.material import sources
from toolkit.services.projects.project import Project, fingerprint

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

Whose = tuple[str, str, str]  # a project's folder, the coder alone or nobody, and whose eyes see it
KEPT = 6  # a project as all its coders have coded it, and as each of a few has
FEW = 20  # sources that are read one by one; of more the codings are read in one go


@dataclass(frozen=True, slots=True)
class Piece:
    """A coded passage and its place; `held` are the codes given to about these words, `touching` those that share any
    word with them, both with the codes above each."""

    source_id: int
    stretch: Stretch
    held: frozenset[str]
    touching: frozenset[str]

    @property
    def passage(self) -> Passage:
        """The passage as matrices and themes count it."""
        return self.stretch.passage


@dataclass(frozen=True, slots=True)
class Gathered:
    """All passages in order of source and place, the scheme they are read with, who speaks, and how much each coded."""

    pieces: tuple[Piece, ...]
    scheme: Scheme
    voices: frozenset[str]
    coders: Mapping[str, int]

    @property
    def counted(self) -> list[Passage]:
        """The passages that matrices count: those with an area that somebody says."""
        return [piece.passage for piece in self.pieces if piece.passage.areas and not piece.passage.record]


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first passages in order of source and place, and how many codings there are in all, in how many sources."""

    pieces: tuple[Piece, ...]
    codings: int
    sources: int


@dataclass(slots=True)
class _Known:
    """What was gathered, by source, and what of its codings it was gathered from; good as long as `rests_on` holds.

    `last` is all of it, as long as nobody changes anything: the journal's number is then `mark`.
    """

    rests_on: str
    mark: int = -1
    last: Gathered | None = None
    by_source: dict[str, tuple[str, tuple[Piece, ...]]] = field(default_factory=dict)

    def lacking(self, marks: Mapping[str, str]) -> list[str]:
        """The sources that must be gathered anew."""
        return [name for name, mark in marks.items() if self.by_source.get(name, ("", ()))[0] != mark]


_kept: OrderedDict[Whose, _Known] = OrderedDict()
_keeping = threading.Lock()


def gathered(project: Project, *, coder: str = "") -> Gathered:
    """The coded passages of everyone whose words may be used; with `coder` as if only that person had coded."""
    from toolkit.storage.codings import codings, settlements
    from toolkit.storage.sources import searching
    from toolkit.storage.sources import sources as stored

    sources.place(project)
    with project.store() as store:
        scheme, now = schemes.current(project, store).scheme, store.mark()
        with store.reading() as connection:
            ranked = codings.coders(connection)
            rests_on = _rests_on(project, connection, scheme, ranked)
            whose = (str(project.folder), coder, store.eyes)
            if (last := _unchanged(whose, (rests_on, now))) is not None:
                return last
            settled = {} if coder else passages.settled_by_source(settlements.each(connection))
            marks = _marked(searching.signatures(connection, coder=coder), settled)
            ids, voices = stored.ids(connection), stored.respondents(connection)
            known = _known(whose, rests_on)
            read = list(_read(connection, known.lacking(marks), coder))
    for source, own in read:
        first = _first_set(own, ranked)
        known.by_source[source.name] = (
            marks[source.name],
            tuple(_pieces(project, ids[source.name], (source, first, settled.get(source.name, ())), scheme)),
        )
    pieces = tuple(piece for name in marks for piece in known.by_source[name][1])
    known.last, known.mark = Gathered(pieces, scheme, voices, ranked), now
    return known.last


def beginning(project: Project, count: int) -> Beginning | None:
    """At least so many passages, if there are: no more sources are gathered than they take.

    None when few sources are coded: then all can be gathered.
    """
    from toolkit.storage.codings import codings
    from toolkit.storage.sources import searching

    sources.place(project)
    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        with store.reading() as connection:
            ranked, coded = codings.coders(connection), searching.coded_sources(connection)
            if len(coded) <= FEW:
                return None
            pieces: list[Piece] = []
            for key in coded:
                pieces += of_one(project, connection, key, (scheme, ranked))
                if len(pieces) >= count:
                    break
    return Beginning(tuple(pieces), sum(ranked.values()), len(coded))


def of_one(
    project: Project,
    connection: Connection,
    source_id: int,
    ranked: tuple[Scheme, Mapping[str, int]],
    *,
    coder: str = "",
) -> Iterator[Piece]:
    """The passages of one source, which are kept nowhere; with `coder` as if only that person had coded."""
    from toolkit.storage.codings import codings, settlements
    from toolkit.storage.sources import sources as stored

    scheme, coders = ranked
    made = [one for one in codings.of_source(connection, source_id) if coder in ("", one.coder)]
    settled = () if coder else settlements.of_source(connection, source_id)
    source = stored.get(connection, stored.name_of(connection, source_id))
    return _pieces(project, source_id, (source, _first_set(made, coders), settled), scheme)


def is_kept(project: Project, connection: Connection, ranked: tuple[Scheme, Mapping[str, int]], whose: Whose) -> bool:
    """Whether all passages are in memory as they are now."""
    from toolkit.storage.database import journal

    rests_on = _rests_on(project, connection, *ranked)
    return _unchanged(whose, (rests_on, journal.last(connection))) is not None


def _first_set(codings: Iterable[Coding], coders: Mapping[str, int]) -> list[Coding]:
    """Those who have coded most first: they set the stretches."""
    return sorted(codings, key=lambda one: (-coders[one.coder], one.coder, one.span, one.code))


def _unchanged(whose: Whose, now: tuple[str, int]) -> Gathered | None:
    """What was gathered last, when nothing has been changed since."""
    with _keeping:
        known = _kept.get(whose)
        return known.last if known is not None and (known.rests_on, known.mark) == now else None


def _marked(marks: Mapping[str, str], settled: Mapping[str, Sequence[Settlement]]) -> dict[str, str]:
    """What each source is gathered from: its codings, and what was settled in it."""
    decided = {name: fingerprint([(one.span, one.code, one.applies) for one in own]) for name, own in settled.items()}
    return {name: mark + decided.get(name, "") for name, mark in marks.items()}


def _rests_on(project: Project, connection: Connection, scheme: Scheme, coders: Mapping[str, int]) -> str:
    """What decides, beside the codings of a source, how they are gathered."""
    from toolkit.storage.suggesting import runs

    placed = runs.latest(connection, "placing")
    people = [(one.id, one.group, project.register.usable(one.id)) for one in project.register.respondents.values()]
    ranks = sorted(coders, key=lambda one: (-coders[one], one))
    resolved = [(path, code.facet, code.retired, code.merged_into) for path, code in scheme.codes.items()]
    return fingerprint(placed and placed.fingerprint, people, ranks, resolved)


def _known(whose: Whose, rests_on: str) -> _Known:
    """What is kept of this project, coder and eyes, for the caller to add to; a copy, as others may be reading it."""
    with _keeping:
        before = _kept.get(whose)
        same = before is not None and before.rests_on == rests_on
        _kept[whose] = _Known(rests_on, by_source=dict(before.by_source) if same and before else {})
        _kept.move_to_end(whose)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return _kept[whose]


def _read(connection: Connection, wanted: Sequence[str], coder: str) -> Iterator[tuple[Source, list[Coding]]]:
    """These sources with their codings."""
    from toolkit.storage.codings import codings
    from toolkit.storage.sources import sources as stored

    by_source: dict[str, list[Coding]] = {name: [] for name in wanted}
    every = [None] if len(wanted) > FEW else wanted
    for coding in (one for name in every for one in codings.each(connection, coder=coder or None, source=name)):
        if coding.source in by_source:
            by_source[coding.source].append(coding)
    for source in stored.each(connection, wanted) if wanted else ():
        yield source, by_source[source.name]


def _pieces(
    project: Project,
    source_id: int,
    coded: tuple[Source, Sequence[Coding], Sequence[Settlement]],
    scheme: Scheme,
) -> Iterator[Piece]:
    source, codings, settled = coded
    meant = {each.code: code.path for each in codings if (code := scheme.resolve(each.code))}
    stands = standing(codings, settled, partial(passages.meaning, scheme))
    places = _Places([each for each in stands.codings if each.code in meant])
    for stretch in passages.stretches(project, source, codings, scheme, loose=True, settled=settled):
        touching = with_above(meant[each.code] for each in places.on(stretch.passage.span))
        yield Piece(source_id, stretch, with_above(meant[each.code] for each in stretch.codings), touching)


def with_above(paths: Iterable[str]) -> frozenset[str]:
    """The codes and those above them: whatever is coded needs/health is coded needs."""
    return frozenset(above for path in paths for above in _line(path))


@lru_cache(maxsize=2_000)
def _line(path: str) -> tuple[str, ...]:
    parts = path.split("/")
    return tuple("/".join(parts[:length]) for length in range(1, len(parts) + 1))


class _Places:
    """The codings of one source, found by the words they share."""

    def __init__(self, codings: Iterable[Coding]) -> None:
        self.codings = sorted(codings, key=lambda one: one.span)
        self._starts = [one.span.start for one in self.codings]
        self._reach = list(accumulate((one.span.end for one in self.codings), max))

    def on(self, span: Span) -> list[Coding]:
        """Those that share any word with the span."""
        first, last = bisect_right(self._reach, span.start), bisect_left(self._starts, span.end)
        return [one for one in self.codings[first:last] if one.span.end > span.start]
