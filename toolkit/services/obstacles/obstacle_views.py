"""The obstacles as a screen shows them: a board by level, each card with what bears it out and what has happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from toolkit.domain.claims.claim_words import filled
from toolkit.domain.codings.segments import Passage
from toolkit.domain.reflection.obstacles import Level, Obstacle
from toolkit.domain.texts.days import day_in
from toolkit.domain.themes.themes import Theme
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.services.claims import claims as known_claims
from toolkit.services.claims.claim_sentences import Speech, Told, speech
from toolkit.services.claims.claims import Claims
from toolkit.services.obstacles import obstacles
from toolkit.services.obstacles.obstacles import Grounded
from toolkit.services.projects import names
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.findings.themes import PlacedPassage

MOST = 200  # passages of a card that are shown at once


@dataclass(frozen=True, slots=True)
class Words:
    """A passage put to an obstacle: its words and place; `later`: from a day after the obstacle was lifted."""

    key: str
    text: str
    source: int
    turn: int
    later: bool


@dataclass(frozen=True, slots=True)
class Borne:
    """A claim that bears an obstacle out: its sentence with the count, and its text where nobody affirms it."""

    id: int
    text: str
    told: Told


@dataclass(frozen=True, slots=True)
class Card:
    """An obstacle on the board."""

    grounded: Grounded
    claims: tuple[Borne, ...]
    themes: tuple[tuple[Theme, str], ...]
    passages: tuple[Words, ...]

    @property
    def obstacle(self) -> Obstacle:
        """What the register says."""
        return self.grounded.obstacle


@dataclass(frozen=True, slots=True)
class Form:
    """What an obstacle may rest on: claims and themes with the titles of their groups; those gone are named by ids."""

    claims: tuple[tuple[int, str, str], ...]
    themes: Mapping[str, tuple[Theme, ...]]
    gone_claims: tuple[int, ...]
    gone_themes: tuple[str, ...]


def board(project: Project) -> dict[Level, list[Card]]:
    """The obstacles of each level, in order of priority; refused to who codes blind."""
    found: dict[Level, list[Card]] = {level: [] for level in Level}
    every = obstacles.grounded(project)
    if every:
        spoken, placed, days = speech(project), _placed(project, every), _days(project)
        for one in every:
            found[one.obstacle.level].append(_card(project, one, spoken, (placed, days)))
    return found


def _card(
    project: Project, one: Grounded, spoken: Speech, where: tuple[Mapping[str, PlacedPassage], Mapping[str, date]]
) -> Card:
    placed, days = where
    return Card(
        one,
        tuple(Borne(each.claim.id or 0, filled(each.claim.text, "…"), spoken.of(each)) for each in one.claims),
        tuple((theme, names.group(project, theme.group)) for theme in one.themes),
        tuple(
            Words(each.key, each.text, placed[each.key].source_id, placed[each.key].turn, _later(one, each, days))
            for each in one.passages[:MOST]
            if each.key in placed
        ),
    )


def _later(one: Grounded, passage: Passage, days: Mapping[str, date]) -> bool:
    lifted, day = one.obstacle.lifted, days.get(passage.source)
    return bool(lifted) and day is not None and day > date.fromisoformat(lifted)


def _placed(project: Project, every: tuple[Grounded, ...]) -> dict[str, PlacedPassage]:
    from toolkit.storage.findings import themes as stored

    keys = dict.fromkeys(each.key for one in every for each in one.passages[:MOST])
    with project.store() as store, store.reading() as connection:
        return {one.key: one for one in stored.placed(connection, keys)}


def _days(project: Project) -> dict[str, date]:
    """The day of each source that has one."""
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        told = {row.name: row.facts.get("date", "") for row in sources.overview(connection)}
    return {name: day for name, text in told.items() if (day := day_in(text)) is not None}


def one(project: Project, obstacle_id: int) -> Obstacle:
    """The obstacle with this number; NotFound when there is none."""
    for found in obstacles.obstacles(project):
        if found.id == obstacle_id:
            return found
    raise NotFound(
        N_("There is no obstacle {id}."),
        hint=N_("See the obstacles and their numbers with: spegla obstacles"),
        id=obstacle_id,
    )


def form(project: Project, wanted: Obstacle) -> Form:
    """What `wanted` may rest on, as things are now; refused to who codes blind."""
    found: Claims = known_claims.claims(project)
    claims = [each.claim for each in found.standings]
    themes: dict[str, list[Theme]] = {}
    for theme in found.ground.findings.themes:
        if theme.told or theme.id in wanted.themes:
            themes.setdefault(names.group(project, theme.group), []).append(theme)
    there = {one.id for one in claims}
    return Form(
        tuple((each.id or 0, filled(each.text, "…"), _group(project, each.group)) for each in claims),
        {group: tuple(own) for group, own in themes.items()},
        tuple(each for each in wanted.claims if each not in there),
        tuple(each for each in wanted.themes if each not in found.ground.themes),
    )


def _group(project: Project, key: str) -> str:
    return names.group(project, key) if key else ""
