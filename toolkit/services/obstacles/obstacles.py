"""The register of obstacles: bugs in the system, by level and priority, and what in it somebody should look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.claims.claims import Standing
from toolkit.domain.codings.segments import Passage
from toolkit.domain.reflection.obstacles import Obstacle, by_level
from toolkit.domain.themes.themes import Theme
from toolkit.errors import Problem
from toolkit.messages import N_
from toolkit.services.claims.claims import Claims, claims
from toolkit.services.material import sources
from toolkit.services.projects.blinding import blindness, refuse_blind
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection


@dataclass(frozen=True, slots=True)
class Grounded:
    """An obstacle with the evidence that stands today; `place` is its priority within the level, from 1.

    `lost` counts what was put to it and is no longer there, or rests on words that may not be used.
    """

    obstacle: Obstacle
    place: int
    claims: tuple[Standing, ...]
    themes: tuple[Theme, ...]
    passages: tuple[Passage, ...]
    lost: int

    @property
    def bare(self) -> bool:
        """Whether nothing bears it out today."""
        return not (self.claims or self.themes or self.passages)


def obstacles(project: Project) -> tuple[Obstacle, ...]:
    """All obstacles by level and priority; refused to who codes blind."""
    refuse_blind(project)
    with project.store() as store, store.reading() as connection:
        return within(connection)


def within(connection: Connection) -> tuple[Obstacle, ...]:
    """All obstacles by level and priority, within a reading."""
    from toolkit.storage.findings import obstacles as stored

    return tuple(one for own in by_level(stored.each(connection)).values() for one in own)


def grounded(project: Project, known: Claims | None = None) -> tuple[Grounded, ...]:
    """All obstacles with the evidence that stands today; refused to who codes blind."""
    sources.place(project)
    every = obstacles(project)
    if not every:
        return ()
    found = known or claims(project)
    return tuple(_grounded(one, place, found) for own in by_level(every).values() for place, one in enumerate(own, 1))


def _grounded(one: Obstacle, place: int, found: Claims) -> Grounded:
    ground = found.ground
    standing = {each.claim.id: each for each in found.standings}
    now = {key: ground.places.now(key) for key in one.passages}
    keys = dict.fromkeys(each for there in now.values() for each in there)
    claimed = tuple(standing[each] for each in one.claims if each in standing)
    themes = tuple(ground.themes[each] for each in one.themes if each in ground.themes)
    kept = len(claimed) + len(themes) + sum(bool(there) for there in now.values())
    return Grounded(
        one,
        place,
        claimed,
        themes,
        tuple(ground.findings.passages[key] for key in keys),
        len(one.claims) + len(one.themes) + len(one.passages) - kept,
    )


def notes(project: Project) -> tuple[Problem, ...]:
    """The obstacles that nothing bears out (any longer), to be looked at; none for who codes blind."""
    if not _kept(project) or blindness(project):
        return ()
    return tuple(_notes(project))


def _kept(project: Project) -> bool:
    from toolkit.storage.findings import obstacles as stored

    with project.store() as store, store.reading() as connection:
        return stored.any_kept(connection)


def _notes(project: Project) -> Iterator[Problem]:
    hint = N_("Put evidence to it, or remove it: spegla obstacles")
    for each in grounded(project):
        values: dict[str, object] = {"id": each.obstacle.id or 0, "n": each.lost}
        if each.bare:
            message = N_("Nothing in the material bears obstacle {id} out.")
            yield Problem(project.settings.name, message, hint, values, serious=False)
        elif each.lost:
            message = N_("Obstacle {id}: {n} pieces of its evidence are no longer there.")
            yield Problem(project.settings.name, message, hint, values, serious=False)
