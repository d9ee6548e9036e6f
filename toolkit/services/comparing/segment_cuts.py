"""Where the segments of sources lie that nothing was suggested on: cut once, then kept as bare numbers.

Cutting takes 20 ms of the processor for each interview, which a thousand interviews must not take at every look. What
is kept says nothing of words or people: turns by number, places by number, and a hash of the turns they were cut from.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from toolkit.domain.sources.sources import Role, Source
from toolkit.errors import NotSaved, ProjectBusy
from toolkit.services.material.transcripts import speech
from toolkit.services.projects.project import Project, fingerprint

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

VERSION = "segments/1"  # raised when the same turns would be cut in another way
Turns: TypeAlias = Sequence[tuple[int, int, int]]  # number, start and end of each respondent's turn


@dataclass(frozen=True, slots=True)
class Cut:
    """The segments of a source in order: the number of each one's turn, where it starts, where it ends."""

    made_from: str
    turns: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]


Cuts: TypeAlias = Mapping[int, Cut]  # by source id


def cuts(project: Project, connection: Connection, wanted: Mapping[int, Turns]) -> tuple[dict[int, Cut], Cuts]:
    """The segments of these sources, given their turns; and, where some had to be cut now, all that is to be kept."""
    known = _kept(project, connection)
    marks = {key: _mark(turns) for key, turns in wanted.items()}
    found = {key: known[key] for key, mark in marks.items() if key in known and known[key].made_from == mark}
    made = dict(_cut_now(project, connection, {key: marks[key] for key in marks.keys() - found.keys()}))
    return {**found, **made}, {**known, **made} if made else {}


def keep(project: Project, made: Cuts) -> None:
    """Keep what had to be cut; while others write, it is cut again next time."""
    from toolkit.storage.database import learned

    if not made:
        return
    busy = suppress(ProjectBusy, NotSaved)
    with busy, project.store(write=True) as store, store.writing("segments", now=project.now) as change:
        change.idle = True
        there = learned.source_ids(change.connection)
        kept = learned.Kept(_way(project), _packed({key: cut for key, cut in made.items() if key in there}))
        learned.keep(change.connection, learned.SEGMENTS, kept, now=project.now)


def _way(project: Project) -> str:
    return f"{VERSION} {project.spoken}"


def _mark(turns: Turns) -> str:
    return fingerprint(list(turns))


def _kept(project: Project, connection: Connection) -> dict[int, Cut]:
    from toolkit.storage.database import learned

    if learned.fingerprint(connection, learned.SEGMENTS) != _way(project):
        return {}
    try:
        rows = json.loads(zlib.decompress(learned.data(connection, learned.SEGMENTS)))
        return {key: Cut(mark, turns, starts, ends) for key, mark, turns, starts, ends in rows}
    except (ValueError, TypeError, zlib.error):
        return {}


def _packed(made: Cuts) -> bytes:
    rows = [(key, cut.made_from, cut.turns, cut.starts, cut.ends) for key, cut in sorted(made.items())]
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), 1)


def _cut_now(project: Project, connection: Connection, marks: Mapping[int, str]) -> Iterator[tuple[int, Cut]]:
    """Cut sources, a few in memory at a time."""
    if not marks:
        return
    from toolkit.analysis.texts.segmenting import batches
    from toolkit.storage.sources import sources

    names = {sources.name_of(connection, key): key for key in marks}
    found: dict[str, list[tuple[int, int, int]]] = {name: [] for name in names}
    with speech(project.spoken) as reader:
        for batch in batches(_heard(sources.each(connection, names)), reader):
            for one in batch.segments:
                found[one.source].append((one.turn, one.span.start, one.span.end))
    for name, key in names.items():
        turns, starts, ends = map(list, zip(*found[name], strict=True)) if found[name] else ([], [], [])
        yield key, Cut(marks[key], turns, starts, ends)


def _heard(found: Iterable[Source]) -> Iterator[Source]:
    """The sources as they come; the turns of all respondents are cut, also of those whose words are left out later."""
    for source in found:
        if any(turn.role is Role.RESPONDENT for turn in source.turns):
            yield source
