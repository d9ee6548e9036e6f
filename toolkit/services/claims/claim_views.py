"""A claim as a screen shows it: its words in each group, who stands where, and one person's passages to decide by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.domain.claims.claims import VOICED, Claim, Judged, Position, Stance, Standing, Tally
from toolkit.domain.texts.text import to_utf16
from toolkit.domain.themes.themes import Theme
from toolkit.errors import NotFound, Problem
from toolkit.messages import N_
from toolkit.services.claims.claim_names import STANCES
from toolkit.services.claims.claim_sentences import Told, speech, typed
from toolkit.services.claims.claims import Claims, claims
from toolkit.services.projects import names
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.findings.themes import PlacedPassage

MOST = 60  # other passages of a person that are offered at once


@dataclass(frozen=True, slots=True)
class Person:
    """One person's stance in a list; `number` is the place among all of the claim."""

    number: int
    position: Position
    passages: int
    decided: bool
    doubtful: bool
    questioned: bool
    proposed: Stance


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group's sentence, and its people by stance."""

    group: str
    title: str
    told: Told
    tally: Tally
    stances: tuple[tuple[Stance, tuple[Person, ...]], ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its groups; `themes` it rests on, `whole` the words of all groups together.

    `typed` says what to do about a quantity word that somebody typed into its text.
    """

    standing: Standing
    groups: tuple[GroupView, ...]
    whole: Told
    themes: tuple[Theme, ...]
    seen: int
    typed: Problem | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage of the person: its words and place; `counts` in the claim, `chosen` by what was judged."""

    key: str
    text: str
    source: int
    turn: int
    start: int
    end: int
    counts: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person to decide about: the words in the claim, others within its areas, and what each stance would make."""

    claim: Claim
    person: Person
    group: str
    judged: Judged | None
    own: tuple[Shown, ...]
    others: tuple[Shown, ...]
    now: Told
    then: Mapping[Stance, Told]


def view(project: Project, found: Claims, claim_id: int) -> ClaimView:
    """One claim; NotFound when there is none."""
    one, spoken = found.of(claim_id), speech(project)
    groups, number = [], 0
    for group, positions in one.positions.items():
        people = [_person(one, each, number + place) for place, each in enumerate(positions)]
        number += len(people)
        by_stance = tuple((stance, tuple(who for who in people if who.position.stance is stance)) for stance in STANCES)
        told = spoken.of(one, group)
        groups.append(GroupView(group, names.group(project, group), told, one.tally_of(group), by_stance))
    themes = tuple(found.ground.themes[each] for each in one.claim.themes if each in found.ground.themes)
    return ClaimView(one, tuple(groups), spoken.of(one), themes, len(one.decided), typed(project, spoken, one))


def _person(one: Standing, position: Position, number: int) -> Person:
    who = position.respondent
    return Person(
        number,
        position,
        len(position.evidence),
        who in one.decided,
        who in one.doubtful,
        who in one.questioned,
        one.proposed[who],
    )


def person(project: Project, claim_id: int, number: int) -> PersonView:
    """One person of a claim; NotFound when there is none at this place."""
    from toolkit.storage.findings import claims as stored

    found = claims(project)
    one = found.of(claim_id)
    every = [(group, each) for group, positions in one.positions.items() for each in positions]
    if not 0 <= number < len(every):
        raise NotFound(N_("There is no such person in this claim."), hint=N_("Load the page again."))
    group, position = every[number]
    with project.store() as store, store.reading() as connection:
        known = stored.judged(connection).get(claim_id, ())
    judged = next((each for each in known if each.respondent == position.respondent), None)
    own, others = _passages(project, found, one, position, judged)
    spoken = speech(project)
    then = {stance: spoken.told(one.claim.text, group, _moved(one, group, position, stance)) for stance in Stance}
    who = _person(one, position, number)
    return PersonView(one.claim, who, names.group(project, group), judged, own, others, spoken.of(one, group), then)


def _moved(one: Standing, group: str, position: Position, stance: Stance) -> Tally:
    """The group's counts if this person stood elsewhere."""
    counts = one.tally_of(group)
    fewer = replace(counts, **{position.stance.value: getattr(counts, position.stance.value) - 1})
    return replace(fewer, **{stance.value: getattr(fewer, stance.value) + 1})


def _passages(
    project: Project, found: Claims, one: Standing, position: Position, judged: Judged | None
) -> tuple[tuple[Shown, ...], tuple[Shown, ...]]:
    """The person's passages in the claim, and others of the same areas that could be put to it."""
    ground = found.ground
    there = ground.passages_of(one.claim)
    own = [each.key for each in there if each.respondent == position.respondent]
    kept = [now for key in (judged.passages if judged else ()) for now in ground.places.now(key)]
    inside = dict.fromkeys([*own, *kept])
    areas = ground.areas(one.claim, there)
    others = [
        key
        for key, each in ground.findings.passages.items()
        if each.respondent == position.respondent and key not in inside and (not areas or each.areas & areas)
    ]
    placed = _placed(project, [*inside, *others[:MOST]])
    chosen = kept if judged and judged.stance in VOICED else []
    mine = tuple(_shown(placed[key], counts=True, chosen=key in chosen) for key in inside)
    return mine, tuple(_shown(placed[key], counts=False, chosen=False) for key in others[:MOST])


def _placed(project: Project, keys: Sequence[str]) -> dict[str, PlacedPassage]:
    from toolkit.storage.findings import themes as stored

    with project.store() as store, store.reading() as connection:
        return {one.key: one for one in stored.placed(connection, keys)}


def _shown(one: PlacedPassage, *, counts: bool, chosen: bool) -> Shown:
    start = to_utf16(one.before, len(one.before))
    end = start + to_utf16(one.text, len(one.text))
    return Shown(one.key, one.text, one.source_id, one.turn, start, end, counts, chosen)


def themes_for(found: Claims, claim: Claim) -> dict[str, list[Theme]]:
    """The themes that a claim can rest on, by area; those it rests on are among them, also when set aside."""
    made: dict[str, list[Theme]] = {}
    for theme in found.ground.findings.themes:
        if theme.id in claim.themes or theme.told:
            made.setdefault(theme.area, []).append(theme)
    return made
