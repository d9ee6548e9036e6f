"""The passages in which ties are told, with their words, for whoever looks at a line of the map."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from toolkit.domain.networks.partners import Tie
from toolkit.domain.sources.sources import Source
from toolkit.services.material import sources
from toolkit.services.network import ties
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project

MOST = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A passage with one of its ties: its words, where they stand, and whether they may be quoted."""

    tie: Tie
    source: str
    turn: int
    words: str
    quotable: bool


def told(project: Project, ids: Collection[int]) -> tuple[Told, ...]:
    """The passages of these ties, at most 200, in order of place; of two coders' ties on the same words the first."""
    from toolkit.storage.sources import sources as stored

    refuse_blind(project)
    sources.place(project)
    wanted = frozenset(ids)
    with project.store() as store, store.reading() as connection:
        found = _first(tie for tie in ties.within(project, connection) if tie.id in wanted)
        numbers = dict.fromkeys(tie.source for tie in found)
        texts = {number: stored.get(connection, stored.name_of(connection, number)) for number in numbers}
    return tuple(_told(project, tie, texts[tie.source]) for tie in found)


def _first(found: Iterable[Tie]) -> list[Tie]:
    """At most 200, each partner once on the same words."""
    by_place: dict[tuple[int, int, int, int], Tie] = {}
    for tie in found:
        by_place.setdefault((tie.source, tie.start, tie.end, tie.partner), tie)
    return list(by_place.values())[:MOST]


def _told(project: Project, tie: Tie, source: Source) -> Told:
    turn = next((one.number for one in source.turns if one.span.start < tie.end and tie.start < one.span.end), 0)
    return Told(tie, source.name, turn, tie.span.of(source.text), project.register.quotable(tie.respondent))
