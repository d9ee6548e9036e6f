"""The segments that are learned from, drawn from all that is judged; the rest is counted, source by source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Segment
from toolkit.services.coding.judgements import Judgements, groups, judgements_in, usable
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.analysis.texts.language import Language
    from toolkit.storage.projects.store import Connection

SEED = 1  # of the draw
KEPT = 10_000  # segments that stay in memory while the others are counted


@dataclass(slots=True)
class Counts:
    """How many segments each source has, and how many of them bear a code; how many bear each code."""

    sizes: dict[str, int] = field(default_factory=dict)
    bearing: dict[str, int] = field(default_factory=dict)
    judged: set[str] = field(default_factory=set)
    codes: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, pieces: Sequence[Segment], own: Judgements) -> None:
        """Count the segments of one source."""
        labels = own.labels(pieces)
        self.sizes[name] = len(pieces)
        self.bearing[name] = sum(map(bool, labels.values()))
        if labels or own.rejected(pieces):
            self.judged.add(name)
        for codes in labels.values():
            self.codes.update(codes | {one.rpartition("/")[0] for one in codes})

    def outside(self, judged: Collection[str]) -> int:
        """How many segments stand in other sources than these."""
        return sum(n for name, n in self.sizes.items() if name not in judged)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The segments drawn, in order of source and position, what was judged of them, and the counts of all."""

    pieces: tuple[Segment, ...]
    judged: Judgements
    counts: Counts


def drawn(project: Project, connection: Connection, scheme: Scheme, names: Iterable[str]) -> Drawn:
    """Draw, of these sources, the segments that `analysis.training.prepared` would learn from."""
    from toolkit.analysis.suggesting.training import sources_drawn
    from toolkit.analysis.texts.language import Language

    # A Language of its own: what it remembers of a thousand interviews' words, 100 MB, goes before learning begins.
    reader = Language(project.spoken)
    wanted = sorted(names)
    counts, kept = Counts(), dict[str, list[Segment]]()
    room = KEPT
    for name, pieces in _cut(project, connection, wanted, reader):
        counts.add(name, pieces, judgements_in(connection, scheme, [name]))
        room -= len(pieces)
        if room >= 0:
            kept[name] = pieces
    chosen = sources_drawn(counts.sizes, counts.judged, seed=SEED)
    found = dict(_cut(project, connection, sorted(chosen - kept.keys()), reader)) | kept
    ordered = [name for name in wanted if name in chosen]
    return Drawn(
        tuple(piece for name in ordered for piece in found[name]), judgements_in(connection, scheme, ordered), counts
    )


def _cut(
    project: Project, connection: Connection, names: Sequence[str], reader: Language
) -> Iterator[tuple[str, list[Segment]]]:
    from toolkit.analysis.texts.segmenting import segments
    from toolkit.storage.sources import sources

    people = groups(project)
    for source in sources.each(connection, names):
        found = segments(usable(project, source), reader, groups=people)
        yield source.name, [one for one in found if one.respondent]  # learned from people, used on records too
