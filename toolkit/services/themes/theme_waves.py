"""Themes before and after, from sources whose head names a wave, or people for whom the register does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.themes.theme_waves import Asked, Heard, ThemeWaves, Waves, of_theme, waves
from toolkit.errors import Refused
from toolkit.messages import N_
from toolkit.services.coding import passages
from toolkit.services.projects.project import Project
from toolkit.services.themes import theme_material, themes

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection


@dataclass(frozen=True, slots=True)
class WavesView:
    """The waves of the themes that reports tell, and how many people could be placed in none."""

    themes: tuple[ThemeWaves, ...]
    unplaced: int


def view(project: Project, *, area: str | None = None) -> WavesView:
    """The themes, of one area or all, before and after; Refused when nobody was heard in both or in either wave."""
    with project.store() as store:
        theme_material.refuse_none(store)
        found, _ = themes.as_kept(project, store)
        with store.reading() as connection:
            heard = list(_heard(project, connection))
            asked = passages.asked_there(project, connection, found.scheme)
    placed = waves(heard, {one.id: one.variables for one in project.register.respondents.values()})
    if len(set(placed.values())) <= 1:  # before and after
        raise Refused(
            N_("Nobody is known to have been heard before and after."),
            hint=N_("Write “wave: before” or “wave: after” at the head of each interview, or in a column wave."),
        )
    everybody = {who for one in heard for who in one.people}
    told = [theme for theme in found.themes if theme.told and area in (None, theme.area)]
    shown = tuple(
        of_theme(theme, [found.passages[key] for key in theme.passages], placed, _of_group(project, asked, theme.group))
        for theme in told
    )
    return WavesView(shown, len(everybody - _placed(placed)))


def known(project: Project) -> bool:
    """Whether anybody is known to have been heard before and anybody after."""
    with project.store() as store, store.reading() as connection:
        heard = list(_heard(project, connection))
    placed = waves(heard, {one.id: one.variables for one in project.register.respondents.values()})
    return len(set(placed.values())) > 1


def _heard(project: Project, connection: Connection) -> Iterator[Heard]:
    from toolkit.storage.sources import sources

    for row in sources.overview(connection):
        people = tuple(who for who in row.respondents if project.register.usable(who))
        yield Heard(row.name, people, row.facts)


def _of_group(project: Project, asked: Asked, group: str) -> Asked:
    return {where: areas for where, areas in asked.items() if (project.register.get(where[1]).group or "") == group}


def _placed(placed: Waves) -> set[str]:
    return {who for _, who in placed}


def record(one: ThemeWaves) -> dict[str, object]:
    """A theme's waves as a flat record for JSON; what changed is null where too few were heard both times."""
    changed = [len(people) for people in (one.went_on, one.began, one.ceased, one.turned)]
    told: Sequence[int | None] = changed if one.comparable else [None] * len(changed)
    return {
        "id": one.theme.id,
        "area": one.theme.area,
        "group": one.theme.group,
        "name": one.theme.name,
        "heard_before": one.heard_before,
        "heard_after": one.heard_after,
        "raised_before": one.raised_before,
        "raised_after": one.raised_after,
        "new_people": len(one.only_after),
        "left_people": len(one.only_before),
        "heard_both_times": len(one.both),
        **dict(zip(("went_on", "began", "ceased", "turned"), told, strict=True)),
    }
